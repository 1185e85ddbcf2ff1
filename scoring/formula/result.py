"""The result of a scoring: the number, its reasons and the data of the chart; also as JSON.

`scoring/result.schema.json` documents every field. Version 1, which had no script lines, can still
be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

import numpy as np

from ..constants import FORMULA, RATE
from ..errors import ScoringError
from ..types import FloatArray, IntArray, Json
from .grid import Grid
from .lines import Line, rounded

SCHEMA = 2


class ResultError(ScoringError):
    """Something is not the result of a scoring."""

    code = "bad_result"


@dataclass(frozen=True)
class Moment:
    """A stretch of the clip in seconds, its share of the total, and the emotion it is about."""

    start: float
    end: float
    amount: float
    emotion: str

    def to_dict(self, amount: str) -> Json:
        """The moment as JSON values, its amount under the name `amount`."""
        return {
            "start": round(self.start, 2),
            "end": round(self.end, 2),
            amount: self.amount,
            "emotion": self.emotion,
        }

    @classmethod
    def from_dict(cls, values: Json, amount: str) -> "Moment":
        """A moment from JSON values."""
        return cls(values["start"], values["end"], values[amount], values["emotion"])


@dataclass(frozen=True, eq=False)
class Result:
    """The score of a take against a reference; nothing in it can be changed.

    Attributes
    ----------
    score
        0 to 100.
    share
        Shared expression over all the expression there was, 0 to 1.
    match
        The right emotions whatever their strength, 0 to 1; None where the performer showed none.
    intensity
        The performer's expression over the clip's.
    lag
        Seconds, positive where the take is late; None where the match is low.
    coverage
        Share of the clip in which the performer's face was seen, 0 to 1.
    unsure
        Whether too little was seen, or two models were compared, to trust the score.
    labels
        K names.
    neutral
        Index of the neutral label.
    emotions
        0 to 100, for the emotions that the clip uses.
    warnings
        Each with a `code` and its values.
    path
        Pairs (reference cell, take cell), shape (L, 2).
    losses
        Loss in each reference cell, shape (N,); sums to 1 - share.
    weakest, best
        The moments in which most was lost and most was shared.
    lines
        The script, if there is one.
    formula
        Version of the formula, and of the mapping where it is a fitted one.
    model, model_hash
        What made the take's track.
    """

    score: float
    share: float
    match: float | None
    intensity: float | None
    lag: float | None
    coverage: float
    unsure: bool
    labels: tuple[str, ...]
    neutral: int
    emotions: Mapping[str, float]
    warnings: tuple[Mapping[str, Any], ...]
    reference: Grid = field(repr=False)
    take: Grid = field(repr=False)
    path: IntArray = field(repr=False)
    losses: FloatArray = field(repr=False)
    weakest: tuple[Moment, ...]
    best: tuple[Moment, ...]
    lines: tuple[Line, ...] = ()
    formula: str = FORMULA
    model: str = ""
    model_hash: str = ""

    def __post_init__(self) -> None:
        for name in ("labels", "weakest", "best", "lines"):
            self._set(name, tuple(getattr(self, name)))
        self._set("emotions", MappingProxyType(dict(self.emotions)))
        self._set("warnings", tuple(MappingProxyType(dict(each)) for each in self.warnings))
        for array in (
            self.path,
            self.losses,
            *(
                part
                for grid in (self.reference, self.take)
                for part in (grid.probabilities, grid.seen)
            ),
        ):
            array.setflags(write=False)

    @property
    def rate(self) -> float:
        """Cells of the grid per second."""
        return RATE

    def _set(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[type["Result"], tuple[Any, ...]]:
        """Copy and pickle plain values: read-only mappings cannot be pickled."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        values["emotions"] = dict(self.emotions)
        values["warnings"] = [dict(each) for each in self.warnings]
        return Result, tuple(values.values())

    def to_dict(self) -> Json:
        """The result as JSON values; points are rounded to 0.1, probabilities to 1e-4."""
        return {
            "schema": SCHEMA,
            "formula": self.formula,
            "model": {"name": self.model, "hash": self.model_hash},
            "score": round(self.score, 1),
            "share": self.share,
            "match": rounded(self.match, 4),
            "intensity": rounded(self.intensity, 4),
            "lag": rounded(self.lag, 2),
            "coverage": round(self.coverage, 4),
            "unsure": self.unsure,
            "labels": list(self.labels),
            "neutral": self.neutral,
            "emotions": {name: round(value, 1) for name, value in self.emotions.items()},
            "warnings": [dict(warning) for warning in self.warnings],
            "rate": RATE,
            "reference": self.reference.to_dict(),
            "take": self.take.to_dict(),
            "path": self.path.tolist(),
            "losses": self.losses.tolist(),
            "moments": {
                "weakest": [moment.to_dict("loss") for moment in self.weakest],
                "best": [moment.to_dict("share") for moment in self.best],
            },
            "lines": [line.to_dict() for line in self.lines],
        }

    @classmethod
    def from_dict(cls, values: Json) -> "Result":
        """A result from JSON values; its own `to_dict` gives them again, in the present version.

        Parameters
        ----------
        values
            As `to_dict` gives them, in this version or an older one.

        Raises
        ------
        ResultError
            If they are not a result, or one of a newer version.
        """
        try:
            if values["schema"] > SCHEMA:
                raise ResultError(
                    f"the result has version {values['schema']}, this program reads up to "
                    f"{SCHEMA}: update it",
                    "newer_result",
                    actual=values["schema"],
                    allowed=SCHEMA,
                )
            return cls(**_fields(values))
        except ResultError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ResultError(
                f"this is not a result ({type(error).__name__}: {error}): give what "
                "`python -m scoring score --json` prints"
            ) from error


def _fields(values: Json) -> dict[str, Any]:
    """The fields of a `Result`, from JSON values."""
    same = ("score", "share", "match", "intensity", "lag", "coverage", "unsure", "labels")
    labels = len(values["labels"])
    return {
        **{name: values[name] for name in (*same, "neutral", "emotions", "warnings", "formula")},
        "reference": Grid.from_dict(values["reference"], labels),
        "take": Grid.from_dict(values["take"], labels),
        "path": np.array(values["path"], int).reshape(-1, 2),
        "losses": np.array(values["losses"], float),
        "weakest": [Moment.from_dict(moment, "loss") for moment in values["moments"]["weakest"]],
        "best": [Moment.from_dict(moment, "share") for moment in values["moments"]["best"]],
        "lines": [Line.from_dict(line) for line in values.get("lines", [])],
        "model": values["model"]["name"],
        "model_hash": values["model"]["hash"],
    }
