"""How well valence and arousal are read; what is minimised is in `training.learning.losses`."""

import numpy as np

from scoring.calibration.agreement import agreement

from ..faces import DataError

DIMENSIONS = ("valence", "arousal")


def affect_figures(given, wanted):
    """Agreement of read with annotated valence and arousal.

    Parameters
    ----------
    given : array_like of float, shape (N, 2)
    wanted : array_like of float, shape (N, 2)
        In [-1, 1], NaN where unknown.

    Returns
    -------
    dict
        For 'valence' and 'arousal' a dict of 'faces' (annotated ones), 'ccc' (Lin's concordance
        correlation, 2 cov(x, y) / (var x + var y + (mean x - mean y)²)), 'pearson' and 'rmse';
        None instead of a figure where fewer than two faces are annotated or it is undefined.

    Raises
    ------
    DataError
        If the shapes differ from (N, 2).
    """
    given, wanted = np.asarray(given, float), np.asarray(wanted, float)
    if given.shape != wanted.shape or given.ndim != 2 or given.shape[1] != 2:
        raise DataError(
            f"valence and arousal have shapes {given.shape} and {wanted.shape}, not (N, 2) both"
        )
    return {
        name: _figures(given[:, column], wanted[:, column])
        for column, name in enumerate(DIMENSIONS)
    }


def _figures(given, wanted):
    known = np.isfinite(wanted)
    if known.sum() < 2:
        return {"faces": int(known.sum()), "ccc": None, "pearson": None, "rmse": None}
    found = agreement(given[known], wanted[known])
    values = {"ccc": found.concordance, "pearson": found.pearson, "rmse": found.error}
    return {"faces": int(known.sum())} | {
        name: round(value, 4) if np.isfinite(value) else None for name, value in values.items()
    }
