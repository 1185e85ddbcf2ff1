"""A clip's state in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reon.clips.models import Clip
from reon.jobs import RUNNING, queue_position

STAGES = {
    "reading": _("reading the video"),
    "faces": _("finding faces"),
    "expressions": _("reading expressions"),
    "aligning": _("aligning"),
    "scoring": _("scoring"),
}
REQUIRED = {"title": _("title"), "source": _("source"), "licence": _("licence")}


def missing_of(clip: Clip) -> list[str]:
    """What a clip still needs before it can be published, in words."""
    return [str(words) for name, words in REQUIRED.items() if not getattr(clip, name).strip()]


def state_line(clip: Clip) -> str:
    """One line: the state with what belongs to it, such as the progress or the reason."""
    position = queue_position(clip)
    if position:
        return gettext("waiting, place %(place)s") % {"place": position}
    if clip.state == RUNNING:
        stage = STAGES.get(clip.stage, clip.get_state_display())
        return f"{stage}, {100 * clip.progress:.0f}%"
    return ": ".join(filter(None, [clip.get_state_display(), clip.reason_text]))
