"""The leak audit: finds what occurs in more than one part of a data set and must not."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from scoring.types import IntArray

from .faces import Faces, picture_hash
from .prepare.duplicates import near_pairs

KINDS = ("person", "video", "same picture", "near picture")


class LeakError(ValueError):
    """Parts of a data set share people, videos or pictures; their figures would flatter."""


@dataclass(frozen=True)
class Leak:
    """Something that occurs in two parts.

    Attributes
    ----------
    kind
        One of `KINDS`.
    what
        The person or video, or the names of two faces.
    parts
        The two parts.
    faces
        Number of faces concerned, in both parts together.
    """

    kind: str
    what: str
    parts: tuple[str, ...]
    faces: int


def shared_keys(faces: Faces, kind: str) -> list[Leak]:
    """Leaks of people or videos; faces of unknown ones are not checked."""
    where: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
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


def same_pictures(faces: Faces) -> list[Leak]:
    """Leaks of pictures that are equal in every pixel."""
    where: dict[bytes, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, part in enumerate(faces.parts):
        if part is not None:
            where[picture_hash(faces.images[index])][part].append(index)
    return [
        Leak("same picture", _names(faces, parts, pair), pair, sum(len(parts[p]) for p in pair))
        for parts in where.values()
        for pair in combinations(sorted(parts), 2)
    ]


def _names(faces: Faces, parts: Mapping[str, list[int]], pair: Sequence[str]) -> str:
    return " = ".join(faces.names[parts[part][0]] for part in pair)


def near_pictures(faces: Faces) -> list[Leak]:
    """Leaks of pictures that are nearly alike, such as neighbouring frames of a video."""
    leaks = []
    for first, second in near_pairs(faces.images):
        parts = {faces.parts[first], faces.parts[second]}
        if None not in parts and len(parts) == 2:
            names = f"{faces.names[first]} ~ {faces.names[second]}"
            leaks.append(Leak("near picture", names, tuple(sorted(filter(None, parts))), 2))
    return leaks


def audit(faces: Faces, near: bool = True) -> list[Leak]:
    """Look for everything that occurs in more than one part.

    Parameters
    ----------
    faces
        Those of no part are left out.
    near
        Whether to look for near-duplicate pictures too, which takes longest.

    Returns
    -------
    leaks
        Empty where the parts are not known to share anything.
    """
    leaks = shared_keys(faces, "person") + shared_keys(faces, "video") + same_pictures(faces)
    return leaks + near_pictures(faces) if near else leaks


def twins(faces: Faces, parts: Collection[str], others: Collection[str]) -> IntArray:
    """Faces of some parts that have a copy or near copy in other parts.

    Parameters
    ----------
    parts, others
        Names of parts; the two have none in common.

    Returns
    -------
    indices
        Ascending, of faces in `parts`.
    """
    where: dict[bytes, list[int]] = defaultdict(list)
    for index, image in enumerate(faces.images):
        where[picture_hash(image)].append(index)
    same = [pair for indices in where.values() for pair in combinations(indices, 2)]
    found = set()
    for pair in [*same, *near_pairs(faces.images)]:
        for one, other in (pair, pair[::-1]):
            if faces.parts[one] in parts and faces.parts[other] in others:
                found.add(int(one))
    return np.array(sorted(found), int)


def check(faces: Faces) -> None:
    """Refuse parts that share a person or a video.

    Raises
    ------
    LeakError
        With their number, an example and what to do.
    """
    leaks = shared_keys(faces, "person") + shared_keys(faces, "video")
    if leaks:
        first = leaks[0]
        raise LeakError(
            f"{len(leaks)} leaks between the parts, first: {first.kind} {first.what} is in "
            f"{first.parts[0]} and {first.parts[1]}. Look at them with python -m training audit; "
            "make new parts with --split group --keep (or person, video)"
        )


def limitations(faces: Faces) -> list[str]:
    """Sentences on what the audit could not check."""
    sentences = []
    for word, keys in (("person", faces.people), ("video", faces.videos)):
        unknown = sum(key is None for key in keys)
        if unknown:
            sentences.append(
                f"{unknown} of {len(faces)} faces name no {word}: not checked by {word}"
            )
    without_part = sum(part is None for part in faces.parts)
    if without_part:
        sentences.append(f"{without_part} of {len(faces)} faces are in no part")
    return sentences


def table(leaks: Sequence[Leak], examples: int = 3) -> str:
    """Leaks as text: how many of each kind between which parts, with a few examples."""
    groups: dict[tuple[str, tuple[str, ...]], list[Leak]] = defaultdict(list)
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
