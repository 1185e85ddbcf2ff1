"""From the share of expression that two performances have in common to points."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

from ..constants import EXPONENT_RANGE, FORMULA, SCORE_EXPONENT, SHARE_EXPONENT
from ..errors import ScoringError
from ..types import FilePath, FloatArray


class MappingError(ScoringError):
    """A mapping's exponents, or the file that holds them, cannot be used."""

    code = "bad_mapping"


@dataclass(frozen=True)
class ScoreMapping:
    """The curve ``100 (1 - (1 - share^share_exponent)^score_exponent)``.

    It rises from 0 to 100 for any exponents above 0, so it never changes the order of takes.

    Raises
    ------
    MappingError
        If an exponent is not a number within `EXPONENT_RANGE`.
    """

    share_exponent: float = SHARE_EXPONENT
    score_exponent: float = SCORE_EXPONENT

    def __post_init__(self) -> None:
        least, most = EXPONENT_RANGE
        for name, value in asdict(self).items():
            if not isinstance(value, (int, float)) or not least <= value <= most:
                raise MappingError(
                    f"{name} is {value!r}, it must be a number from {least} to {most}",
                    actual=value,
                    allowed=[least, most],
                )

    @overload
    def __call__(self, share: float) -> float: ...
    @overload
    def __call__(self, share: FloatArray) -> FloatArray: ...
    def __call__(self, share: float | FloatArray) -> float | FloatArray:
        """Points, 0 to 100, for a share (or an array of shares) of 0 to 1."""
        return 100.0 * (1.0 - (1.0 - share**self.share_exponent) ** self.score_exponent)

    @property
    def version(self) -> str:
        """What a score was made with: the formula, and the mapping if it is a fitted one."""
        if self == ScoreMapping():
            return FORMULA
        exponents = f"{self.share_exponent:.6f} {self.score_exponent:.6f}"
        return f"{FORMULA}+{hashlib.sha256(exponents.encode()).hexdigest()[:8]}"


def current_mapping() -> ScoreMapping:
    """The mapping of the file that the environment's REON_MAPPING names, else the built-in one.

    Raises
    ------
    MappingError
        If the file is missing, holds no mapping, or was fitted to another formula.
    """
    path = os.environ.get("REON_MAPPING")
    if not path:
        return ScoreMapping()
    try:
        changed = Path(path).stat().st_mtime_ns
    except OSError as error:
        raise MappingError(f"REON_MAPPING names {path}: {error.strerror}") from error
    return load_mapping(path, changed)


@lru_cache(maxsize=8)
def load_mapping(path: FilePath, changed: int | None = None) -> ScoreMapping:
    """Read a mapping written by `save_mapping`; `changed` only keys the cache."""
    try:
        stored = json.loads(Path(path).read_text())
        formula = stored["formula"]
        exponents = stored["share_exponent"], stored["score_exponent"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MappingError(
            f"{path} is not a mapping ({type(error).__name__}: {error}): make one with "
            "`python -m scoring calibrate`"
        ) from error
    if formula != FORMULA:
        raise MappingError(
            f"{path} was fitted to formula {formula}, this is formula {FORMULA}: calibrate again",
            actual=formula,
            allowed=FORMULA,
        )
    return ScoreMapping(*exponents)


def save_mapping(mapping: ScoreMapping, path: FilePath, **notes: Any) -> None:
    """Write a mapping as JSON; `notes` say how it came about."""
    stored = {"formula": FORMULA, **asdict(mapping), **notes}
    Path(path).write_text(json.dumps(stored, indent=1) + "\n")
