"""What a scoring says: the number, its reasons, and the data of the chart."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

import numpy as np

from .constants import FORMULA, RATE
from .grid import Grid
from .lines import Line


@dataclass(frozen=True)
class Moment:
    """A stretch of the clip in seconds, its part of the whole, and the emotion it is about."""

    start: float
    end: float
    amount: float
    emotion: str


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
        """The result as JSON values, as `result.schema.json` documents them."""
        from .result_json import to_dict

        return to_dict(self)

    @classmethod
    def from_dict(cls, values):
        """A result of what `to_dict` gave, also of older versions; see `result_json`."""
        from .result_json import from_dict

        return from_dict(values)
