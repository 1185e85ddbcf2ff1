"""A clip's state as the studio's pages follow it."""

from typing import Any

from django.urls import reverse

from reon.clips.cut import Cut
from reon.clips.models import Clip
from reon.clips.states import missing_of, state_line


def state_of(clip: Clip) -> dict[str, Any]:
    """The state of one clip for the pages' scripts."""
    cut = Cut.of(clip.cut)
    return {
        "id": str(clip.pk),
        "title": clip.shown_title,
        "state": clip.state,
        "text": state_line(clip),
        "progress": clip.progress,
        "finished": clip.is_finished,
        "ready": clip.can_be_performed,
        "published": clip.published,
        "missing": missing_of(clip),
        "poster": clip.poster_url,
        "video": clip.video_url,
        "duration": clip.duration,
        "model": clip.model_name,
        "wanted_model": clip.wanted_model,
        "script": clip.script,
        "strip": clip.strip,
        "face": clip.face,
        "cut": {"start": cut.start, "end": cut.end, "made": cut.made} if cut else None,
        "edit": reverse("studio:edit", args=[clip.pk]),
    }
