"""Kept runs: what each leaves behind, its curves for TensorBoard, and runs side by side."""
