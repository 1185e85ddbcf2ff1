"""Subtitle file to script lines."""

from pathlib import Path
from typing import TypedDict

from ..types import FilePath
from .lines import ScriptError

SUFFIXES = (".srt", ".vtt")


class ScriptLine(TypedDict):
    """One line of a script: seconds on the clip's clock, and its text."""

    start: float
    end: float
    text: str


def read_script(path: FilePath) -> list[ScriptLine]:
    """Read the lines of a SubRip or WebVTT file.

    Parameters
    ----------
    path
        In UTF-8, with the suffix .srt or .vtt.

    Returns
    -------
    lines
        Texts without mark-up, each in one row.

    Raises
    ------
    ScriptError
        If the file is of another kind or holds no line.
    OSError
        If it cannot be opened.
    """
    import pysubs2

    path = Path(path)
    kind = path.suffix.lower()
    if kind not in SUFFIXES:
        raise ScriptError(f"{path.name} is not a script: give an .srt or .vtt file")
    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = pysubs2.SSAFile.from_string(text, format_=kind[1:])
    except (ValueError, pysubs2.exceptions.Pysubs2Error) as error:
        raise ScriptError(f"{path.name} cannot be read as {kind} in UTF-8: {error}") from error
    if not lines:
        raise ScriptError(f"{path.name} has no line with times: check that it is a {kind} file")
    return [
        ScriptLine(
            start=line.start / 1000,
            end=line.end / 1000,
            text=" ".join(line.plaintext.split()),
        )
        for line in lines
    ]
