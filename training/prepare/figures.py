"""Figures for the report on a prepared data set: counts, light, people, duplicates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from scoring.types import FloatArray, IntArray, Json

from ..data import DataSet
from ..faces import Faces, Keys
from ..types import Images
from .duplicates import Duplicates, find_duplicates

if TYPE_CHECKING:
    from .store import Prepared

#: The name for faces without an official part.
NO_PART = "all"
ORDER = ("train", "valid", "test", NO_PART)
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Measured:
    """What was measured on each face.

    Attributes
    ----------
    brightness
        Mean, 0 to 1, shape (N,).
    sharpness
        Variance of the Laplacian, shape (N,).
    side, picture
        Side of the face in its picture, and the picture's shorter side, in pixels, shape (N,).
    """

    brightness: FloatArray
    sharpness: FloatArray
    side: IntArray
    picture: IntArray
    duplicates: Duplicates


def measure(prepared: Prepared) -> Measured:
    """Measure every face of a prepared set."""
    brightness, sharpness = light(prepared.faces.images)
    side, picture = prepared.sizes[:, 2], prepared.sizes[:, :2].min(1)
    return Measured(brightness, sharpness, side, picture, find_duplicates(prepared.faces.images))


def describe(prepared: Prepared, data: DataSet, measured: Measured) -> Json:
    """The figures in ``report.json``."""
    faces = prepared.faces
    figures: Json = {
        "set": data.name,
        "licence": data.licence,
        "classes": list(faces.classes),
        "fingerprint": faces.fingerprint(),
        "read": len(data.samples) + len(data.left_out),
        "kept": len(faces),
        "dropped": dict(Counter(why for _, why in prepared.dropped).most_common()),
        "bytes": {
            "originals": prepared.original_bytes,
            "cache": prepared.cache_bytes,
            "originals_to_cache": round(prepared.original_bytes / prepared.cache_bytes, 2),
        },
        "faces": balance(faces),
        "agreement": round(float(faces.votes.max(1).mean()), 4),
        "people": people(faces),
    }
    for name in ("picture", "side", "brightness", "sharpness"):
        figures[name] = dict(quantiles(getattr(measured, name), faces.parts))
    if faces.affect is not None:
        known = ~np.isnan(faces.affect).any(1)
        figures["affect"] = {"known": int(known.sum())}
    figures["duplicates"] = count_duplicates(measured.duplicates, faces)
    figures["dropped_pictures"] = [list(entry) for entry in prepared.dropped]
    return figures


def owners_of(parts: Keys) -> npt.NDArray[np.object_]:
    """Official part of each face, with `NO_PART` for None."""
    return np.array([part or NO_PART for part in parts], object)


def parts_present(owners: npt.NDArray[np.object_]) -> list[str]:
    """The parts that have faces, in order."""
    present = set(owners)
    return [part for part in ORDER if part in present]


def light(images: Images) -> FloatArray:
    """Brightness (mean, 0 to 1) and sharpness (variance of the Laplacian) of each picture."""
    found = np.empty((len(images), 2))
    for index, image in enumerate(images):
        grey = image if image.ndim == 2 else cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2GRAY)
        found[index] = grey.mean() / 255, cv2.Laplacian(grey, cv2.CV_32F).var()
    return found.T


def balance(faces: Faces) -> dict[str, dict[str, int]]:
    """Number of faces by part and class."""
    owners, labels = owners_of(faces.parts), faces.labels
    return {
        part: {
            name: int(((owners == part) & (labels == index)).sum())
            for index, name in enumerate(faces.classes)
        }
        for part in parts_present(owners)
    }


def quantiles(values: npt.NDArray[Any], parts: Keys) -> Iterator[tuple[str, list[float]]]:
    """Yield each part with the 5, 25, 50, 75 and 95 % quantiles of its values."""
    owners = owners_of(parts)
    for part in parts_present(owners):
        found = np.quantile(values[owners == part], QUANTILES)
        yield part, [round(float(value), 3) for value in found]


def people(faces: Faces) -> Json | None:
    """How many people there are, by class and across parts; None if nobody is named."""
    known = [(index, person) for index, person in enumerate(faces.people) if person is not None]
    if not known:
        return None
    faces_of: Counter[str] = Counter()
    classes_of: dict[str, set[str]] = defaultdict(set)
    parts_of_person: dict[str, set[str | None]] = defaultdict(set)
    labels = faces.labels
    for index, person in known:
        faces_of[person] += 1
        classes_of[faces.classes[labels[index]]].add(person)
        parts_of_person[person].add(faces.parts[index])
    counts = sorted(faces_of.values())
    return {
        "count": len(faces_of),
        "faces_without": len(faces) - len(known),
        "per_class": {name: len(classes_of[name]) for name in faces.classes},
        "faces_of_one": [counts[0], int(np.median(counts)), counts[-1]],
        "in_several_parts": sorted(who for who, parts in parts_of_person.items() if len(parts) > 1),
    }


def count_duplicates(pairs: Duplicates, faces: Faces) -> Json:
    """Counts of exact and near duplicates: all, by pair of parts, and with different labels."""
    owners = owners_of(faces.parts)
    across, labels = pairs.across(faces.parts), pairs.across(faces.labels)
    by_parts: dict[tuple[str, ...], dict[str, int]] = {}
    for kind in ("exact", "near"):
        for one, two in getattr(pairs, kind):
            names = tuple(sorted((owners[one], owners[two]), key=ORDER.index))
            by_parts.setdefault(names, {"exact": 0, "near": 0})[kind] += 1
    order = sorted(by_parts, key=lambda names: [ORDER.index(name) for name in names])
    return {
        "exact": len(pairs.exact),
        "near": len(pairs.near),
        "by_parts": {" / ".join(names): by_parts[names] for names in order},
        "across_parts": {"exact": len(across.exact), "near": len(across.near)},
        "also_in": also_in(pairs, faces.parts),
        "different_labels": {"exact": len(labels.exact), "near": len(labels.near)},
        "pairs_across_parts": [
            [faces.names[one], faces.names[two]] for one, two in across.pairs.tolist()
        ],
    }


def also_in(pairs: Duplicates, parts: Sequence[str | None]) -> dict[str, dict[str, int]]:
    """For each part, how many of its faces have a copy in each other part."""
    there: dict[int, set[str]] = defaultdict(set)
    firsts: dict[int, int] = dict(pairs.exact[:, ::-1].tolist())
    members: dict[int, list[int]] = defaultdict(list)
    for index in {*firsts, *firsts.values()}:
        members[firsts.get(index, index)].append(index)
    groups = [*members.values(), *pairs.near.tolist()]
    for group in groups:
        for index in group:
            others = {parts[other] for other in group} - {parts[index]}
            there[index] |= {part for part in others if part is not None}
    counts = Counter((parts[index], part) for index, found in there.items() for part in found)
    return {
        part: {other: counts[part, other] for other in ORDER if (part, other) in counts}
        for part in ORDER
        if any(pair[0] == part for pair in counts)
    }
