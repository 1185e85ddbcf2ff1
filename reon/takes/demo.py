"""Loading the demo clips and their example takes."""

from functools import partial
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models.fields.files import FieldFile

from reon.clips.models import Clip
from reon.clips.services import clip_analyse, clip_save
from reon.media.cleanup import delete_on_commit
from reon.takes.models import Take
from reon.takes.services import take_retry, take_send

TEXTS = ("title", "title_ko", "description", "description_ko", "actor", "source", "licence")


def demo_load(*, entry: dict[str, Any], folder: Path) -> int:
    """Store a clip of the manifest and its example take, unless both are there unchanged.

    Parameters
    ----------
    entry
        One of the manifest's "clips".
    folder
        Where the manifest's files lie.

    Returns
    -------
    int
        Videos stored.
    """
    video, take_video = folder / entry["file"], folder / entry["take"]["file"]
    clip = Clip.objects.filter(pk=entry["id"]).first()
    take = Take.objects.filter(pk=entry["take"]["id"]).first()
    new_clip = clip is None or not same_content(clip.video, video)
    new_take = take is None or not same_content(take.video, take_video)
    with transaction.atomic():
        if clip is None:
            clip = add_clip(entry, video)
        elif new_clip:
            replace_video(clip, video)
        elif clip.state == Clip.State.REFUSED:
            clip_analyse(clip=clip)
        if take is None or new_take or new_clip:
            Take.objects.filter(pk=entry["take"]["id"]).delete()
            add_take(clip, entry["take"], take_video)
        elif take.state == Take.State.FAILED:
            take_retry(take=take)
    return new_clip + new_take


def same_content(field_file: FieldFile, path: Path) -> bool:
    """Whether a stored file holds what the file at a path holds."""
    try:
        with field_file.open("rb") as stored:
            return bool(stored.read() == path.read_bytes())
    except FileNotFoundError:
        return not path.exists()


def replace_video(clip: Clip, video: Path) -> None:
    """Replace a demo clip's video; people's takes of it stay."""
    old = clip.video.name
    with video.open("rb") as opened:
        clip.video.save(video.name, File(opened), save=False)
    clip.save(update_fields=["video"])
    delete_on_commit(clip.video.storage, old)
    if clip.is_finished:
        clip_analyse(clip=clip)


def add_clip(entry: dict[str, Any], video: Path) -> Clip:
    """A published clip, queued for analysis: it is in the catalogue as soon as that is done."""
    texts = {name: entry.get(name, "") for name in TEXTS}
    clip = Clip(id=entry["id"], script=entry.get("script", []), published=True, **texts)
    clip.is_demo = True
    with video.open("rb") as opened:
        clip.video = File(opened, video.name)
        clip_save(clip=clip)
    return clip


def add_take(clip: Clip, entry: dict[str, Any], video: Path) -> None:
    """An example take that belongs to nobody and that everybody may see."""
    line = {"version": 1, "first_capture": float(entry.get("first_capture", 0)), "clip": []}
    take = Take(id=entry["id"], clip=clip, timeline=line, is_example=True)
    take.clip_title, take.clip_title_ko = clip.title, clip.title_ko
    with video.open("rb") as opened:
        take.video = File(opened, video.name)
        take.save()
    transaction.on_commit(partial(take_send, take.pk))
