"""The formula: two tracks to a score with its reasons."""
