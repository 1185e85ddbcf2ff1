"""Clips as a whole: tables of features, maps of a collection, clip classifiers."""
