"""Reads about takes: everything that pages ask the database for."""

from typing import TypedDict

from django.contrib.auth.models import User
from django.db.models import QuerySet

from reon.clips.models import Clip
from reon.jobs import queue_position
from reon.takes.history import TakeGroup
from reon.takes.models import Take
from reon.types import Visitor


class TakeState(TypedDict):
    """What a page shows while it waits; the same object over HTTP and WebSocket."""

    state: str
    stage: str
    progress: float
    place: int | None
    message: str


def take_state(take: Take) -> TakeState:
    return {
        "state": take.state,
        "stage": take.stage,
        "progress": round(take.progress, 3),
        "place": queue_position(take),
        "message": take.reason_text,
    }


def take_groups(*, user: User) -> list[TakeGroup]:
    """The user's takes by clip, the clip performed last first."""
    takes = Take.objects.filter(user=user, is_example=False).select_related("clip")
    groups: dict[object, TakeGroup] = {}
    for take in takes.defer("result", "timeline"):
        key = take.clip_id or take.shown_title
        group = groups.setdefault(key, TakeGroup(take.clip, take.shown_title))
        group.takes.append(take)
    return list(groups.values())


def takes_of_same_clip(take: Take) -> QuerySet[Take]:
    """The scored takes of a take's owner that belong to the same clip, newest first."""
    takes = Take.objects.filter(user=take.user_id, state=Take.State.SCORED, is_example=False)
    if take.clip_id:
        return takes.filter(clip=take.clip_id)
    return takes.filter(clip=None, clip_title=take.clip_title)


def visible_clip(*, take: Take, user: Visitor) -> Clip | None:
    """The take's clip, or None where it is removed or the user cannot see it."""
    clip = take.clip
    if clip is None or not Clip.objects.visible_to(user).filter(pk=clip.pk).exists():
        return None
    return clip
