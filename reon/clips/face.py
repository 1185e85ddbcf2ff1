"""The face that an editor has pointed at."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True)
class FacePoint:
    """A point of the face to follow, as `Clip.face` stores it.

    Attributes
    ----------
    time
        Seconds on the clock of the clip's video.
    x, y
        Shares of the picture's width and height.
    """

    time: float
    x: float
    y: float

    @classmethod
    def of(cls, stored: Mapping[str, float]) -> "FacePoint | None":
        """The chosen face; None where nothing is stored, and the largest one is followed."""
        return cls(**stored) if stored else None

    @property
    def target(self) -> tuple[float, float, float]:
        """As `scoring` takes it."""
        return self.time, self.x, self.y

    def moved(self, seconds: float) -> "FacePoint":
        """The same point on another clock."""
        return replace(self, time=self.time + seconds)

    def stored(self) -> dict[str, float]:
        """What `Clip.face` holds."""
        return asdict(self)
