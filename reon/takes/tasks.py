"""Scoring of a take by a worker: video → track → the clip's clock → result."""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from celery import shared_task
from celery.signals import worker_ready
from numpy.typing import NDArray

from reon import progress
from reon.chores import repeat
from reon.clips.models import Clip
from reon.clips.services import clip_analyse
from reon.media.remux import seekable
from reon.recognition import analysis
from reon.recognition.tracks import read_track, track_file
from reon.refusals import Refused
from reon.takes.models import Take
from reon.takes.neutral import Note, resting_face_of
from reon.takes.retention import purge
from reon.takes.scores import result_of
from reon.worker import Deferred, Report, work_on
from scoring.track import Track
from scoring.video.container import VideoError

NEUTRAL_SHARE = 0.1  # of all the work, where there is a neutral capture
ANALYSIS_SHARE = 0.9  # of all the work; aligning and scoring take the rest
DAY = 24 * 3600.0


@worker_ready.connect
def purge_daily(**_: Any) -> None:
    repeat(purge, every=DAY, name="purge of takes")


@shared_task
def score_take(pk: str) -> bool:
    progress.queue_changed()
    return work_on(Take, pk, score, changed=partial(progress.take_changed, pk))


def score(take: Take, report: Report) -> dict[str, Any]:
    """The columns of a scored take; raises the reason why it cannot be scored."""
    clip = take.clip
    if clip is None:
        raise Refused("clip_gone")
    if not clip.track:
        if clip.is_finished:
            raise Refused("reference_empty")
        raise Deferred
    if take.clip_has_changed:
        raise Refused("clip_changed")
    reference = read_track(clip.track)
    columns: dict[str, Any] = {"clip_file": clip.video.name or ""}
    track = known_track(take, reference)
    if track is None:
        require_installed_weights(clip, reference)
        rest, columns["neutral_note"] = resting_face(take, clip.model_name, report)
        begun = NEUTRAL_SHARE if take.neutral else 0.0
        track = analysis.track_of(
            take.video,
            clip.model_name,
            lambda stage, fraction: report(stage, begun + (ANALYSIS_SHARE - begun) * fraction),
        )
        track = replace(track, rest=rest)
        columns["track"] = track_file(track)
        copy = seekable(take.video)
        if copy:
            columns["video"] = copy
    report("aligning", ANALYSIS_SHARE)
    result = result_of(take, track, reference)
    report("scoring", 0.97)
    return {**columns, "result": result, "score": result["score"]}


def require_installed_weights(clip: Clip, reference: Track) -> None:
    """Have a clip analysed again whose model's weights were replaced since.

    A take has to be read by the same weights as its clip. Where that analysis was refused, the
    old track is used, and the result carries a warning.

    Raises
    ------
    Deferred
        Until the clip is analysed.
    """
    if clip.state != Clip.State.REFUSED and not analysis.has_installed_weights(reference):
        with suppress(Refused):  # it is waiting or being analysed already
            clip_analyse(clip=clip)
        raise Deferred


def resting_face(
    take: Take, model_name: str, report: Report
) -> tuple[NDArray[np.floating] | None, str]:
    """The performer's resting face and a `Note` about it; None and "" without a capture."""
    if not take.neutral:
        return None, ""
    try:
        track = analysis.track_of(
            take.neutral,
            model_name,
            lambda stage, fraction: report("reading", NEUTRAL_SHARE * fraction),
        )
    except VideoError:
        return None, Note.UNREADABLE
    return resting_face_of(track)


def known_track(take: Take, reference: Track) -> Track | None:
    """The take's stored track, if the reference's model made it: scoring needs no video then."""
    track = read_track(take.track) if take.track else None
    return track if track is not None and track.model_hash == reference.model_hash else None
