"""The figures of a prepared data set that its report tells: counts, light, people, copies."""

from collections import Counter, defaultdict

import cv2
import numpy as np

from .duplicates import find_duplicates

#: What faces without an official part are filed under.
NO_PART = "all"
ORDER = ("train", "valid", "test", NO_PART)
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def describe(prepared, data):
    """Everything countable about a prepared set.

    Parameters
    ----------
    prepared : training.prepare.store.Prepared
    data : training.data.DataSet

    Returns
    -------
    figures : dict
        What goes into ``report.json``.
    measured : dict of str to ndarray
        Per face: 'brightness' (mean, 0 to 1), 'sharpness' (variance of the Laplacian),
        'side' (of the face in its picture) and 'picture' (its shorter side), both in pixels;
        and 'pairs', a `Duplicates`.
    """
    faces = prepared.faces
    brightness, sharpness = light(faces.images)
    measured = {"brightness": brightness, "sharpness": sharpness, "side": prepared.sizes[:, 2]}
    measured["picture"] = prepared.sizes[:, :2].min(1)
    figures = {
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
        figures[name] = dict(quantiles(measured[name], faces.parts))
    if faces.affect is not None:
        known = ~np.isnan(faces.affect).any(1)
        figures["affect"] = {"known": int(known.sum())}
    measured["pairs"] = find_duplicates(faces.images)
    figures["duplicates"] = copies(measured["pairs"], faces)
    figures["dropped_pictures"] = [list(lost) for lost in prepared.dropped]
    return figures, measured


def parts_of(parts):
    """Official part of each face with `NO_PART` for None, and the parts there are, in order."""
    filed = np.array([part or NO_PART for part in parts], object)
    there = set(filed)
    return filed, [part for part in ORDER if part in there]


def light(images):
    """Brightness (mean, 0 to 1) and sharpness (variance of the Laplacian) of each picture."""
    found = np.empty((len(images), 2))
    for index, image in enumerate(images):
        grey = image if image.ndim == 2 else cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2GRAY)
        found[index] = grey.mean() / 255, cv2.Laplacian(grey, cv2.CV_32F).var()
    return found.T


def balance(faces):
    """Number of faces by part and class, dict of dict."""
    filed, parts = parts_of(faces.parts)
    labels = faces.labels
    return {
        part: {
            name: int(((filed == part) & (labels == index)).sum())
            for index, name in enumerate(faces.classes)
        }
        for part in parts
    }


def quantiles(values, parts):
    """Yield each part with the 5, 25, 50, 75 and 95 % quantiles of its values."""
    filed, names = parts_of(parts)
    for part in names:
        yield part, [round(float(q), 3) for q in np.quantile(values[filed == part], QUANTILES)]


def people(faces):
    """How many people there are, per class and across parts; None where nobody is named."""
    known = [index for index, person in enumerate(faces.people) if person is not None]
    if not known:
        return None
    faces_of, classes_of, parts_of_person = Counter(), defaultdict(set), defaultdict(set)
    for index in known:
        person = faces.people[index]
        faces_of[person] += 1
        classes_of[faces.classes[faces.labels[index]]].add(person)
        parts_of_person[person].add(faces.parts[index])
    counts = sorted(faces_of.values())
    return {
        "count": len(faces_of),
        "faces_without": len(faces) - len(known),
        "per_class": {name: len(classes_of[name]) for name in faces.classes},
        "faces_of_one": [counts[0], int(np.median(counts)), counts[-1]],
        "in_several_parts": sorted(who for who, parts in parts_of_person.items() if len(parts) > 1),
    }


def copies(pairs, faces):
    """Counts of exact and near duplicates: all, by pair of parts, and with different labels."""
    filed, _ = parts_of(faces.parts)
    across, labels = pairs.across(faces.parts), pairs.across(faces.labels)
    by_parts = {}
    for kind in ("exact", "near"):
        for one, two in getattr(pairs, kind):
            names = tuple(sorted((filed[one], filed[two]), key=ORDER.index))
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


def also_in(pairs, parts):
    """For each part, how many of its faces have a copy in each other part, dict of dict."""
    there = defaultdict(set)
    firsts = dict(pairs.exact[:, ::-1].tolist())
    members = defaultdict(list)
    for index in {*firsts, *firsts.values()}:
        members[firsts.get(index, index)].append(index)
    groups = [*members.values(), *pairs.near.tolist()]
    for group in groups:
        for index in group:
            there[index] |= {parts[other] for other in group} - {parts[index], None}
    counts = Counter((parts[index], part) for index, found in there.items() for part in found)
    counts = {pair: count for pair, count in counts.items() if pair[0] is not None}
    return {
        part: {other: counts[part, other] for other in ORDER if (part, other) in counts}
        for part in ORDER
        if any(pair[0] == part for pair in counts)
    }
