"""Video file to track."""
