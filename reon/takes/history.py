"""A person's takes over time: by clip, as a line of scores, as days in a row."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta

from reon.clips.models import Clip
from reon.takes.models import Take

SHOWN = 5  # takes of a clip before "earlier ones"
WIDTH, HEIGHT = 100.0, 100.0  # of the drawing of a progress line


@dataclass
class TakeGroup:
    """A user's takes of one clip.

    Attributes
    ----------
    clip
        None once it is removed.
    title
        The clip's, which outlives it.
    takes
        The newest first.
    """

    clip: Clip | None
    title: str
    takes: list[Take] = field(default_factory=list)

    @property
    def shown(self) -> list[Take]:
        return self.takes[:SHOWN]

    @property
    def earlier(self) -> list[Take]:
        return self.takes[SHOWN:]

    @property
    def scored(self) -> list[Take]:
        return [take for take in self.takes if take.score is not None]

    @property
    def best(self) -> float | None:
        """The highest score."""
        return max((take.score for take in self.takes if take.score is not None), default=None)

    @property
    def line(self) -> list[tuple[float, float]]:
        """Points of a line over the scores, the oldest first."""
        scores = [take.score for take in self.takes if take.score is not None]
        return progress_line(scores[::-1])

    @property
    def pair(self) -> tuple[Take, Take] | None:
        """Two takes to compare: the best one, and the newest of the others."""
        best = next((take for take in self.scored if take.score == self.best), None)
        others = [take for take in self.scored if take != best]
        return (best, others[0]) if best and others else None


def progress_line(scores: Sequence[float]) -> list[tuple[float, float]]:
    """Points of a line over scores, the oldest first: pairs in a box of `WIDTH` x `HEIGHT`."""
    last = max(len(scores) - 1, 1)
    return [
        (round(WIDTH * index / last, 1), round(HEIGHT - HEIGHT * score / 100, 1))
        for index, score in enumerate(scores)
    ]


def day_streak(days: AbstractSet[date], today: date) -> int:
    """How many days in a row end today or yesterday."""
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count += 1
        day -= timedelta(days=1)
    return count
