"""Names for the types that recur in the toolkit's signatures."""

from collections.abc import Callable
from os import PathLike
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

FilePath: TypeAlias = str | PathLike[str]

FloatArray: TypeAlias = npt.NDArray[np.floating[Any]]
IntArray: TypeAlias = npt.NDArray[np.signedinteger[Any]]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
Images: TypeAlias = npt.NDArray[np.uint8]
"""Pictures of one size, shape (N, S, S) if grey, (N, S, S, 3) if RGB."""

Json: TypeAlias = dict[str, Any]
"""A JSON object."""

Backend: TypeAlias = Callable[[FloatArray], FloatArray]
"""A network ready to run: from float32 faces (N, 3, S, S) to outputs (N, K)."""
