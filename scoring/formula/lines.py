"""A clip's script, line by line: how closely each was matched, and what was missed in it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from .. import constants as c
from ..errors import ScoringError

TRANSLATION = "text_"
NAMED = 0.1
"""Least part of a line's expression that an emotion missed or in excess is named for."""


class ScriptError(ScoringError):
    """A script is not a list of lines with their seconds."""

    code = "bad_script"


@dataclass(frozen=True)
class Line:
    """One line of the script and what was found in its stretch of the clip.

    Attributes
    ----------
    start, end : float
        Seconds on the clip's clock; cells from `start` on and before `end` belong to it.
    text : str
    score : float or None
        0 to 100, the whole score's curve over the share of this stretch alone; None where
        neither of the two shows an expression worth comparing.
    share : float or None
        Shared expression over all expression of the stretch, 0 to 1.
    loss : float
        The stretch's part of the whole's 1 - share.
    missed, extra : str or None
        The emotion of which the take showed most too little, and most too much; None where that
        is less than `MOMENT_LEAST` of the whole or `NAMED` of the line.
    translations : mapping of str to str
        The text by language.
    """

    start: float
    end: float
    text: str
    score: float | None = None
    share: float | None = None
    loss: float = 0.0
    missed: str | None = None
    extra: str | None = None
    translations: Mapping = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "translations", MappingProxyType(dict(self.translations)))

    def __reduce__(self):
        values = [getattr(self, name) for name in self.__dataclass_fields__]
        return Line, (*values[:-1], dict(values[-1]))

    def to_dict(self):
        """The line as JSON values."""
        return {
            "start": round(self.start, 3),
            "end": round(self.end, 3),
            "text": self.text,
            **{TRANSLATION + language: text for language, text in self.translations.items()},
            "score": rounded(self.score, 1),
            "share": rounded(self.share, 4),
            "loss": self.loss,
            "missed": self.missed,
            "extra": self.extra,
        }

    @classmethod
    def from_dict(cls, values):
        """A line of JSON values."""
        plain = {name: value for name, value in values.items() if not name.startswith(TRANSLATION)}
        texts = {
            name.removeprefix(TRANSLATION): value
            for name, value in values.items()
            if name.startswith(TRANSLATION)
        }
        return cls(**plain, translations=texts)


def rounded(value, digits):
    """A rounded number; None stays None."""
    return None if value is None else round(value, digits)


@dataclass(frozen=True, eq=False)
class Cells:
    """What the pairs of an alignment add up to in each cell of the clip.

    Attributes
    ----------
    times : ndarray of float, shape (N,)
        Seconds.
    shared, total : ndarray of float, shape (N,)
        Expression that both have and that either has, as parts of the whole's total.
    little, much : ndarray of float, shape (N, E)
        What the take showed too little and too much of each emotion, in the same unit.
    weights : ndarray of float, shape (N,)
        How much a cell counts, as part of the sum.
    scale : float
        Mean expression of the whole, weighted.
    """

    times: np.ndarray
    shared: np.ndarray
    total: np.ndarray
    little: np.ndarray
    much: np.ndarray
    weights: np.ndarray
    scale: float


def cells_of(pairs, times):
    """Sums of an alignment's pairs over the cells of the clip.

    Parameters
    ----------
    pairs : scoring.formula.pairs.Pairs
    times : ndarray of float, shape (N,)
        Seconds of the cells.

    Returns
    -------
    Cells
    """
    whole, weight = pairs.total.sum() or 1.0, pairs.weights.sum() or 1.0
    difference = pairs.weights[:, None] * (pairs.x - pairs.y) / whole
    parts = {
        "shared": pairs.shared / whole,
        "total": pairs.total / whole,
        "little": np.maximum(difference, 0.0),
        "much": np.maximum(-difference, 0.0),
        "weights": pairs.weights / weight,
    }
    sums = {name: pairs.per_cell(values, len(times)) for name, values in parts.items()}
    return Cells(times=times, scale=float(whole / weight), **sums)


def score_lines(lines, cells, names, mapping):
    """Score every line of a script.

    Parameters
    ----------
    lines : iterable of mapping
        With 'start' and 'end' in seconds, 'text', and 'text_xx' for other languages.
    cells : Cells
    names : sequence of str, length E
        The emotions.
    mapping : callable
        Share to points.

    Returns
    -------
    tuple of Line
        In the given order.

    Raises
    ------
    ScriptError
        With the number of the line that cannot be used.
    """
    return tuple(
        score_line(check_line(line, number), cells, names, mapping)
        for number, line in enumerate(lines, start=1)
    )


def score_line(line, cells, names, mapping):
    """One checked line with what its stretch holds."""
    inside = (cells.times >= line["start"] - 1e-9) & (cells.times < line["end"] - 1e-9)
    shared, total, weight = (
        float(values[inside].sum()) for values in (cells.shared, cells.total, cells.weights)
    )
    calm = total * cells.scale <= c.FLOOR * weight * (1 + 1e-9)
    share = None if calm else min(1.0, shared / total)
    return Line(
        **line,
        score=None if share is None else mapping(share),
        share=share,
        loss=max(0.0, total - shared),
        missed=strongest(cells.little[inside], names, NAMED * total),
        extra=strongest(cells.much[inside], names, NAMED * total),
    )


def strongest(parts, names, least):
    """The emotion with the largest sum of parts (N, E), if that is worth naming."""
    sums = parts.sum(axis=0)
    return names[int(sums.argmax())] if sums.max() >= max(least, c.MOMENT_LEAST) else None


def check_line(line, number):
    """The parts of a line that the scoring needs, or a `ScriptError`."""
    try:
        start, end, text = float(line["start"]), float(line["end"]), str(line["text"])
    except (KeyError, TypeError, ValueError) as error:
        raise ScriptError(
            f'line {number} of the script needs "start" and "end" in seconds and a "text"',
            line=number,
        ) from error
    if not (math.isfinite(start) and math.isfinite(end) and start < end):
        raise ScriptError(
            f"line {number} of the script runs from {start:g} s to {end:g} s: "
            "it has to end after its start",
            line=number,
        )
    translations = {
        key.removeprefix(TRANSLATION): str(value)
        for key, value in line.items()
        if key.startswith(TRANSLATION)
    }
    return {"start": start, "end": end, "text": text, "translations": translations}
