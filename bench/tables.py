"""Statistics of scores, and tables of them as text."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata


@dataclass(frozen=True)
class Interval:
    """A figure and its 95 % interval; NaN if there are too few people for one."""

    value: float
    low: float
    high: float


def auc(good: npt.ArrayLike, bad: npt.ArrayLike) -> float:
    """Chance that a score of `good` is above one of `bad`; equal ones count half.

    Parameters
    ----------
    good, bad
        Not empty.
    """
    high, low = np.asarray(good, float), np.asarray(bad, float)
    ranks = rankdata(np.concatenate([high, low]))[: len(high)]
    return float((ranks.sum() - len(high) * (len(high) + 1) / 2) / (len(high) * len(low)))


def middle(values: Iterable[float]) -> tuple[float, float]:
    """The middle 95 % of the values that are numbers; NaN if half of them are not."""
    given = np.asarray(list(values))
    known = given[~np.isnan(given)]
    if 2 * len(known) <= len(given):
        return float("nan"), float("nan")
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def spearman(one: npt.ArrayLike, other: npt.ArrayLike) -> float:
    """Rank correlation of two samples; 0 if one does not vary."""
    ranks = np.stack([rankdata(one), rankdata(other)])
    return float(np.corrcoef(ranks)[0, 1]) if (ranks.std(axis=1) > 0).all() else 0.0


def table(
    title: str,
    columns: Iterable[str],
    rows: Iterable[Sequence[Any]],
    digits: int,
    markdown: bool = False,
) -> str:
    """A table as text.

    Parameters
    ----------
    rows
        A name, and a figure for each column; NaN is shown as a dash.
    """
    cells = [[title, *columns]] + [
        [name, *("-" if np.isnan(v) else f"{v:.{digits}f}" for v in values)]
        for name, *values in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [[row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in cells]
    if markdown:
        rule = ["-" * (w - bool(n)) + ":" * bool(n) for n, w in enumerate(widths)]
        return "\n".join("| " + " | ".join(line) + " |" for line in [lines[0], rule, *lines[1:]])
    return "\n".join("  ".join(line) for line in lines)


def as_json(figures: Any) -> str:
    """A dataclass of figures as JSON text; NaN as null."""
    plain = json.loads(json.dumps(asdict(figures)), parse_constant=lambda name: None)
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"
