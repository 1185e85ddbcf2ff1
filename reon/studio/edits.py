"""Writes of the clip studio: one function per action."""

import math
from functools import partial

from django.db import transaction

from reon import jobs
from reon.clips.models import Clip
from reon.clips.services import clip_analyse
from reon.media.checks import SHORTEST
from reon.refusals import Refused
from reon.studio.selectors import clips_of_other_models
from scoring.models.registry import installed

POSTER_TASK = "reon.clips.tasks.make_poster"


def poster_choose(*, clip, at):
    """Make the frame at a second the clip's picture."""
    at = _number(at)
    if not clip.is_finished:
        raise Refused("not_finished")
    Clip.objects.filter(pk=clip.pk).update(poster_at=min(max(at, 0.0), clip.duration))
    transaction.on_commit(partial(jobs.send, POSTER_TASK, clip.pk))


def cut_ask(*, clip, start, end):
    """Have a cut made of the film, and analysed; the whole film is kept until `cut_keep`.

    Raises
    ------
    Refused
        With bad_cut for times that are no part of the film, cut_open if an earlier cut waits.
    """
    start, end = _number(start), _number(end)
    if clip.cut:
        raise Refused("cut_open")
    end = min(end, clip.duration)
    if start < 0 or end - start < SHORTEST:
        raise Refused("bad_cut", allowed=SHORTEST)
    cut = {"start": round(start, 3), "end": round(end, 3)}
    clip_analyse(clip=clip, cut=cut, original=clip.video.name)


def cut_keep(*, clip):
    """Confirm a cut: the whole film is deleted."""
    if not clip.cut.get("made") or not clip.is_finished:
        raise Refused("not_finished")
    whole = clip.original
    Clip.objects.filter(pk=clip.pk).update(cut={}, original="")
    transaction.on_commit(partial(whole.storage.delete, whole.name))


def cut_undo(*, clip):
    """Go back to the whole film, which is then analysed again."""
    if not clip.cut:
        return
    if clip.cut.get("made"):
        clip_analyse(clip=clip, cut={**clip.cut, "undo": True})
    else:
        clip_analyse(clip=clip, cut={}, original="")


def face_choose(*, clip, point):
    """Follow the face at a point of a frame from now on, or, without a point, the largest one.

    Parameters
    ----------
    clip : Clip
    point : dict
        "time" in seconds, "x" and "y" from 0 to 1; empty for the largest face.
    """
    face = {name: _number(point.get(name)) for name in ("time", "x", "y")} if point else {}
    if face and not (0 <= face["time"] <= clip.duration and _part(face["x"]) and _part(face["y"])):
        raise Refused("bad_request")
    clip_analyse(clip=clip, face=face)


def model_choose(*, clip, name):
    """Analyse again with an installed model; an empty name is the default one."""
    if name and name not in installed():
        raise Refused("bad_model")
    clip_analyse(clip=clip, wanted_model=name)


def clips_reanalyse():
    """Queue the clips of other models for analysis by the active one.

    Returns
    -------
    int
        How many were queued; one that is waiting or running already is left alone.
    """
    queued = 0
    for clip in clips_of_other_models():
        try:
            clip_analyse(clip=clip, wanted_model="")
        except Refused:
            continue
        queued += 1
    return queued


def _number(value):
    """A finite number that a call carried."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise Refused("bad_request")
    return float(value)


def _part(value):
    return 0 <= value <= 1
