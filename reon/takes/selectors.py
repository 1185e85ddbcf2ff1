"""Reads about takes: everything that pages ask the database for."""

from reon.clips.models import Clip
from reon.jobs import place
from reon.takes.models import Take


def take_state(take):
    """What a page shows while it waits; the same object over HTTP and WebSocket."""
    return {
        "state": take.state,
        "stage": take.stage,
        "progress": round(take.progress, 3),
        "place": place(take),
        "message": take.reason_text,
    }


def take_groups(*, user):
    """The user's takes by clip, the clip performed last first.

    Returns
    -------
    list of dict
        "clip" (None once it is removed), "title", "takes" newest first, "scored" those with a
        score, "best" score or None.
    """
    takes = Take.objects.filter(user=user, is_example=False).select_related("clip")
    groups = {}
    for take in takes.defer("result", "timeline"):
        name = take.clip_id or take.shown_title
        group = groups.setdefault(name, {"clip": take.clip, "title": take.shown_title, "takes": []})
        group["takes"].append(take)
    for group in groups.values():
        group["scored"] = [take for take in group["takes"] if take.score is not None]
        group["best"] = max((take.score for take in group["scored"]), default=None)
    return list(groups.values())


def takes_of_same_clip(take):
    """The scored takes of a take's owner that belong to the same clip, newest first."""
    takes = Take.objects.filter(user=take.user_id, state=Take.DONE, is_example=False)
    if take.clip_id:
        return takes.filter(clip=take.clip_id)
    return takes.filter(clip=None, clip_title=take.clip_title)


def visible_clip(*, take, user):
    """The take's clip, or None where it is removed or the user cannot see it."""
    clip = take.clip
    if clip is None or not Clip.objects.visible_to(user).filter(pk=clip.pk).exists():
        return None
    return clip
