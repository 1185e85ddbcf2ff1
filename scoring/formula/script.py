"""Subtitle file to script lines."""

from pathlib import Path

from ..types import FilePath, Json
from .lines import ScriptError

SUFFIXES = (".srt", ".vtt")


def read_script(path: FilePath) -> list[Json]:
    """Read the lines of a SubRip or WebVTT file.

    Parameters
    ----------
    path
        In UTF-8, with the suffix .srt or .vtt.

    Returns
    -------
    lines
        'start' and 'end' in seconds, 'text' without mark-up and in one row.

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
        raise ScriptError(f"{path.name} is no script: give an .srt or .vtt file")
    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = pysubs2.SSAFile.from_string(text, format_=kind[1:])
    except (ValueError, pysubs2.exceptions.Pysubs2Error) as error:
        raise ScriptError(f"{path.name} cannot be read as {kind} in UTF-8: {error}") from error
    if not lines:
        raise ScriptError(f"{path.name} holds no line with times: check that it is a {kind} file")
    return [
        {
            "start": line.start / 1000,
            "end": line.end / 1000,
            "text": " ".join(line.plaintext.split()),
        }
        for line in lines
    ]
