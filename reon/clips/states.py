"""A clip's state in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reon.jobs import RUNNING, place

STAGES = {
    "reading": _("reading the video"),
    "faces": _("finding faces"),
    "expressions": _("reading expressions"),
    "aligning": _("aligning"),
    "scoring": _("scoring"),
}
STATES = {"ready": _("ready"), "refused": _("refused"), RUNNING: _("being analysed")}
REQUIRED = {"title": _("title"), "source": _("source"), "licence": _("licence")}


def missing_of(clip):
    """What a clip still needs before it can be published, in words."""
    return [str(words) for name, words in REQUIRED.items() if not getattr(clip, name).strip()]


def state_line(clip):
    """One line: the state with what belongs to it, such as the progress or the reason."""
    waiting = place(clip)
    if waiting:
        return gettext("waiting, place %(place)s") % {"place": waiting}
    if clip.state == RUNNING:
        stage = STAGES.get(clip.stage, STATES[RUNNING])
        return f"{stage}, {100 * clip.progress:.0f}%"
    return ": ".join(filter(None, [str(STATES.get(clip.state, clip.state)), clip.reason_text]))
