"""Emotion models: the registry, preprocessing, the backends, installing weights."""
