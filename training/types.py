"""Names for types that recur in the toolkit's signatures, besides those of `scoring.types`."""

from collections.abc import Iterator
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

StrArray: TypeAlias = npt.NDArray[np.str_]


class Images(Protocol):
    """Images of one size: an array (N, S, S) or (N, S, S, 3) of uint8, or what reads like one."""

    @property
    def shape(self) -> tuple[int, ...]:
        """As an array's."""

    @property
    def ndim(self) -> int:
        """As an array's."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """As an array's."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Any]: ...

    def __getitem__(self, chosen: Any, /) -> Any: ...

    def __array__(self) -> npt.NDArray[Any]: ...
