"""Texts and script of a clip, as the editor sends them; nothing is stored while one is wrong."""

from typing import Any, TypedDict

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from reon.clips.cut import Cut
from reon.clips.models import Clip
from reon.clips.script import is_time
from reon.refusals import Refused

TEXTS = ("title", "title_ko", "description", "description_ko", "actor", "source", "licence")
LONGEST_LINE = 500
MOST_LINES = 1000


class Problems(TypedDict):
    """What is wrong with texts and script, in words: by field, and by a line's index."""

    fields: dict[str, str]
    lines: dict[int, str]


class TextsForm(forms.ModelForm):
    """The texts about a clip."""

    class Meta:
        model = Clip
        fields = TEXTS
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("description", "description_ko")
        }


def texts_save(*, clip: Clip, texts: Any, script: Any) -> Problems:
    """Store texts and script together.

    Parameters
    ----------
    clip
    texts
        A dict by the names of `TEXTS`.
    script
        A list of `reon.clips.script.Line`, in any order.

    Returns
    -------
    Problems
        Both empty: stored.

    Raises
    ------
    Refused
        With cut_running while a worker moves the lines to a cut's clock.
    """
    if not isinstance(texts, dict) or not isinstance(script, list) or len(script) > MOST_LINES:
        raise Refused("bad_request")
    form = TextsForm(texts, instance=clip)
    fields = {name: " ".join(map(str, words)) for name, words in form.errors.items()}
    lines = {n: words for n, line in enumerate(script) if (words := line_problem(line))}
    if not fields and not lines:
        with transaction.atomic():
            now = Clip.objects.select_for_update().get(pk=clip.pk)
            cut = Cut.of(now.cut)
            if cut and cut.is_pending and not now.is_finished:
                raise Refused("cut_running")
            clip.script = sorted(map(plain_line, script), key=lambda line: line["start"])
            clip.save(update_fields=[*TEXTS, "script"])
    return {"fields": fields, "lines": lines}


def line_problem(line: Any) -> str:
    """What is wrong with a line of the script, in words; empty if nothing is."""
    if not isinstance(line, dict):
        return _("This is not a line.")
    start, end = line.get("start"), line.get("end")
    if not is_time(start) or not is_time(end):
        return _("Start and end have to be seconds, such as 2.5.")
    if not start < end:
        return _("The line has to end after its start.")
    text, korean = line.get("text"), line.get("text_ko") or ""
    if not isinstance(text, str) or not isinstance(korean, str) or not text.strip():
        return _("The line has no text.")
    if max(len(text), len(korean)) > LONGEST_LINE:
        return _("The line has more than %(most)s characters.") % {"most": LONGEST_LINE}
    return ""


def plain_line(line: dict[str, Any]) -> dict[str, Any]:
    """A line with its own keys only."""
    kept: dict[str, Any] = {name: round(float(line[name]), 3) for name in ("start", "end")}
    kept["text"] = line["text"].strip()
    korean = (line.get("text_ko") or "").strip()
    return {**kept, "text_ko": korean} if korean else kept
