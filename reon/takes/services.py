"""Writes about takes: one function per action."""

import uuid
from functools import partial

from django.db import IntegrityError, transaction

from reon import jobs, progress
from reon.accounts.consent import current_consent
from reon.media.checks import NEUTRAL, TAKE, check_video
from reon.refusals import Refused
from reon.takes.models import Take
from reon.takes.timeline import TimelineError, parse_timeline


def take_create(*, user, clip, video, key, timeline, neutral=None):
    """Store a sent take and queue it for scoring; sending the same key again changes nothing.

    Parameters
    ----------
    user : User
    clip : Clip or None
        None where the clip is gone or hidden.
    video : UploadedFile or None
    key : str
        The UUID that the browser chose for this take.
    timeline : str
        JSON, see `reon.takes.timeline`.
    neutral : UploadedFile, optional
        A video of the performer's resting face.

    Returns
    -------
    take : Take
    created : bool
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
    check_video(video, TAKE)
    if neutral is not None:
        check_neutral(neutral)
    take = Take(
        user=user,
        clip=clip,
        film=clip.video.name,
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
        for file in filter(None, (take.video, take.neutral)):
            file.storage.delete(file.name)
        known = Take.objects.filter(user=user, key=key).first()
        if known:
            return known, False
        raise Refused("clip_gone") from None
    return take, True


def check_neutral(neutral):
    """Refuse a video of the resting face under a code of its own: the take is good without it."""
    try:
        check_video(neutral, NEUTRAL)
    except Refused as refused:
        raise Refused("bad_neutral", actual=refused.text) from None


def take_retry(*, take):
    """Queue a failed take again."""
    if take.state != take.FAILED or not jobs.enqueue(take):
        raise Refused("not_failed")
    transaction.on_commit(partial(take_send, take.pk))


def take_delete(*, take):
    """Delete a take and its files for good, also while it is being scored."""
    with transaction.atomic():
        Take.objects.select_for_update().get(pk=take.pk).delete()
        transaction.on_commit(partial(progress.take_changed, take.pk))


def take_send(pk):
    """Put a stored take into the queue."""
    progress.queue_changed()
    jobs.send(Take.TASK, pk)
