"""Measurements of RE:ON: fidelity of the score, speed and memory, set-up and start."""
