"""Faces in frames: detectors, following one face, cutting it out."""
