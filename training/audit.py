"""The leak audit: what is in more than one part of a data set and must not be."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import numpy as np

KINDS = ("person", "video", "same picture", "near picture")


class LeakError(ValueError):
    """Parts of a data set share people, videos or pictures; figures on them would flatter."""


@dataclass(frozen=True)
class Leak:
    """Something that is in two parts.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    what : str
        The person or video, or the first face's name.
    parts : tuple of str
        The two parts.
    faces : int
        How many faces of both parts it concerns.
    """

    kind: str
    what: str
    parts: tuple
    faces: int


def shared_keys(faces, kind):
    """Leaks of people or videos; faces of unknown ones are not judged."""
    where = defaultdict(lambda: defaultdict(int))
    for key, part in zip(
        faces.people if kind == "person" else faces.videos, faces.parts, strict=True
    ):
        if key is not None and part is not None:
            where[key][part] += 1
    return [
        Leak(kind, key, pair, counts[pair[0]] + counts[pair[1]])
        for key, counts in where.items()
        for pair in combinations(sorted(counts), 2)
    ]


def same_pictures(faces):
    """Leaks of pictures that are equal in every pixel."""
    where = defaultdict(lambda: defaultdict(list))
    for index, part in enumerate(faces.parts):
        if part is not None:
            pixels = np.ascontiguousarray(faces.images[index])
            where[hashlib.sha256(pixels).digest()][part].append(index)
    return [
        Leak("same picture", _names(faces, parts, pair), pair, sum(len(parts[p]) for p in pair))
        for parts in where.values()
        for pair in combinations(sorted(parts), 2)
    ]


def _names(faces, parts, pair):
    return " = ".join(faces.names[parts[part][0]] for part in pair)


def near_pictures(faces):
    """Leaks of pictures that nearly agree, as neighbouring frames of a video do."""
    from .prepare.duplicates import near_pairs

    leaks = []
    for first, second in near_pairs(faces.images):
        parts = faces.parts[first], faces.parts[second]
        if None not in parts and parts[0] != parts[1]:
            names = f"{faces.names[first]} ~ {faces.names[second]}"
            leaks.append(Leak("near picture", names, tuple(sorted(parts)), 2))
    return leaks


def audit(faces, near=True):
    """Look for everything that is in more than one part.

    Parameters
    ----------
    faces : training.faces.Faces
        With `parts`; faces of no part are left out.
    near : bool
        Whether to look for near-duplicate pictures too, which takes longest.

    Returns
    -------
    list of Leak
        Empty where the parts share nothing that is known.
    """
    leaks = shared_keys(faces, "person") + shared_keys(faces, "video") + same_pictures(faces)
    return leaks + near_pictures(faces) if near else leaks


def twins(faces, parts, others):
    """Faces of some parts whose picture, or nearly it, is in other parts too.

    Parameters
    ----------
    faces : training.faces.Faces
    parts, others : collection of str
        Names of parts, without a common one.

    Returns
    -------
    ndarray of int
        Ascending indices into `faces`, of faces in `parts`.
    """
    from .prepare.duplicates import near_pairs

    where = defaultdict(list)
    for index, image in enumerate(faces.images):
        where[hashlib.sha256(np.ascontiguousarray(image)).digest()].append(index)
    same = [pair for indices in where.values() for pair in combinations(indices, 2)]
    found = set()
    for pair in [*same, *near_pairs(faces.images)]:
        for one, other in (pair, pair[::-1]):
            if faces.parts[one] in parts and faces.parts[other] in others:
                found.add(int(one))
    return np.array(sorted(found), int)


def check(faces):
    """Refuse parts that share a person or a video.

    Raises
    ------
    LeakError
        With how many they are, an example and what to do.
    """
    leaks = shared_keys(faces, "person") + shared_keys(faces, "video")
    if leaks:
        first = leaks[0]
        raise LeakError(
            f"{len(leaks)} leaks between the parts, first: {first.kind} {first.what} is in "
            f"{first.parts[0]} and {first.parts[1]}. Look at them with python -m training audit; "
            "divide anew with --split group --keep (or person, video)"
        )


def blind_spots(faces):
    """Sentences on what the audit could not see."""
    missing = []
    for word, keys in (("person", faces.people), ("video", faces.videos)):
        unknown = sum(key is None for key in keys)
        if unknown:
            missing.append(f"{unknown} of {len(faces)} faces name no {word}: not judged by {word}")
    alone = sum(part is None for part in faces.parts)
    if alone:
        missing.append(f"{alone} of {len(faces)} faces are in no part")
    return missing


def table(leaks, examples=3):
    """Leaks as text: how many of each kind between which parts, with a few examples."""
    groups = defaultdict(list)
    for leak in leaks:
        groups[leak.kind, leak.parts].append(leak)
    rows = [("kind", "parts", "leaks", "faces", "examples")]
    for kind, parts in sorted(groups, key=lambda key: (KINDS.index(key[0]), key[1])):
        found = groups[kind, parts]
        rows.append(
            (
                kind,
                " / ".join(parts),
                str(len(found)),
                str(sum(leak.faces for leak in found)),
                ", ".join(leak.what for leak in found[:examples])
                + (", …" if len(found) > examples else ""),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(4)] + [0]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
