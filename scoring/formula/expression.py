"""A track's expression above rest, as the formula compares it."""

from dataclasses import dataclass

from ..track import Track
from ..types import FloatArray
from .grid import Grid, to_grid
from .rest import expression_strengths, resting_face


@dataclass(frozen=True, eq=False)
class MeasuredExpression:
    """A track on the grid, and how far its expressions rise above the person's resting face.

    Attributes
    ----------
    strengths
        Without neutral, shape (N, K - 1); rows sum to at most 1.
    """

    grid: Grid
    strengths: FloatArray


def measure_expression(track: Track) -> MeasuredExpression:
    """The expression of a track, above its neutral capture or an estimated resting face."""
    grid = to_grid(track)
    rest = track.rest
    if rest is None:
        rest = resting_face(grid.probabilities, grid.seen, track.neutral)
    return MeasuredExpression(
        grid, expression_strengths(rest, grid.probabilities, grid.seen, track.neutral)
    )


def expression_labels(track: Track) -> list[str]:
    """The labels without neutral, one for each column of the strengths."""
    return [label for label in track.labels if label != track.labels[track.neutral]]
