"""Writes about takes: one function per action."""

import uuid
from functools import partial

from django.contrib.auth.models import User
from django.core.files import File
from django.db import IntegrityError, transaction

from reon import jobs, progress
from reon.accounts.consent import current_consent
from reon.clips.models import Clip
from reon.media.checks import Kind, check_video
from reon.refusals import Refused
from reon.takes.models import Take
from reon.takes.timeline import TimelineError, parse_timeline


def take_create(
    *,
    user: User,
    clip: Clip | None,
    video: File | None,
    key: str | uuid.UUID,
    timeline: str,
    neutral: File | None = None,
) -> tuple[Take, bool]:
    """Store a sent take and queue it for scoring; sending the same key again changes nothing.

    Parameters
    ----------
    user
    clip
        None where the clip is gone or hidden.
    video
    key
        The UUID that the browser chose for this take.
    timeline
        JSON, see `reon.takes.timeline`.
    neutral
        A video of the performer's resting face.

    Returns
    -------
    take
    created
        False where this key was sent before.

    Raises
    ------
    Refused
    """
    try:
        key = uuid.UUID(str(key))
    except ValueError:
        raise Refused("bad_key") from None
    known = Take.objects.filter(user=user, key=key).first()
    if known:
        return known, False
    if not current_consent(user):
        raise Refused("consent_needed")
    if clip is None or not clip.can_be_performed:
        raise Refused("clip_gone")
    try:
        lines = parse_timeline(timeline)
    except TimelineError:
        raise Refused("bad_timeline") from None
    check_video(video, Kind.TAKE)
    if neutral is not None:
        check_neutral(neutral)
    take = Take(
        user=user,
        clip=clip,
        clip_file=clip.video.name or "",
        clip_title=clip.title,
        clip_title_ko=clip.title_ko,
        key=key,
        video=video,
        neutral=neutral,
        timeline=lines,
    )
    take.full_clean(exclude=["clip", "user"], validate_constraints=False)
    try:
        with transaction.atomic():
            take.save()
            transaction.on_commit(partial(take_send, take.pk))
    except IntegrityError:
        for file in (take.video, take.neutral):
            if file.name:
                file.storage.delete(file.name)
        known = Take.objects.filter(user=user, key=key).first()
        if known:
            return known, False
        raise Refused("clip_gone") from None
    return take, True


def check_neutral(neutral: File) -> None:
    """Refuse a video of the resting face with a code of its own: the take can go without it."""
    try:
        check_video(neutral, Kind.NEUTRAL)
    except Refused as refused:
        raise Refused("bad_neutral", actual=refused.text) from None


def take_retry(*, take: Take) -> None:
    """Queue a failed take again."""
    if take.state != Take.State.FAILED or not jobs.enqueue(take):
        raise Refused("not_failed")
    transaction.on_commit(partial(take_send, take.pk))


def take_delete(*, take: Take) -> None:
    """Delete a take and its files permanently, even while it is being scored."""
    with transaction.atomic():
        Take.objects.select_for_update().get(pk=take.pk).delete()
        transaction.on_commit(partial(progress.take_changed, take.pk))


def take_send(pk: uuid.UUID) -> None:
    """Put a stored take into the queue."""
    progress.queue_changed()
    jobs.send(Take.TASK, pk)
