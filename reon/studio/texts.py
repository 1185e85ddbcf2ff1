"""Texts and script of a clip, as the editor sends them; nothing is stored while one is wrong."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from reon.clips.models import Clip
from reon.clips.script import is_time
from reon.refusals import Refused

TEXTS = ("title", "title_ko", "description", "description_ko", "actor", "source", "licence")
LONGEST_LINE = 500
MOST_LINES = 1000


class TextsForm(forms.ModelForm):
    """Everything that is told about a clip."""

    class Meta:
        model = Clip
        fields = TEXTS
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("description", "description_ko")
        }


def texts_save(*, clip, texts, script):
    """Store texts and script together.

    Parameters
    ----------
    clip : Clip
    texts : dict
        By the names of `TEXTS`.
    script : list of dict
        "start", "end", "text", and "text_ko" if there is one; in any order.

    Returns
    -------
    dict
        "fields": what is wrong, by field; "lines": what is wrong, by the line's index. Both
        empty: stored.

    Raises
    ------
    Refused
        With cut_running while a worker moves the lines to a cut's clock.
    """
    if not isinstance(texts, dict) or not isinstance(script, list) or len(script) > MOST_LINES:
        raise Refused("bad_request")
    form = TextsForm(texts, instance=clip)
    fields = {name: " ".join(words) for name, words in form.errors.items()}
    lines = {n: words for n, line in enumerate(script) if (words := line_problem(line))}
    if not fields and not lines:
        with transaction.atomic():
            now = Clip.objects.select_for_update().get(pk=clip.pk)
            if not now.is_finished and now.cut and (not now.cut.get("made") or "undo" in now.cut):
                raise Refused("cut_running")
            clip.script = sorted(map(plain_line, script), key=lambda line: line["start"])
            clip.save(update_fields=[*TEXTS, "script"])
    return {"fields": fields, "lines": lines}


def line_problem(line):
    """What is wrong with a line of the script, in words; empty if nothing is."""
    if not isinstance(line, dict):
        return _("This is not a line.")
    start, end = line.get("start"), line.get("end")
    if not is_time(start) or not is_time(end):
        return _("Start and end have to be seconds, such as 2.5.")
    if not start < end:
        return _("The line has to end after its start.")
    texts = [line.get("text"), line.get("text_ko") or ""]
    if not all(isinstance(text, str) for text in texts) or not texts[0].strip():
        return _("The line has no text.")
    if max(map(len, texts)) > LONGEST_LINE:
        return _("The line has more than %(most)s characters.") % {"most": LONGEST_LINE}
    return ""


def plain_line(line):
    """A line with its own keys only."""
    kept = {name: round(float(line[name]), 3) for name in ("start", "end")}
    kept["text"] = line["text"].strip()
    korean = (line.get("text_ko") or "").strip()
    return {**kept, "text_ko": korean} if korean else kept
