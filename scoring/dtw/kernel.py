"""What a kernel of the warping path's recurrence offers."""

from typing import Protocol

from ..types import BoolArray, FloatArray, IntArray, UIntArray


class Kernel(Protocol):
    """A module with the recurrence; `scoring.dtw.numpy_kernel` documents its functions."""

    def skipping(self, faces: FloatArray, weighed: BoolArray, /) -> FloatArray:
        """Cost of leaving out the first cells."""

    def accumulate(
        self,
        reference: FloatArray,
        take: FloatArray,
        low: IntArray,
        high: IntArray,
        weighed: BoolArray,
        skip_reference: FloatArray,
        skip_take: FloatArray,
        /,
    ) -> tuple[UIntArray, FloatArray, FloatArray]:
        """The direction to each cell, and the costs at the ends."""

    def best_end(
        self,
        row_end: FloatArray,
        column_end: FloatArray,
        low: IntArray,
        skip_reference: FloatArray,
        skip_take: FloatArray,
        /,
    ) -> tuple[int, int, float]:
        """The cheapest last pair and its cost."""

    def trace(
        self, directions: UIntArray, low: IntArray, i: int, j: int, /
    ) -> tuple[IntArray, FloatArray]:
        """Path and weights that end in a pair."""
