"""Names for the types that recur in the library's signatures."""

from os import PathLike
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

FilePath: TypeAlias = str | PathLike[str]

FloatArray: TypeAlias = npt.NDArray[np.floating[Any]]
IntArray: TypeAlias = npt.NDArray[np.signedinteger[Any]]
UIntArray: TypeAlias = npt.NDArray[np.unsignedinteger[Any]]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
Image: TypeAlias = npt.NDArray[np.uint8]
"""An RGB image, shape (H, W, 3)."""

Json: TypeAlias = dict[str, Any]
"""A JSON object."""


class Detector(Protocol):
    """Finds the faces in an image."""

    def __call__(self, image: Image, /) -> FloatArray:
        """Faces of an image, shape (N, 6).

        Left, top, width and height in pixels, the confidence, and the roll in radians: how far
        the line through the eyes is turned clockwise, 0 where the detector cannot say.
        """


class Backend(Protocol):
    """A network ready to run."""

    def __call__(self, batch: FloatArray, /) -> FloatArray:
        """Outputs (N, O) of a float32 batch of faces (N, 3, S, S)."""


class FeatureBackend(Protocol):
    """A network that gives its features too."""

    def __call__(self, batch: FloatArray, /) -> tuple[FloatArray, FloatArray]:
        """Outputs (N, O) and features (N, D) of a float32 batch of faces (N, 3, S, S)."""


class Progress(Protocol):
    """A callback that reports how far a task has come."""

    def __call__(self, fraction: float, /) -> object:
        """Report the fraction that is done, 0 to 1."""


class StageProgress(Protocol):
    """A callback that reports how far an analysis has come, and what it is doing."""

    def __call__(self, stage: str, fraction: float, /) -> object:
        """Report the name of the stage, and the fraction of the analysis that is done, 0 to 1."""
