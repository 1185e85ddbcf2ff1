"""Writes of the clip studio: one function per action."""

import math
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import transaction

from reon import jobs
from reon.clips.cut import Cut
from reon.clips.face import FacePoint
from reon.clips.models import Clip
from reon.clips.services import clip_analyse
from reon.media.checks import SHORTEST
from reon.media.cleanup import delete_on_commit
from reon.refusals import Refused
from reon.studio.selectors import clips_of_other_models
from scoring.models.registry import installed

POSTER_TASK = "reon.clips.tasks.make_poster"


def poster_choose(*, clip: Clip, at: Any) -> None:
    """Make the frame at a second the clip's poster."""
    at = _number(at)
    if not clip.is_finished:
        raise Refused("not_finished")
    Clip.objects.filter(pk=clip.pk).update(poster_at=min(max(at, 0.0), clip.duration))
    transaction.on_commit(partial(jobs.send, POSTER_TASK, clip.pk))


def cut_ask(*, clip: Clip, start: Any, end: Any) -> None:
    """Have the video cut, and analysed; the uncut one is kept until `cut_keep`.

    Raises
    ------
    Refused
        With bad_cut for times outside the video, cut_open if an earlier cut is still open.
    """
    start, end = _number(start), _number(end)
    if clip.cut:
        raise Refused("cut_open")
    end = min(end, clip.duration)
    if start < 0 or end - start < SHORTEST:
        raise Refused("bad_cut", allowed=SHORTEST)
    cut = Cut(round(start, 3), round(end, 3))
    clip_analyse(clip=clip, cut=cut.stored(), original=clip.video.name)


def cut_keep(*, clip: Clip) -> None:
    """Confirm a cut: the uncut video is deleted."""
    cut = Cut.of(clip.cut)
    if cut is None or not cut.made or not clip.is_finished:
        raise Refused("not_finished")
    Clip.objects.filter(pk=clip.pk).update(cut={}, original="")
    delete_on_commit(clip.original.storage, clip.original.name)


def cut_undo(*, clip: Clip) -> None:
    """Go back to the uncut video, which is then analysed again."""
    cut = Cut.of(clip.cut)
    if cut is None:
        return
    if cut.made:
        clip_analyse(clip=clip, cut=replace(cut, undo=True).stored())
    else:
        clip_analyse(clip=clip, cut={}, original="")


def face_choose(*, clip: Clip, point: dict[str, Any]) -> None:
    """Follow the face at a point of a frame from now on, or, without a point, the largest one.

    Parameters
    ----------
    clip
    point
        "time" in seconds, "x" and "y" from 0 to 1; empty for the largest face.
    """
    if not point:
        clip_analyse(clip=clip, face={})
        return
    face = FacePoint(*(_number(point.get(name)) for name in ("time", "x", "y")))
    if not (0 <= face.time <= clip.duration and 0 <= face.x <= 1 and 0 <= face.y <= 1):
        raise Refused("bad_request")
    clip_analyse(clip=clip, face=face.stored())


def model_choose(*, clip: Clip, name: str) -> None:
    """Analyse again with an installed model; an empty name is the default one."""
    if name and name not in installed():
        raise Refused("bad_model")
    clip_analyse(clip=clip, wanted_model=name)


def clips_reanalyse() -> int:
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


def _number(value: Any) -> float:
    """A finite number that a call carried."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise Refused("bad_request")
    return float(value)
