"""The sections of report.html, as HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from scoring.types import Json

from ..data import DataSet
from ..data.dataset import read_picture
from ..faces import Faces
from .charts import Axis, affect_map, bars, histogram, key, sheet
from .figures import Measured, owners_of, parts_present

if TYPE_CHECKING:
    from .store import Prepared

SHOWN = 36
EXAMPLES = 24


def balance(figures: Json) -> str:
    """Faces by class and part, and how far the annotators agreed."""
    totals = np.array([list(counts.values()) for counts in figures["faces"].values()]).sum(0)
    most, least = totals.argmax(), totals.argmin()
    names = figures["classes"]
    ratio = totals[most] / max(1, totals[least])
    uneven = f"{escape(names[most])} is {ratio:.0f} times as frequent as {escape(names[least])}. "
    return (
        f"<p>{uneven if ratio >= 1.5 else 'All classes are about equally frequent. '}"
        f"The leading label has {figures['agreement']:.0%} of the votes on average.</p>"
        + bars(figures["faces"])
    )


def affect(figures: Json, faces: Faces) -> str:
    """Where the faces lie in the plane of valence and arousal."""
    if faces.affect is None:
        return ""
    return (
        f"<p>Known for {figures['affect']['known']:,} of {figures['kept']:,} faces. Valence from "
        f"left (-1) to right (1), arousal upwards; darker is more frequent.</p>"
        f"<div class=map>{affect_map(faces.affect)}</div>"
    )


def dropped(figures: Json, prepared: Prepared, data: DataSet, rng: np.random.Generator) -> str:
    """Why pictures were dropped, and some in which no face was found."""
    if not prepared.dropped:
        return "<p>None.</p>"
    rows = "".join(
        f"<tr><th>{escape(why)}</th><td>{count:,}</td><td>{count / figures['read']:.1%}</td></tr>"
        for why, count in figures["dropped"].items()
    )
    named = {sample.name: sample for sample in data.samples}
    lost = [name for name, why in prepared.dropped if why.startswith("no face") and name in named]
    chosen = [lost[index] for index in rng.permutation(len(lost))[:EXAMPLES]]
    pictures = [read_picture(named[name]) for name in chosen]
    shown = sheet([picture for picture in pictures if picture is not None])
    return (
        f"<table><tbody>{rows}</tbody></table>"
        + (f"<h3>No face found in</h3>{shown}" if shown else "")
        + "<p class=note>report.json lists all of them by name.</p>"
    )


def light(measured: Measured, faces: Faces) -> str:
    """Histograms of face and picture size, brightness and sharpness."""
    owners, logarithmic = owners_of(faces.parts), Axis(logarithmic=True)
    charts = (
        histogram(
            "Side of the face in its picture, pixels",
            f"Stored at {faces.size} pixels; smaller faces were enlarged.",
            measured.side,
            owners,
            logarithmic,
        ),
        histogram(
            "Shorter side of the picture, pixels",
            "Before anything was cut.",
            measured.picture,
            owners,
            logarithmic,
        ),
        histogram(
            "Brightness",
            "Mean of the face: 0 black, 1 white.",
            measured.brightness,
            owners,
            Axis(0, 1),
        ),
        histogram(
            "Sharpness",
            "Variance of the Laplacian, logarithmic: small is soft, very large is noise.",
            measured.sharpness,
            owners,
            logarithmic,
        ),
    )
    keys = " ".join(map(key, parts_present(owners)))
    return f"<p>{keys}</p><div class=charts>{''.join(charts)}</div>"


def duplicates(figures: Json, measured: Measured, faces: Faces, rng: np.random.Generator) -> str:
    """Duplicates within and across parts, with examples."""
    counts, pairs = figures["duplicates"], measured.duplicates
    if not len(pairs.pairs):
        return "<p>None found, neither exact nor near ones.</p>"
    rows = "".join(
        f"<tr><th>{escape(parts)}</th><td>{n['exact']:,}</td><td>{n['near']:,}</td></tr>"
        for parts, n in counts["by_parts"].items()
    )
    other = counts["different_labels"]
    rows += (
        f"<tr><th>with different labels</th><td>{other['exact']:,}</td>"
        f"<td>{other['near']:,}</td></tr>"
    )
    across = pairs.across(faces.parts)
    html = (
        "<p>Pairs of identical pictures, and of pictures that look alike (difference hash, then "
        "correlation). Across parts they flatter every figure measured there.</p>"
        f"{_also_in(figures)}"
        "<table><thead><tr><th></th><th>exact</th><th>near</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
    for title, some in (("Across parts", across.pairs), ("Near duplicates", pairs.near)):
        chosen = some[rng.permutation(len(some))[:EXAMPLES]]
        tall = [np.concatenate([faces.images[one], faces.images[two]]) for one, two in chosen]
        if tall:
            squares = [half for pair in tall for half in np.split(pair, 2)]
            html += f"<h3>{title}: pairs side by side</h3>{sheet(squares)}"
    return html


def _also_in(figures: Json) -> str:
    """Sentences on how much of a part is also in another."""
    sizes = {part: sum(counts.values()) for part, counts in figures["faces"].items()}
    sentences = [
        f"{count:,} of the {sizes[part]:,} {part} faces ({count / sizes[part]:.1%}) are also in "
        f"{other}."
        for part, others in figures["duplicates"]["also_in"].items()
        for other, count in others.items()
        if (part, other) in (("valid", "train"), ("test", "train"), ("test", "valid"))
    ]
    return f"<p class=bad>{' '.join(sentences)}</p>" if sentences else ""


def people(figures: Json) -> str:
    """How often each person is seen."""
    people = figures["people"]
    if people is None:
        return "<p>The set does not say who is seen: parts cannot be split by person.</p>"
    least, middle, most = people["faces_of_one"]
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{count:,}</td></tr>"
        for name, count in people["per_class"].items()
    )
    shared = people["in_several_parts"]
    warning = (
        f"<p class=bad>In several parts ({len(shared):,}): {escape(', '.join(shared[:8]))}"
        f"{' ...' if len(shared) > 8 else ''}. Split by person before training.</p>"
    )
    return (
        f"<p>{people['count']:,} people with {least:,} to {most:,} faces each, {middle:,} in the "
        f"median; {people['faces_without']:,} faces without a name.</p>"
        + (warning if shared else "")
        + f"<table><thead><tr><th></th><th>people</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def samples(faces: Faces, rng: np.random.Generator) -> str:
    """Faces of each class, chosen at random."""
    html, labels = "", faces.labels
    for index, name in enumerate(faces.classes):
        chosen = rng.permutation(np.flatnonzero(labels == index))[:SHOWN]
        html += f"<h3>{escape(name)}</h3>"
        html += sheet([faces.images[i] for i in chosen]) or "<p>No face.</p>"
    return html


def extremes(measured: Measured, faces: Faces) -> str:
    """The darkest, brightest, softest and sharpest faces: broken pictures end up here."""
    html = ""
    for title, values in (
        ("Darkest", measured.brightness),
        ("Brightest", -measured.brightness),
        ("Softest", measured.sharpness),
        ("Sharpest or noisiest", -measured.sharpness),
    ):
        chosen = np.argsort(values, kind="stable")[: EXAMPLES // 2]
        html += f"<h3>{title}</h3>{sheet([faces.images[i] for i in chosen])}"
    return html
