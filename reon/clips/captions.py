"""A clip's script as captions in WebVTT (https://www.w3.org/TR/webvtt1/)."""


def webvtt(lines):
    """Script lines as a WebVTT file.

    Parameters
    ----------
    lines : list of dict
        "start" and "end" in seconds, and "text".

    Returns
    -------
    str
    """
    cues = [
        f"{clock(line['start'])} --> {clock(line['end'])}\n{cue(line['text'])}" for line in lines
    ]
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def clock(seconds):
    """Seconds as hh:mm:ss.ttt.

    Examples
    --------
    >>> clock(3661.5)
    '01:01:01.500'
    """
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{thousandths:03d}"


def cue(text):
    """A line's text without what WebVTT reads as markup or as the end of a cue."""
    text = " ".join(text.split())
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
