"""A clip's state as the studio's pages follow it."""

from django.urls import reverse

from reon.clips.states import missing_of, state_line


def state_of(clip):
    """The state of one clip for the pages' scripts."""
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
        "cut": _cut(clip.cut),
        "edit": reverse("studio:edit", args=[clip.pk]),
    }


def _cut(cut):
    """What is told of a cut; None where there is none."""
    if not cut:
        return None
    return {"start": cut["start"], "end": cut["end"], "made": bool(cut.get("made"))}
