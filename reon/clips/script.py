"""The script of a clip: spoken lines with their seconds."""

import math

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def validate_script(script):
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


def _is_line(line):
    if not isinstance(line, dict) or not isinstance(line.get("text"), str):
        return False
    times = [line.get("start"), line.get("end")]
    return all(map(is_time, times)) and times[0] < times[1]


def is_time(value):
    """Whether a value is a moment of a film: finite seconds from 0 on."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and math.isfinite(value) and value >= 0
