"""A clip's cut, and its script, poster and followed face on the cut's clock and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from reon.clips.face import FacePoint
from reon.clips.models import Clip
from reon.clips.script import Line


@dataclass(frozen=True)
class Cut:
    """A part of a clip's original video, as `Clip.cut` stores it.

    Attributes
    ----------
    start, end
        Seconds on the original's clock.
    made
        Whether the clip's video is this part already; if not, a worker still has to cut it.
    undo
        Whether a worker has to go back to the original.
    dropped
        The script lines outside, on the original's clock.
    """

    start: float
    end: float
    made: bool = False
    undo: bool = False
    dropped: list[Line] = field(default_factory=list)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Cut | None":
        """The cut of a clip that is cut, or about to be; None where nothing is stored."""
        return cls(**stored) if stored else None

    @property
    def is_pending(self) -> bool:
        """Whether the next analysis makes or undoes the cut."""
        return self.undo or not self.made

    def stored(self) -> dict[str, Any]:
        """What `Clip.cut` holds."""
        values = asdict(self)
        return {name: value for name, value in values.items() if value or name in ("start", "end")}


def cut_columns(clip: Clip, start: float, end: float) -> dict[str, Any]:
    """The columns, other than the video, that a cut from `start` to `end` changes."""
    script = current_script(clip)
    inside = [line for line in script if line["end"] > start and line["start"] < end]
    dropped = [line for line in script if line not in inside]
    face = FacePoint.of(clip.face)
    return {
        "original": clip.original.name,
        "script": [moved(line, -start, end - start) for line in inside],
        "poster_at": within(clip.poster_at, start, end),
        "face": face.moved(-start).stored() if face and start <= face.time < end else {},
        "cut": Cut(start, end, made=True, dropped=dropped).stored(),
    }


def uncut_columns(clip: Clip, cut: Cut) -> dict[str, Any]:
    """The columns that going back to the original video changes."""
    script = [moved(line, cut.start) for line in current_script(clip)] + cut.dropped
    face = FacePoint.of(clip.face)
    return {
        "video": clip.original.name,
        "original": "",
        "script": sorted(script, key=lambda line: line["start"]),
        "poster_at": None if clip.poster_at is None else clip.poster_at + cut.start,
        "face": face.moved(cut.start).stored() if face else {},
        "cut": {},
    }


def current_script(clip: Clip) -> list[Line]:
    """The script as it is now; it may be edited while a worker has the clip."""
    script: list[Line] = Clip.objects.values_list("script", flat=True).get(pk=clip.pk)
    return script


def moved(line: Line, seconds: float, length: float = float("inf")) -> Line:
    """A script line moved in time, kept between 0 and `length`."""
    start, end = round(line["start"] + seconds, 3), round(line["end"] + seconds, 3)
    return {**line, "start": max(0.0, start), "end": min(end, length)}


def within(second: float | None, start: float, end: float) -> float | None:
    """A second on the cut's clock, or None."""
    return None if second is None or not start <= second < end else second - start
