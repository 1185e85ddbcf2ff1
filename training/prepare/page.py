"""report.html: what a prepared set looks like, in one self-contained file."""

from html import escape
from string import Template

import numpy as np

from scoring.types import Json

from ..data import DataSet
from . import sections as section
from .figures import Measured
from .store import Prepared
from .style import PAGE


def build(
    figures: Json, measured: Measured, prepared: Prepared, data: DataSet, seed: int = 0
) -> str:
    """The report as HTML.

    Parameters
    ----------
    figures, measured
        As `training.prepare.figures` gives them.
    data
        For pictures in which no face was found.
    seed
        For the choice of pictures that are shown.
    """
    faces, rng = prepared.faces, np.random.default_rng(seed)
    sections = [
        ("Classes", section.balance(figures)),
        ("Dropped pictures", section.dropped(figures, prepared, data, rng)),
        ("Size and light", section.light(measured, faces)),
        ("Duplicates", section.duplicates(figures, measured, faces, rng)),
        ("People", section.people(figures)),
        ("Samples", section.samples(faces, rng)),
        ("Extremes", section.extremes(measured, faces)),
    ]
    if faces.affect is not None:
        sections.insert(1, ("Valence and arousal", section.affect(figures, faces)))
    body = "".join(f"<section><h2>{title}</h2>{html}</section>" for title, html in sections)
    return Template(PAGE).substitute(
        title=escape(f"{figures['set']}: {figures['kept']:,} faces"),
        name=escape(figures["set"]),
        licence=escape(f"Licence: {figures['licence']}"),
        fingerprint=figures["fingerprint"][:16],
        tiles=tiles(figures),
        body=body,
    )


def tiles(figures: Json) -> str:
    """The headline figures."""
    copies, size = figures["duplicates"], figures["bytes"]
    across = copies["across_parts"]["exact"] + copies["across_parts"]["near"]
    shown = [
        (f"{figures['kept']:,}", f"faces kept of {figures['read']:,}", ""),
        (f"{sum(figures['dropped'].values()):,}", "dropped, reasons below", ""),
        (f"{len(figures['classes'])}", "classes", ""),
        _people_tile(figures["people"]),
        (_bytes(size["cache"]), f"cache, {share(size)}", ""),
        (f"{across:,}", "duplicates across parts", "bad" if across else "good"),
    ]
    return "".join(
        f'<div class="tile {kind}"><b>{value}</b><span>{text}</span></div>'
        for value, text, kind in shown
    )


def share(size: Json) -> str:
    """How large the cache is relative to the originals, in words."""
    ratio = size["originals_to_cache"]
    if ratio >= 2:
        return f"1/{ratio:.0f} of the originals"
    return f"{1 / max(ratio, 1e-9):.2g} times the originals"


def _people_tile(people: Json | None) -> tuple[str, str, str]:
    if people is None:
        return "–", "people: the set does not say", ""
    return f"{people['count']:,}", "people", "bad" if people["in_several_parts"] else ""


def _bytes(count: float) -> str:
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:,.3g} GB"
