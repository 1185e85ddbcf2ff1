"""Parts and folds that share no person, no video and no group."""

from collections import defaultdict
from dataclasses import replace

import numpy as np

from .faces import DataError

WAYS = ("person", "video", "group", "random")


def groups_of(faces, by):
    """Which faces must stay together.

    Parameters
    ----------
    faces : training.faces.Faces
    by : {'person', 'video', 'group', 'random'}
        'group' joins all faces that share a person or a video, also over several steps; a face
        of unknown person and video is alone. 'random' leaves every face alone.

    Returns
    -------
    ndarray of int, shape (N,)
        Equal numbers stay together.

    Raises
    ------
    DataError
        If `by` is unknown, or the data do not say who or which video for some face.
    """
    if by not in WAYS:
        raise DataError(f"a split by {by!r} is unknown; allowed: {', '.join(WAYS)}")
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


def _joined(count, tables):
    """Connected components of faces that share a key in any of the tables."""
    root = list(range(count))

    def top(face):
        while root[face] != face:
            root[face] = root[root[face]]
            face = root[face]
        return face

    for keys in tables:
        first = {}
        for face, key in enumerate(keys):
            if key is not None:
                root[top(face)] = top(first.setdefault(key, face))
    return np.unique([top(face) for face in range(count)], return_inverse=True)[1]


def divide(labels, groups, shares, seed=1):
    """Give each group to one of several parts so that every class comes near its share.

    The largest groups go first, each to the part where it brings the classes' counts nearest to
    what they should be: as scikit-learn's StratifiedGroupKFold does, but for any shares.

    Parameters
    ----------
    labels, groups : ndarray of int, shape (N,)
    shares : sequence of float
        Of the parts; they sum to 1.
    seed : int

    Returns
    -------
    ndarray of int, shape (N,)
        Number of each face's part.
    """
    members = defaultdict(list)
    for face, group in enumerate(groups):
        members[group].append(face)
    counts = np.array(
        [np.bincount(labels[m], minlength=labels.max() + 1) for m in members.values()]
    )
    shuffled = np.random.default_rng(seed).permutation(len(counts))
    order = shuffled[np.argsort(-counts[shuffled].sum(1), kind="stable")]
    total = np.maximum(counts.sum(0), 1)
    lacking = np.outer(shares, np.ones(len(total)))  # share of each class that a part still wants
    part_of_group = np.zeros(len(counts), int)
    open_parts = empty = {number for number, share in enumerate(shares) if share > 0}
    for left, group in zip(range(len(order), 0, -1), order, strict=True):
        gain = (lacking**2 - (lacking - counts[group] / total) ** 2).sum(1)
        allowed = open_parts if left > len(empty) else empty  # no part stays empty
        part_of_group[group] = part = max(allowed, key=gain.__getitem__)
        empty = empty - {part}
        lacking[part] -= counts[group] / total
    part = np.zeros(len(labels), int)
    for number, faces in zip(part_of_group, members.values(), strict=True):
        part[faces] = number
    return part


def split(faces, by, shares=None, seed=1):
    """Divide faces anew into parts.

    Parameters
    ----------
    faces : training.faces.Faces
    by : {'person', 'video', 'group', 'random'}
    shares : dict of str to float, optional
        Shares laid aside, by default a tenth each for 'valid' and 'test'; the rest is 'train'.
    seed : int

    Returns
    -------
    training.faces.Faces
        The same faces with new `parts`.

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


def folds(faces, by, count=5, seed=1):
    """Folds for a cross-validation: yields (train, test) indices, group-disjoint.

    Raises
    ------
    DataError
        If there are fewer groups than folds.
    """
    groups = groups_of(faces, by)
    if not 2 <= count <= groups.max() + 1:
        raise DataError(f"{count} folds of {groups.max() + 1} groups by {by}: give 2 to that many")
    parts = divide(faces.labels, groups, [1 / count] * count, seed)
    for number in range(count):
        yield np.flatnonzero(parts != number), np.flatnonzero(parts == number)
