"""A clip's script as captions in WebVTT (https://www.w3.org/TR/webvtt1/)."""

from collections.abc import Iterable

from reon.clips.script import Line


def webvtt(lines: Iterable[Line]) -> str:
    """Script lines as a WebVTT file."""
    cues = [
        f"{clock(line['start'])} --> {clock(line['end'])}\n{cue(line['text'])}" for line in lines
    ]
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def clock(seconds: float) -> str:
    """Seconds as hh:mm:ss.ttt.

    Examples
    --------
    >>> clock(3661.5)
    '01:01:01.500'
    """
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{thousandths:03d}"


def cue(text: str) -> str:
    """A line's text without what WebVTT reads as markup or as the end of a cue."""
    text = " ".join(text.split())
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
