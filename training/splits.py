"""Parts and folds that share no person, no video and no group."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from scoring.types import IntArray

from .faces import DataError, Faces, Keys

UNITS = ("person", "video", "group", "random")


def groups_of(faces: Faces, by: str) -> IntArray:
    """Which faces must stay together.

    Parameters
    ----------
    by
        'person', 'video', 'group' or 'random'. 'group' joins all faces that share a person or a
        video, directly or through others; a face of unknown person and video is a group of its
        own. With 'random' every face is.

    Returns
    -------
    groups
        Shape (N,); faces with equal numbers stay together.

    Raises
    ------
    DataError
        If `by` is unknown, or the person or video of some face is.
    """
    if by not in UNITS:
        raise DataError(f"a split by {by!r} is unknown; allowed: {', '.join(UNITS)}")
    if by == "random":
        return np.arange(len(faces))
    if by == "group":
        if not any(faces.people) and not any(faces.videos):
            raise DataError("these data name neither people nor videos: no group is known")
        return _joined(len(faces), (faces.people, faces.videos))
    keys = faces.people if by == "person" else faces.videos
    unknown = sum(key is None for key in keys)
    if unknown:
        raise DataError(
            f"{unknown} of {len(faces)} faces have no {by}: a split by {by} would be a guess. "
            "Split by group, or prepare the data with a reader that knows it"
        )
    return np.unique(np.array(keys, str), return_inverse=True)[1]


def _joined(count: int, tables: Sequence[Keys]) -> IntArray:
    """Connected components of faces that share a key in any of the tables."""
    root = list(range(count))

    def top(face: int) -> int:
        while root[face] != face:
            root[face] = root[root[face]]
            face = root[face]
        return face

    for keys in tables:
        first: dict[str, int] = {}
        for face, key in enumerate(keys):
            if key is not None:
                root[top(face)] = top(first.setdefault(key, face))
    return np.unique([top(face) for face in range(count)], return_inverse=True)[1]


def divide(labels: IntArray, groups: IntArray, shares: Sequence[float], seed: int = 1) -> IntArray:
    """Assign each group to one of several parts so that every class comes near its share.

    The largest groups go first, each to the part where it brings the classes' counts nearest to
    their target: as scikit-learn's StratifiedGroupKFold does, but for any shares.

    Parameters
    ----------
    labels, groups
        Shape (N,).
    shares
        Of the parts; they sum to 1.

    Returns
    -------
    parts
        Number of each face's part, shape (N,).
    """
    members: dict[int, list[int]] = defaultdict(list)
    for face, group in enumerate(groups):
        members[group].append(face)
    counts = np.array(
        [np.bincount(labels[m], minlength=labels.max() + 1) for m in members.values()]
    )
    shuffled = np.random.default_rng(seed).permutation(len(counts))
    order = shuffled[np.argsort(-counts[shuffled].sum(1), kind="stable")]
    total = np.maximum(counts.sum(0), 1)
    lacking = np.outer(shares, np.ones(len(total)))  # share of each class that a part still lacks
    part_of_group = np.zeros(len(counts), int)
    open_parts = empty = {number for number, share in enumerate(shares) if share > 0}
    for left, group in zip(range(len(order), 0, -1), order, strict=True):
        gain = (lacking**2 - (lacking - counts[group] / total) ** 2).sum(1)
        allowed = open_parts if left > len(empty) else empty  # no part stays empty
        chosen = max(allowed, key=gain.__getitem__)
        part_of_group[group] = chosen
        empty = empty - {chosen}
        lacking[chosen] -= counts[group] / total
    parts = np.zeros(len(labels), int)
    for number, faces in zip(part_of_group, members.values(), strict=True):
        parts[faces] = number
    return parts


def split(faces: Faces, by: str, shares: Mapping[str, float] | None = None, seed: int = 1) -> Faces:
    """The same faces divided into new parts.

    Parameters
    ----------
    by
        As for `groups_of`.
    shares
        Shares held out, by default a tenth each for 'valid' and 'test'; the rest is 'train'.

    Raises
    ------
    DataError
        If there are too few groups, or the shares leave nothing to learn from.
    """
    shares = {"valid": 0.1, "test": 0.1} if shares is None else shares
    rest = 1 - sum(shares.values())
    if rest <= 0 or min(shares.values(), default=0) < 0:
        raise DataError(f"the shares {shares} leave nothing to learn from")
    names, sizes = ("train", *shares), (rest, *shares.values())
    groups = groups_of(faces, by)
    wanted = sum(size > 0 for size in sizes)
    if groups.max() + 1 < wanted:
        raise DataError(f"{groups.max() + 1} groups by {by} cannot fill {wanted} parts")
    parts = divide(faces.labels, groups, sizes, seed)
    return replace(faces, parts=[names[number] for number in parts])


def folds(
    faces: Faces, by: str, count: int = 5, seed: int = 1
) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield the train and test indices of each fold of a cross-validation, group-disjoint.

    Raises
    ------
    DataError
        If there are fewer groups than folds.
    """
    groups = groups_of(faces, by)
    if not 2 <= count <= groups.max() + 1:
        raise DataError(
            f"{count} folds of {groups.max() + 1} groups by {by}: give at least 2, at most as many "
            "as there are groups"
        )
    parts = divide(faces.labels, groups, [1 / count] * count, seed)
    for number in range(count):
        yield np.flatnonzero(parts != number), np.flatnonzero(parts == number)
