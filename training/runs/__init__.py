"""Kept runs: their records, their curves for TensorBoard, and their comparison."""
