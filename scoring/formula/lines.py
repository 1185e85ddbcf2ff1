"""A clip's script, line by line: how closely each was matched, and what was missed in it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from ..constants import FLOOR, LINE_EMOTION, MOMENT_MINIMUM
from ..errors import ScoringError
from ..types import FloatArray, Json
from .mapping import ScoreMapping
from .pairs import Pairs

TRANSLATION = "text_"


class ScriptError(ScoringError):
    """A script is not a list of lines with their seconds."""

    code = "bad_script"


@dataclass(frozen=True)
class Line:
    """One line of the script, and what was found in its stretch of the clip.

    Attributes
    ----------
    start, end
        Seconds on the clip's clock; cells from `start` on and before `end` belong to it.
    score
        0 to 100, the score's curve applied to the share of this stretch alone; None where neither
        of the two shows an expression worth comparing.
    share
        Shared expression over all expression of the stretch, 0 to 1.
    loss
        The stretch's part of the clip's total loss, 1 - share.
    missed, extra
        The emotion that the take fell short of most, and the one it exaggerated most; None where
        that is less than `MOMENT_MINIMUM` of the clip or `LINE_EMOTION` of the line.
    translations
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
    translations: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "translations", MappingProxyType(dict(self.translations)))

    def __reduce__(self) -> tuple[type["Line"], tuple[Any, ...]]:
        values = [getattr(self, name) for name in self.__dataclass_fields__]
        return Line, (*values[:-1], dict(values[-1]))

    def to_dict(self) -> Json:
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
    def from_dict(cls, values: Json) -> "Line":
        """A line from JSON values."""
        plain = {name: value for name, value in values.items() if not name.startswith(TRANSLATION)}
        return cls(**plain, translations=translations_of(values))


def rounded(value: float | None, digits: int) -> float | None:
    """A rounded number; None stays None."""
    return None if value is None else round(value, digits)


def translations_of(line: Mapping[str, Any]) -> dict[str, str]:
    """The texts of a line in other languages, by language."""
    return {
        name.removeprefix(TRANSLATION): str(text)
        for name, text in line.items()
        if name.startswith(TRANSLATION)
    }


@dataclass(frozen=True, eq=False)
class CellSums:
    """What the pairs of an alignment add up to in each cell of the clip.

    Attributes
    ----------
    times
        Seconds, shape (N,).
    shared, total
        Expression that both have and that either has, as shares of the clip's total, shape (N,).
    short, excess
        By how much the take fell short of each emotion and exceeded it, in the same unit, shape
        (N, E).
    weights
        How much a cell counts, as a share of the sum, shape (N,).
    scale
        Mean expression of the clip, weighted.
    """

    times: FloatArray
    shared: FloatArray
    total: FloatArray
    short: FloatArray
    excess: FloatArray
    weights: FloatArray
    scale: float


def sum_per_cell(pairs: Pairs, times: FloatArray) -> CellSums:
    """Sum the pairs of an alignment over the cells of the clip.

    Parameters
    ----------
    times
        Seconds of the cells, shape (N,).
    """
    total, weight = pairs.total.sum() or 1.0, pairs.weights.sum() or 1.0
    difference = pairs.weights[:, None] * (pairs.reference - pairs.take) / total
    parts = {
        "shared": pairs.shared / total,
        "total": pairs.total / total,
        "short": np.maximum(difference, 0.0),
        "excess": np.maximum(-difference, 0.0),
        "weights": pairs.weights / weight,
    }
    sums = {name: pairs.per_cell(values, len(times)) for name, values in parts.items()}
    return CellSums(times=times, scale=float(total / weight), **sums)


def score_lines(
    lines: Iterable[Mapping[str, Any]],
    cells: CellSums,
    names: Sequence[str],
    mapping: ScoreMapping,
) -> tuple[Line, ...]:
    """Score every line of a script.

    Parameters
    ----------
    lines
        With 'start' and 'end' in seconds, 'text', and 'text_xx' for other languages.
    names
        The E emotions.

    Returns
    -------
    lines
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


def score_line(line: Line, cells: CellSums, names: Sequence[str], mapping: ScoreMapping) -> Line:
    """A line with what its stretch holds."""
    inside = (cells.times >= line.start - 1e-9) & (cells.times < line.end - 1e-9)
    shared, total, weight = (
        float(values[inside].sum()) for values in (cells.shared, cells.total, cells.weights)
    )
    calm = total * cells.scale <= FLOOR * weight * (1 + 1e-9)
    share = None if calm else min(1.0, shared / total)
    return replace(
        line,
        score=None if share is None else float(mapping(share)),
        share=share,
        loss=max(0.0, total - shared),
        missed=strongest(cells.short[inside], names, LINE_EMOTION * total),
        extra=strongest(cells.excess[inside], names, LINE_EMOTION * total),
    )


def strongest(parts: FloatArray, names: Sequence[str], least: float) -> str | None:
    """The emotion with the largest sum of parts (N, E), if that is worth naming."""
    sums = parts.sum(axis=0)
    return names[int(sums.argmax())] if sums.max() >= max(least, MOMENT_MINIMUM) else None


def check_line(line: Mapping[str, Any], number: int) -> Line:
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
    return Line(start, end, text, translations=translations_of(line))
