"""The demo clips and their example takes, put into an installation."""

from functools import partial

from django.core.files import File
from django.db import transaction

from reon.clips.models import Clip
from reon.clips.services import clip_analyse, clip_save
from reon.takes.models import Take
from reon.takes.services import take_retry, take_send

TEXTS = ("title", "title_ko", "description", "description_ko", "actor", "source", "licence")


def demo_load(*, entry, folder):
    """Store a clip of the manifest and its example take, unless they are there as they are now.

    Parameters
    ----------
    entry : dict
        One of the manifest's "clips".
    folder : Path
        Where the manifest's files lie.

    Returns
    -------
    int
        Videos stored.
    """
    film, take_film = folder / entry["file"], folder / entry["take"]["file"]
    clip = Clip.objects.filter(pk=entry["id"]).first()
    take = Take.objects.filter(pk=entry["take"]["id"]).first()
    new_clip = clip is None or not same_content(clip.video, film)
    new_take = take is None or not same_content(take.video, take_film)
    with transaction.atomic():
        if clip is None:
            clip = add_clip(entry, film)
        elif new_clip:
            replace_film(clip, film)
        elif clip.state == clip.FAILED:
            clip_analyse(clip=clip)
        if new_take or new_clip:
            Take.objects.filter(pk=entry["take"]["id"]).delete()
            add_take(clip, entry["take"], take_film)
        elif take.state == take.FAILED:
            take_retry(take=take)
    return new_clip + new_take


def same_content(field_file, path):
    """Whether a stored file holds what the file at a path holds."""
    try:
        with field_file.open("rb") as stored:
            return stored.read() == path.read_bytes()
    except FileNotFoundError:
        return not path.exists()


def replace_film(clip, film):
    """Put another film in a demo clip's place; people's takes of it stay."""
    old = clip.video.name
    with film.open("rb") as opened:
        clip.video.save(film.name, File(opened), save=False)
    clip.save(update_fields=["video"])
    transaction.on_commit(partial(clip.video.storage.delete, old))
    if clip.is_finished:
        clip_analyse(clip=clip)


def add_clip(entry, film):
    """A published clip, queued for analysis: it is in the catalogue as soon as that is done."""
    texts = {name: entry.get(name, "") for name in TEXTS}
    clip = Clip(id=entry["id"], script=entry.get("script", []), published=True, **texts)
    clip.is_demo = True
    with film.open("rb") as opened:
        clip.video = File(opened, film.name)
        clip_save(clip=clip)
    return clip


def add_take(clip, entry, film):
    """An example take that belongs to nobody and that everybody may see."""
    line = {"version": 1, "first_capture": float(entry.get("first_capture", 0)), "clip": []}
    take = Take(id=entry["id"], clip=clip, timeline=line, is_example=True)
    take.clip_title, take.clip_title_ko = clip.title, clip.title_ko
    with film.open("rb") as opened:
        take.video = File(opened, film.name)
        take.save()
    transaction.on_commit(partial(take_send, take.pk))
