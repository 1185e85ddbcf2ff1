"""Scoring of a take by a worker: video → track → the clip's clock → result."""

from contextlib import suppress
from dataclasses import replace
from functools import partial

from celery import shared_task
from celery.signals import worker_ready

from reon import progress
from reon.chores import repeat
from reon.clips.services import clip_analyse
from reon.media.remux import seekable
from reon.recognition import analysis
from reon.refusals import Refused
from reon.takes.models import Take
from reon.takes.neutral import UNREADABLE, resting_face_of
from reon.takes.retention import purge
from reon.takes.scores import result_of
from reon.worker import NotYet, work_on

NEUTRAL_SHARE = 0.1  # of the whole work, where there is a neutral capture
ANALYSIS_SHARE = 0.9  # of the whole work; aligning and scoring take the rest
DAY = 24 * 3600.0


@worker_ready.connect
def purge_daily(**_):
    repeat(purge, every=DAY, name="purge of takes")


@shared_task
def score_take(pk):
    progress.queue_changed()
    return work_on(Take, pk, score, changed=partial(progress.take_changed, pk))


def score(take, report):
    """The columns of a scored take; raises the reason why it cannot be scored."""
    clip = take.clip
    if clip is None:
        raise Refused("clip_gone")
    if not clip.track:
        if clip.is_finished:
            raise Refused("reference_empty")
        raise NotYet
    if take.is_of_another_film:
        raise Refused("clip_changed")
    reference = analysis.read_track(clip.track)
    fields = {"film": clip.video.name}
    track = known_track(take, reference)
    if track is None:
        wait_for_todays_weights(clip, reference)
        rest, fields["neutral_note"] = resting_face(take, report)
        begun = NEUTRAL_SHARE if take.neutral else 0.0
        track = analysis.track_of(
            take.video,
            clip.model_name,
            lambda stage, fraction: report(stage, begun + (ANALYSIS_SHARE - begun) * fraction),
        )
        track = replace(track, rest=rest)
        fields["track"] = analysis.track_file(track)
        copy = seekable(take.video)
        if copy:
            fields["video"] = copy
    report("aligning", ANALYSIS_SHARE)
    result = result_of(take, track, reference)
    report("scoring", 0.97)
    return {**fields, "result": result, "score": result["score"]}


def wait_for_todays_weights(clip, reference):
    """Have a clip analysed anew whose model got other weights since: a take has to be read by
    the same ones. Where that was refused, the old track is used and the result tells of it."""
    if clip.state != clip.FAILED and not analysis.is_of_installed(reference):
        with suppress(Refused):  # it is waiting or being analysed already
            clip_analyse(clip=clip)
        raise NotYet


def resting_face(take, report):
    """The performer's resting face and what is noted about it; None and "" without a capture."""
    from scoring.video.container import VideoError

    if not take.neutral:
        return None, ""
    try:
        track = analysis.track_of(
            take.neutral,
            take.clip.model_name,
            lambda stage, fraction: report("reading", NEUTRAL_SHARE * fraction),
        )
    except VideoError:
        return None, UNREADABLE
    return resting_face_of(track)


def known_track(take, reference):
    """The take's stored track, if the reference's model made it: scoring needs no video then."""
    track = analysis.read_track(take.track) if take.track else None
    return track if track is not None and track.model_hash == reference.model_hash else None
