"""A result as JSON and back; `result.schema.json` beside this file documents every field.

Version 1 had no script lines. It can still be read.
"""

import numpy as np

from .constants import RATE
from .errors import ScoringError
from .grid import Grid
from .lines import TRANSLATION, Line
from .result import Moment, Result

SCHEMA = 2


class ResultError(ScoringError):
    """What was given is no result of a scoring."""

    code = "bad_result"


def to_dict(result):
    """A result as JSON values.

    Parameters
    ----------
    result : Result

    Returns
    -------
    dict
        Points are rounded to 0.1, probabilities to 1e-4.
    """
    return {
        "schema": SCHEMA,
        "formula": result.formula,
        "model": {"name": result.model, "hash": result.model_hash},
        "score": round(result.score, 1),
        "share": result.share,
        "match": rounded(result.match, 4),
        "intensity": rounded(result.intensity, 4),
        "lag": rounded(result.lag, 2),
        "coverage": round(result.coverage, 4),
        "unsure": result.unsure,
        "labels": list(result.labels),
        "neutral": result.neutral,
        "emotions": {name: round(value, 1) for name, value in result.emotions.items()},
        "warnings": [dict(warning) for warning in result.warnings],
        "rate": RATE,
        "reference": grid_dict(result.reference),
        "take": grid_dict(result.take),
        "path": result.path.tolist(),
        "losses": result.losses.tolist(),
        "moments": {
            "weakest": [moment_dict(moment, "loss") for moment in result.weakest],
            "best": [moment_dict(moment, "share") for moment in result.best],
        },
        "lines": [line_dict(line) for line in result.lines],
    }


def from_dict(values):
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
                f"the result has version {values['schema']}, this program reads up to {SCHEMA}: "
                "update it",
                "newer_result",
                actual=values["schema"],
                allowed=SCHEMA,
            )
        same = ("score", "share", "match", "intensity", "lag", "coverage", "unsure", "labels")
        labels = len(values["labels"])
        return Result(
            **{
                name: values[name] for name in (*same, "neutral", "emotions", "warnings", "formula")
            },
            reference=read_grid(values["reference"], labels),
            take=read_grid(values["take"], labels),
            path=np.array(values["path"], int).reshape(-1, 2),
            losses=np.array(values["losses"], float),
            weakest=[read_moment(moment, "loss") for moment in values["moments"]["weakest"]],
            best=[read_moment(moment, "share") for moment in values["moments"]["best"]],
            lines=[read_line(line) for line in values.get("lines", [])],
            model=values["model"]["name"],
            model_hash=values["model"]["hash"],
        )
    except ResultError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ResultError(
            f"this is no result ({type(error).__name__}: {error}): give what "
            "`python -m scoring score --json` prints"
        ) from error


def rounded(value, digits):
    """A rounded number; None stays None."""
    return None if value is None else round(value, digits)


def grid_dict(grid):
    """A grid as JSON values."""
    return {
        "times": np.round(grid.times, 3).tolist(),
        "probabilities": np.round(grid.probabilities, 4).tolist(),
        "seen": grid.seen.tolist(),
    }


def read_grid(values, labels):
    """A grid of JSON values with a number of labels."""
    times = values["times"]
    return Grid(
        first=round(times[0] * RATE) if times else 0,
        probabilities=np.array(values["probabilities"], float).reshape(len(times), labels),
        seen=np.array(values["seen"], bool),
    )


def moment_dict(moment, amount):
    """A moment as JSON values, its part under the name `amount`."""
    return {
        "start": round(moment.start, 2),
        "end": round(moment.end, 2),
        amount: moment.amount,
        "emotion": moment.emotion,
    }


def read_moment(values, amount):
    """A moment of JSON values."""
    return Moment(values["start"], values["end"], values[amount], values["emotion"])


def line_dict(line):
    """A script line as JSON values."""
    return {
        "start": round(line.start, 3),
        "end": round(line.end, 3),
        "text": line.text,
        **{TRANSLATION + language: text for language, text in line.translations.items()},
        "score": rounded(line.score, 1),
        "share": rounded(line.share, 4),
        "loss": line.loss,
        "missed": line.missed,
        "extra": line.extra,
    }


def read_line(values):
    """A script line of JSON values."""
    plain = {name: value for name, value in values.items() if not name.startswith(TRANSLATION)}
    texts = {k.removeprefix(TRANSLATION): v for k, v in values.items() if k.startswith(TRANSLATION)}
    return Line(**plain, translations=texts)
