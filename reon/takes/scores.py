"""Stored tracks to a result, for the first scoring and for every later one; needs no video."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from reon.recognition import analysis
from reon.takes.models import Take
from reon.takes.timeline import clip_times

NO_CLIP, NO_TRACK, OTHER_MODEL, REFUSED = "no_clip", "no_track", "other_model", "refused"
OTHER_FILM = "other_film"
CURRENT, CHANGED, SAME = "current", "changed", "same"


def result_of(take, track, reference):
    """Score a take's track against its clip's.

    Parameters
    ----------
    take : Take
    track, reference : scoring.track.Track
        The take's on its own clock, the clip's on the clip's.

    Returns
    -------
    dict
        As `scoring.formula.result.Result.to_dict` gives it.
    """
    from scoring.formula.score import score_tracks

    mapped, keep = clip_times(take.timeline, track.times)
    performed = track.with_times(np.where(keep, mapped, np.nan))
    performed = performed.between(-1.0, take.clip.duration + 1.0)
    return score_tracks(reference, performed, take.clip.script).to_dict()


@dataclass
class Rescoring:
    """What a rescoring did.

    Attributes
    ----------
    counts : Counter
        Takes by outcome: current, changed, same, no_clip, no_track, other_model,
        other_film, refused.
    changes : list of (pk, float, float)
        Take, score before, score after, where they differ.
    skipped : list of (pk, str)
        Take, and why it was left as it was.
    """

    counts: Counter = field(default_factory=Counter)
    changes: list = field(default_factory=list)
    skipped: list = field(default_factory=list)


def takes_rescore(*, takes, everything=False, dry_run=False):
    """Recompute the results of scored takes from their stored tracks.

    Takes whose result is of the present formula, mapping and form are left alone, unless
    `everything`; so are takes whose clip was analysed again by another model, because their own
    track would have to be made again from the video, and takes whose clip was cut since, because
    they follow another clock.

    Parameters
    ----------
    takes : QuerySet of Take
    everything : bool
        Also those that are up to date.
    dry_run : bool
        Change nothing.

    Returns
    -------
    Rescoring

    Raises
    ------
    scoring.formula.mapping.MappingError
        If REON_MAPPING names a file that cannot be used.
    """
    from scoring.formula.mapping import current_mapping

    done, clip_id, reference = Rescoring(), None, None
    mapping = current_mapping()
    version = None if everything else mapping.version
    scored = takes.filter(state=Take.DONE, result__isnull=False).select_related("clip")
    scored = scored.order_by("clip_id", "created")
    for take in scored.iterator(chunk_size=50):
        if reference is None or take.clip_id != clip_id:
            clip_id, reference = take.clip_id, stored_track(take.clip)
        outcome, result = rescored(take, reference, version)
        if result is not None:
            changed = result["score"] != take.score
            outcome = CHANGED if changed else SAME
            if changed:
                done.changes.append((take.pk, take.score, result["score"]))
            if not dry_run:
                Take.objects.filter(pk=take.pk, state=Take.DONE).update(
                    result=result, score=result["score"]
                )
        elif outcome != CURRENT:
            done.skipped.append((take.pk, outcome))
        done.counts[outcome] += 1
    return done


def rescored(take, reference, version):
    """Why a take is left as it is and None, or None and its new result.

    A result of `version` is left alone; None is no version.
    """
    from scoring.errors import ScoringError
    from scoring.formula.result import SCHEMA

    if take.clip is None:
        return NO_CLIP, None
    if take.is_of_another_film:
        return OTHER_FILM, None
    if reference is None:
        return NO_TRACK, None
    if take.result["model"]["hash"] != reference.model_hash:
        return OTHER_MODEL, None
    if take.result["formula"] == version and take.result["schema"] == SCHEMA:
        return CURRENT, None
    track = stored_track(take)
    if track is None:
        return NO_TRACK, None
    if track.model_hash != reference.model_hash:
        return OTHER_MODEL, None
    try:
        return None, result_of(take, track, reference)
    except ScoringError as error:
        return f"{REFUSED}: {error}", None


def stored_track(row):
    """The track of a clip or take; None where there is none or its file is gone or damaged."""
    from scoring.track import TrackError

    if row is None or not row.track:
        return None
    try:
        return analysis.read_track(row.track)
    except (FileNotFoundError, TrackError):
        return None
