"""Statistics of scores, and tables of them as text."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.stats import rankdata


@dataclass(frozen=True)
class Interval:
    """A figure and its 95 % interval, NaN where people are too few for one."""

    value: float
    low: float
    high: float


def auc(good, bad):
    """Chance that a score of `good` lies above one of `bad`; equal ones count half.

    Parameters
    ----------
    good, bad : array_like of float
        Not empty.

    Returns
    -------
    float
        0 to 1.
    """
    good, bad = np.asarray(good, float), np.asarray(bad, float)
    ranks = rankdata(np.concatenate([good, bad]))[: len(good)]
    return float((ranks.sum() - len(good) * (len(good) + 1) / 2) / (len(good) * len(bad)))


def middle(values: Iterable[float]) -> tuple[float, float]:
    """The middle 95 % of the values that are numbers; NaN where half of them are not."""
    given = np.asarray(list(values))
    known = given[~np.isnan(given)]
    if 2 * len(known) <= len(given):
        return float("nan"), float("nan")
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def spearman(one, other):
    """Rank correlation of two samples; 0 where one does not vary."""
    ranks = np.stack([rankdata(one), rankdata(other)])
    return float(np.corrcoef(ranks)[0, 1]) if (ranks.std(axis=1) > 0).all() else 0.0


def table(title, columns, rows, digits, markdown=False):
    """One table as text.

    Parameters
    ----------
    title : str
    columns : sequence of str
    rows : sequence of (str, float, ...)
        Name and a figure for each column; NaN is shown as a dash.
    digits : int
    markdown : bool

    Returns
    -------
    str
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
