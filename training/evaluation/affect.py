"""How well valence and arousal are predicted."""

import numpy as np
import numpy.typing as npt

from scoring.calibration.agreement import agreement
from scoring.types import FloatArray, Json

from ..faces import DataError

DIMENSIONS = ("valence", "arousal")


def affect_figures(predicted: npt.ArrayLike, annotated: npt.ArrayLike) -> dict[str, Json]:
    """Agreement of predicted with annotated valence and arousal.

    Parameters
    ----------
    predicted
        Shape (N, 2).
    annotated
        Shape (N, 2), in [-1, 1], NaN where unknown.

    Returns
    -------
    figures
        For 'valence' and 'arousal': 'faces' (annotated ones), 'ccc' (Lin's concordance
        correlation, 2 cov(x, y) / (var x + var y + (mean x - mean y)²)), 'pearson' and 'rmse';
        None instead of a figure where fewer than two faces are annotated or it is undefined.

    Raises
    ------
    DataError
        If the shapes differ from (N, 2).
    """
    given, wanted = np.asarray(predicted, float), np.asarray(annotated, float)
    if given.shape != wanted.shape or given.ndim != 2 or given.shape[1] != 2:
        raise DataError(
            f"valence and arousal have shapes {given.shape} and {wanted.shape}, not (N, 2)"
        )
    return {
        name: _figures(given[:, column], wanted[:, column])
        for column, name in enumerate(DIMENSIONS)
    }


def _figures(given: FloatArray, wanted: FloatArray) -> Json:
    known = np.isfinite(wanted)
    if known.sum() < 2:
        return {"faces": int(known.sum()), "ccc": None, "pearson": None, "rmse": None}
    found = agreement(given[known], wanted[known])
    values = {"ccc": found.concordance, "pearson": found.pearson, "rmse": found.error}
    return {"faces": int(known.sum())} | {
        name: round(value, 4) if np.isfinite(value) else None for name, value in values.items()
    }
