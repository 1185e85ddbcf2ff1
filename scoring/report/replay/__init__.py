"""The replay: clip and take side by side as a film."""
