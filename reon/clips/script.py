"""The script of a clip: spoken lines with their seconds."""

import math
from typing import Any, NotRequired, TypedDict, TypeGuard

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class Line(TypedDict):
    """A spoken line with its seconds."""

    start: float
    end: float
    text: str
    text_ko: NotRequired[str]


def validate_script(script: Any) -> None:
    """Refuse anything but a list of {"start", "end", "text"} with ascending seconds."""
    if not isinstance(script, list):
        raise ValidationError(_("The script has to be a list of lines."))
    for number, line in enumerate(script, start=1):
        if not _is_line(line):
            raise ValidationError(
                _(
                    "Line %(number)s of the script needs “start” and “end” in seconds, start "
                    "before end, and a “text”."
                ),
                params={"number": number},
            )


def _is_line(line: Any) -> bool:
    if not isinstance(line, dict) or not isinstance(line.get("text"), str):
        return False
    start, end = line.get("start"), line.get("end")
    return is_time(start) and is_time(end) and start < end


def is_time(value: Any) -> TypeGuard[float]:
    """Whether a value is a moment of a video: finite seconds from 0 on."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and math.isfinite(value) and value >= 0
