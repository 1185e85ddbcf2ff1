"""Pictures that are there twice: to the bit, or to the eye.

Near duplicates are looked for in two steps. A difference hash of 64 bits (is a cell brighter than
its right neighbour?) stays almost the same when a picture is rescaled, recompressed, brightened or
softened; pairs whose hashes differ in few bits are candidates. Faces cut alike have
like hashes even when they are different faces, so a candidate counts only if the two pictures,
small and grey, also correlate.
"""

import hashlib
from dataclasses import dataclass

import cv2
import numpy as np

#: Bits of 64 in which the hashes of near duplicates may differ.
DISTANCE = 6
#: Correlation of the small grey pictures that makes a candidate a near duplicate.
ALIKE = 0.95
#: Side of those pictures.
SMALL = 24
BLOCK = 2_000_000


@dataclass(frozen=True)
class Duplicates:
    """Pairs of pictures that show the same.

    Attributes
    ----------
    exact : ndarray of int, shape (M, 2)
        Index pairs of pictures equal to the bit; a group of n equal ones gives n - 1 pairs, all
        with its first.
    near : ndarray of int, shape (L, 2)
        Index pairs of pictures equal to the eye but not to the bit.
    """

    exact: np.ndarray
    near: np.ndarray

    @property
    def pairs(self):
        """Exact and near pairs together, ndarray of int, shape (M + L, 2)."""
        return np.concatenate([self.exact, self.near])

    def across(self, groups):
        """The pairs whose two pictures belong to different groups (parts, people, labels).

        Parameters
        ----------
        groups : sequence, length N
            A group per picture; pairs with a None are not counted.

        Returns
        -------
        Duplicates
        """
        return Duplicates(*(_across(pairs, groups) for pairs in (self.exact, self.near)))


def find_duplicates(images, distance=DISTANCE, alike=ALIKE):
    """Find exact and near duplicates among pictures.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, S, S) or (N, S, S, 3)
        May be a memory map.
    distance : int
        Bits in which difference hashes may differ, 0 to 15.
    alike : float
        Least correlation of the small grey pictures, up to 1.

    Returns
    -------
    Duplicates
    """
    return Duplicates(exact_pairs(images), near_pairs(images, distance, alike))


def near_pairs(images, distance=DISTANCE, alike=ALIKE):
    """Index pairs (L, 2), ascending, of pictures equal to the eye but not to the bit.

    Parameters
    ----------
    images, distance, alike
        As of `find_duplicates`.
    """
    if len(images) < 2:
        return np.empty((0, 2), int)
    small = small_pictures(images)
    pairs = close_pairs(hashes(small), distance)
    pairs = pairs[_correlation(small, pairs) >= alike]
    differ = [not np.array_equal(images[one], images[two]) for one, two in pairs]
    return pairs[np.array(differ, bool)]


def exact_pairs(images):
    """Index pairs (M, 2) of pictures equal to the bit: the first of its kind, and a later one."""
    seen, pairs = {}, []
    for index, image in enumerate(images):
        key = hashlib.sha256(np.ascontiguousarray(image)).digest()
        first = seen.setdefault(key, index)
        if first != index:
            pairs.append((first, index))
    return np.array(pairs, int).reshape(-1, 2)


def small_pictures(images):
    """Grey pictures of 24 x 24, float32 (N, 24, 24), each of mean 0 and length 1."""
    small = np.empty((len(images), SMALL, SMALL), np.float32)
    for index, image in enumerate(images):
        grey = image if image.ndim == 2 else cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2GRAY)
        small[index] = cv2.resize(grey, (SMALL, SMALL), interpolation=cv2.INTER_AREA)
    small -= small.mean((1, 2), keepdims=True)
    return small / np.maximum(np.linalg.norm(small, axis=(1, 2), keepdims=True), 1e-6)


def hashes(small):
    """Difference hash of each small picture, uint64 (N,)."""
    cells = np.stack([cv2.resize(image, (9, 8), interpolation=cv2.INTER_AREA) for image in small])
    bits = (cells[:, :, :-1] > cells[:, :, 1:]).reshape(len(small), 64)
    return np.packbits(bits, 1).view(np.uint64)[:, 0]


def close_pairs(codes, distance):
    """Index pairs (M, 2) of 64-bit codes that differ in at most `distance` bits.

    Cut into ``distance + 1`` bands, two such codes agree in at least one band; only codes that
    share a band are compared.
    """
    found = [np.empty((0, 2), int)]
    for band in np.array_split(np.arange(64), distance + 1):
        mask = np.uint64(sum(1 << int(bit) for bit in band))
        order = np.argsort(codes & mask, kind="stable")
        for one, two in _same_value(codes[order] & mask):
            one, two = order[one], order[two]
            close = np.bitwise_count(codes[one] ^ codes[two]) <= distance
            found.append(np.sort(np.column_stack([one[close], two[close]]), 1))
    return np.unique(np.concatenate(found), axis=0)


def _same_value(ordered):
    """Yield blocks of index pairs (one, two) of equal values in a sorted array."""
    edges = np.flatnonzero(np.diff(ordered)) + 1
    ends = np.repeat(np.append(edges, len(ordered)), np.diff([0, *edges, len(ordered)]))
    behind = ends - np.arange(len(ordered)) - 1
    start = 0
    while start < len(ordered):
        room = np.searchsorted(np.cumsum(behind[start:]), BLOCK) + 1
        part = slice(start, start + room)
        one = np.repeat(np.arange(len(ordered))[part], behind[part])
        first = np.repeat(np.cumsum(behind[part]) - behind[part], behind[part])
        yield one, one + 1 + np.arange(len(one)) - first
        start += room


def _correlation(small, pairs):
    flat = small.reshape(len(small), -1)
    parts = np.array_split(pairs, max(1, len(pairs) // 50_000))
    return np.concatenate([np.einsum("ij,ij->i", flat[p[:, 0]], flat[p[:, 1]]) for p in parts])


def _across(pairs, groups):
    kept = [
        None not in (groups[one], groups[two]) and groups[one] != groups[two] for one, two in pairs
    ]
    return pairs[np.array(kept, bool)]
