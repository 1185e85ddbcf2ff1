"""Writes about clips: one function per action."""

from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.db import transaction

from reon import jobs
from reon.clips.models import Clip
from reon.clips.states import missing_of
from reon.media.checks import Kind, check_video
from reon.refusals import Refused


def clip_upload(*, video: File, title: str = "", **fields: Any) -> Clip:
    """Store a reference clip and queue it for analysis; the title defaults to the file's name.

    Raises
    ------
    Refused
        If the file is not a video that can be analysed and played.
    """
    name = getattr(video, "name", "")
    info = check_video(video, Kind.CLIP)
    clip = Clip(
        video=video,
        title=title or title_from(name),
        duration=info.duration,
        width=info.width,
        height=info.height,
        **fields,
    )
    clip_save(clip=clip)
    return clip


def clip_save(*, clip: Clip) -> None:
    """Store a new clip whose video was checked, and queue it for analysis."""
    clip.full_clean()
    with transaction.atomic():
        clip.save()
        transaction.on_commit(partial(jobs.send, Clip.TASK, clip.pk))


def clip_analyse(*, clip: Clip, **changes: Any) -> None:
    """Queue a clip for analysis again; while it runs, the clip can still be performed.

    Raises
    ------
    Refused
        If it is waiting or being analysed; then the changes are not stored either.
    """
    with transaction.atomic():
        if not jobs.enqueue(clip):
            raise Refused("not_finished")
        if changes:
            Clip.objects.filter(pk=clip.pk).update(**changes)
        transaction.on_commit(partial(jobs.send, Clip.TASK, clip.pk))


def clip_publish(*, clip: Clip) -> None:
    """Show a clip in the catalogue; its source and licence have to be known."""
    if not clip.can_be_performed:
        raise Refused("not_ready")
    missing = missing_of(clip)
    if missing:
        raise Refused("incomplete", actual=missing)
    Clip.objects.filter(pk=clip.pk).update(published=True)


def clip_hide(*, clip: Clip) -> None:
    """Take a clip out of the catalogue; its takes stay."""
    Clip.objects.filter(pk=clip.pk).update(published=False)


def clip_delete(*, clip: Clip) -> None:
    """Delete a clip, its example take and their files; people's takes of it stay theirs."""
    with transaction.atomic():
        clip = Clip.objects.select_for_update().get(pk=clip.pk)
        clip.takes.filter(user=None).delete()
        clip.delete()


def title_from(filename: str) -> str:
    """A title from a file's name."""
    words = PurePath(filename).stem.replace("_", " ").replace("-", " ").split()
    return " ".join(words)[:120] or "Clip"
