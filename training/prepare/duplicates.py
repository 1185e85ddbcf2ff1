"""Exact and near duplicates among pictures.

Near duplicates are found in two steps. A 64-bit difference hash (is a cell brighter than its right
neighbour?) stays almost the same when a picture is rescaled, recompressed, brightened or softened;
pairs whose hashes differ in few bits are candidates. Faces that are cut in the same way have
similar hashes even if they are different faces, so a candidate counts only if the two pictures,
small and grey, also correlate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from scoring.types import FloatArray, IntArray

from ..faces import picture_hash
from ..types import Images

#: Bits of 64 in which the hashes of near duplicates may differ.
DISTANCE = 6
#: Correlation of the small grey pictures from which a candidate is a near duplicate.
CORRELATION = 0.95
#: Side of those pictures.
SMALL = 24
BLOCK = 2_000_000


@dataclass(frozen=True)
class Duplicates:
    """Pairs of pictures that show the same.

    Attributes
    ----------
    exact
        Index pairs of identical pictures, shape (M, 2); a group of n gives n - 1 pairs, all
        with its first.
    near
        Index pairs of pictures that look alike but are not identical, shape (L, 2).
    """

    exact: IntArray
    near: IntArray

    @property
    def pairs(self) -> IntArray:
        """Exact and near pairs together, shape (M + L, 2)."""
        return np.concatenate([self.exact, self.near])

    def across(self, groups: Sequence[Any] | IntArray) -> "Duplicates":
        """The pairs whose two pictures belong to different groups (parts, people, labels).

        Parameters
        ----------
        groups
            The group of each picture, length N; pairs with a None are not counted.
        """
        return Duplicates(*(_across(pairs, groups) for pairs in (self.exact, self.near)))


def find_duplicates(
    images: Images, distance: int = DISTANCE, correlation: float = CORRELATION
) -> Duplicates:
    """Find exact and near duplicates among pictures.

    Parameters
    ----------
    distance
        Bits in which difference hashes may differ, 0 to 15.
    correlation
        Smallest correlation of the small grey pictures, up to 1.
    """
    return Duplicates(exact_pairs(images), near_pairs(images, distance, correlation))


def near_pairs(
    images: Images, distance: int = DISTANCE, correlation: float = CORRELATION
) -> IntArray:
    """Index pairs (L, 2), ascending, of pictures that look alike but are not identical.

    Parameters
    ----------
    distance, correlation
        As for `find_duplicates`.
    """
    if len(images) < 2:
        return np.empty((0, 2), int)
    small = small_pictures(images)
    pairs = close_pairs(hashes(small), distance)
    pairs = pairs[_correlation(small, pairs) >= correlation]
    differ = [not np.array_equal(images[one], images[two]) for one, two in pairs]
    return pairs[np.array(differ, bool)]


def exact_pairs(images: Images) -> IntArray:
    """Index pairs (M, 2) of identical pictures: the first of its kind, and a later one."""
    seen: dict[bytes, int] = {}
    pairs = []
    for index, image in enumerate(images):
        key = picture_hash(image)
        first = seen.setdefault(key, index)
        if first != index:
            pairs.append((first, index))
    return np.array(pairs, int).reshape(-1, 2)


def small_pictures(images: Images) -> FloatArray:
    """Grey pictures, float32, shape (N, 24, 24), each of mean 0 and norm 1."""
    small = np.empty((len(images), SMALL, SMALL), np.float32)
    for index, image in enumerate(images):
        grey = image if image.ndim == 2 else cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2GRAY)
        small[index] = cv2.resize(grey, (SMALL, SMALL), interpolation=cv2.INTER_AREA)
    small -= small.mean((1, 2), keepdims=True)
    return small / np.maximum(np.linalg.norm(small, axis=(1, 2), keepdims=True), 1e-6)


def hashes(small: FloatArray) -> npt.NDArray[np.uint64]:
    """Difference hash of each small picture, shape (N,)."""
    cells = np.stack([cv2.resize(image, (9, 8), interpolation=cv2.INTER_AREA) for image in small])
    bits = (cells[:, :, :-1] > cells[:, :, 1:]).reshape(len(small), 64)
    return np.packbits(bits, 1).view(np.uint64)[:, 0]


def close_pairs(codes: npt.NDArray[np.uint64], distance: int) -> IntArray:
    """Index pairs (M, 2) of 64-bit codes that differ in at most `distance` bits.

    Split into ``distance + 1`` bands, two such codes agree in at least one band; only codes that
    share a band are compared.
    """
    found: list[IntArray] = [np.empty((0, 2), int)]
    for band in np.array_split(np.arange(64), distance + 1):
        mask = np.uint64(sum(1 << int(bit) for bit in band))
        order = np.argsort(codes & mask, kind="stable")
        for one, two in _same_value(codes[order] & mask):
            one, two = order[one], order[two]
            close = np.bitwise_count(codes[one] ^ codes[two]) <= distance
            found.append(np.sort(np.column_stack([one[close], two[close]]), 1))
    return np.unique(np.concatenate(found), axis=0)


def _same_value(ordered: npt.NDArray[np.uint64]) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield blocks of index pairs of equal values in a sorted array."""
    edges = np.flatnonzero(np.diff(ordered)) + 1
    ends = np.repeat(np.append(edges, len(ordered)), np.diff([0, *edges, len(ordered)]))
    after = ends - np.arange(len(ordered)) - 1  # how many equal values come after each
    start = 0
    while start < len(ordered):
        count = int(np.searchsorted(np.cumsum(after[start:]), BLOCK)) + 1
        part = slice(start, start + count)
        one = np.repeat(np.arange(len(ordered))[part], after[part])
        first = np.repeat(np.cumsum(after[part]) - after[part], after[part])
        yield one, one + 1 + np.arange(len(one)) - first
        start += count


def _correlation(small: FloatArray, pairs: IntArray) -> FloatArray:
    flat = small.reshape(len(small), -1)
    parts = np.array_split(pairs, max(1, len(pairs) // 50_000))
    return np.concatenate([np.einsum("ij,ij->i", flat[p[:, 0]], flat[p[:, 1]]) for p in parts])


def _across(pairs: IntArray, groups: Sequence[Any] | IntArray) -> IntArray:
    kept = [
        None not in (groups[one], groups[two]) and groups[one] != groups[two] for one, two in pairs
    ]
    return pairs[np.array(kept, bool)]
