"""What a scoring says: the number, its reasons, the data of the chart; also as JSON.

`result.schema.json` in the library's folder documents every field. Version 1 had no script lines;
it can still be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

import numpy as np

from ..constants import FORMULA, RATE
from ..errors import ScoringError
from .grid import Grid
from .lines import Line, rounded

SCHEMA = 2


class ResultError(ScoringError):
    """What was given is no result of a scoring."""

    code = "bad_result"


@dataclass(frozen=True)
class Moment:
    """A stretch of the clip in seconds, its part of the whole, and the emotion it is about."""

    start: float
    end: float
    amount: float
    emotion: str

    def to_dict(self, amount):
        """The moment as JSON values, its part under the name `amount`."""
        return {
            "start": round(self.start, 2),
            "end": round(self.end, 2),
            amount: self.amount,
            "emotion": self.emotion,
        }

    @classmethod
    def from_dict(cls, values, amount):
        """A moment of JSON values."""
        return cls(values["start"], values["end"], values[amount], values["emotion"])


@dataclass(frozen=True, eq=False)
class Result:
    """The score of a take against a reference; nothing in it can be changed.

    Attributes
    ----------
    score : float
        0 to 100.
    share : float
        Shared expression over all the expression there was, 0 to 1.
    match : float or None
        The right emotions whatever their strength, 0 to 1; None where the performer showed none.
    intensity : float or None
        Performer's expression over the clip's.
    lag : float or None
        Seconds, positive where the take is late; None where the match is low.
    coverage : float
        Share of the clip in which the performer's face was seen, 0 to 1.
    unsure : bool
        Whether too little was seen, or two models were compared, to trust the score.
    labels : tuple of str, length K
    neutral : int
    emotions : mapping of str to float
        0 to 100, for the emotions that the clip uses.
    warnings : tuple of mapping
        Each with a `code` and its values.
    reference, take : Grid
    path : ndarray of int, shape (L, 2)
        Pairs (reference cell, take cell).
    losses : ndarray of float, shape (N,)
        Loss in each reference cell; sums to 1 - share.
    weakest, best : tuple of Moment
    lines : tuple of Line
        The script, if there is one.
    formula : str
        Version of the formula, and of the mapping where it is a fitted one.
    model, model_hash : str
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
    warnings: tuple[Mapping, ...]
    reference: Grid = field(repr=False)
    take: Grid = field(repr=False)
    path: np.ndarray = field(repr=False)
    losses: np.ndarray = field(repr=False)
    weakest: tuple[Moment, ...]
    best: tuple[Moment, ...]
    lines: tuple[Line, ...] = ()
    formula: str = FORMULA
    model: str = ""
    model_hash: str = ""

    def __post_init__(self):
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
    def rate(self):
        """Cells of the grid a second."""
        return RATE

    def _set(self, name, value):
        object.__setattr__(self, name, value)

    def __reduce__(self):
        """Copies and pickles are made from plain values: read-only mappings have no pickle."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        values["emotions"] = dict(self.emotions)
        values["warnings"] = [dict(each) for each in self.warnings]
        return Result, tuple(values.values())

    def to_dict(self):
        """The result as JSON values.

        Returns
        -------
        dict
            Points are rounded to 0.1, probabilities to 1e-4.
        """
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
    def from_dict(cls, values):
        """A result of JSON values.

        Parameters
        ----------
        values : dict
            As `to_dict` gives it, of this or an older version.

        Returns
        -------
        Result
            Its `to_dict` gives the same values, in the present version.

        Raises
        ------
        ResultError
            If it is no result or one of a newer version.
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
            return cls(**_parts(values))
        except ResultError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ResultError(
                f"this is no result ({type(error).__name__}: {error}): give what "
                "`python -m scoring score --json` prints"
            ) from error


def _parts(values):
    """The arguments of a `Result`, from JSON values."""
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
