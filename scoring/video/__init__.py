"""Video files: opening them, their frames, what they hold."""
