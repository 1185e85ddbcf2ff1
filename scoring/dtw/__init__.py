"""Dynamic time warping: the alignment and its two kernels."""
