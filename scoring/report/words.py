"""A result in words, shared by the command line and the pictures."""

from collections.abc import Iterator

from ..formula.result import Result

WARNINGS = {
    "no_face": "no face was found in the take",
    "low_coverage": "a face was seen in too little of the clip: the score is unsure",
    "nothing_shown": "hardly any expression was shown",
    "alignments_differ": "the take runs at a different tempo from the clip",
    "models_differ": "the two tracks were made by different models",
}


def components(result: Result) -> Iterator[tuple[str, str]]:
    """Name and text of every component of a result."""
    yield "match", "–" if result.match is None else f"{result.match:.0%}"
    yield "intensity", "–" if result.intensity is None else f"{result.intensity:.0%}"
    yield "timing", "–" if result.lag is None else timing(result.lag)
    yield "coverage", f"{result.coverage:.0%}"


def timing(lag: float) -> str:
    """A lag in words."""
    return f"{abs(lag):.2f} s {'late' if lag > 0 else 'early'}" if abs(lag) >= 0.05 else "in time"
