"""Lines of a subtitle file."""

import tempfile
from pathlib import Path, PurePath
from typing import Any

from reon.clips.script import Line
from reon.refusals import Refused
from scoring.formula.lines import ScriptError
from scoring.formula.script import SUFFIXES, read_script


def lines_of(name: Any, text: Any) -> list[Line]:
    """Read the text of a subtitle file.

    Parameters
    ----------
    name
        The file's name; its suffix gives the format.
    text

    Raises
    ------
    Refused
        If there are no lines in it.
    """
    if not isinstance(name, str) or not isinstance(text, str):
        raise Refused("bad_request")
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise Refused("bad_script")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"script{suffix}"
        path.write_text(text, encoding="utf-8")
        try:
            lines = read_script(path)
        except ScriptError:
            raise Refused("bad_script") from None
    return [
        Line(start=line["start"], end=line["end"], text=line["text"])
        for line in lines
        if line["text"]
    ]
