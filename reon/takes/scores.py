"""From stored tracks to a result, for the first scoring and every later one; needs no video."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import QuerySet

from reon.clips.models import Clip
from reon.recognition.tracks import read_track
from reon.refusals import Refused
from reon.takes.models import Take
from reon.takes.timeline import clip_times
from scoring.errors import ScoringError
from scoring.formula.mapping import current_mapping
from scoring.formula.result import SCHEMA
from scoring.formula.score import score_tracks
from scoring.track import Track, TrackError


class Outcome(StrEnum):
    """What rescoring made of a take."""

    CURRENT = "current"
    CHANGED = "changed"
    SAME = "same"
    NO_CLIP = "no_clip"
    CLIP_CHANGED = "clip_changed"
    NO_TRACK = "no_track"
    OTHER_MODEL = "other_model"
    REFUSED = "refused"


def result_of(take: Take, track: Track, reference: Track) -> dict[str, Any]:
    """Score a take's track against its clip's.

    Parameters
    ----------
    take
    track, reference
        The take's on its own clock, the clip's on the clip's.

    Returns
    -------
    dict
        As `scoring.formula.result.Result.to_dict` gives it.
    """
    if take.clip is None:
        raise Refused("clip_gone")
    mapped, keep = clip_times(take.timeline, track.times)
    performed = track.with_times(np.where(keep, mapped, np.nan))
    performed = performed.between(-1.0, take.clip.duration + 1.0)
    result: dict[str, Any] = score_tracks(reference, performed, take.clip.script).to_dict()
    return result


@dataclass
class Rescoring:
    """What a rescoring did.

    Attributes
    ----------
    counts
        Takes by `Outcome`.
    changes
        Take, score before, score after, where they differ.
    skipped
        Take, and why it was left as it was.
    """

    counts: Counter[str] = field(default_factory=Counter)
    changes: list[tuple[UUID, float, float]] = field(default_factory=list)
    skipped: list[tuple[UUID, str]] = field(default_factory=list)


def takes_rescore(
    *, takes: QuerySet[Take], everything: bool = False, dry_run: bool = False
) -> Rescoring:
    """Recompute the results of scored takes from their stored tracks.

    Takes whose result is of the current formula, mapping and schema are left alone, unless
    `everything`; so are takes whose clip was analysed again by another model, because their own
    track would have to be recomputed from the video, and takes whose clip was cut since, because
    they follow another clock.

    Parameters
    ----------
    takes
    everything
        Also those that are up to date.
    dry_run
        Change nothing.

    Raises
    ------
    MappingError
        If REON_MAPPING names a file that cannot be used.
    """
    done = Rescoring()
    mapping = current_mapping()
    version = None if everything else mapping.version
    scored = takes.filter(state=Take.State.SCORED, result__isnull=False).select_related("clip")
    clip_id, reference = None, None
    for take in scored.order_by("clip_id", "created").iterator(chunk_size=50):
        if reference is None or take.clip_id != clip_id:
            clip_id, reference = take.clip_id, stored_track(take.clip)
        try:
            result = rescored(take, reference, version)
        except LeftAlone as left:
            done.counts[left.outcome] += 1
            if left.outcome != Outcome.CURRENT:
                done.skipped.append((take.pk, left.outcome))
            continue
        before, after = take.score, result["score"]
        done.counts[Outcome.SAME if before == after else Outcome.CHANGED] += 1
        if before is not None and before != after:
            done.changes.append((take.pk, before, after))
        if not dry_run:
            same = Take.objects.filter(pk=take.pk, state=Take.State.SCORED)
            same.update(result=result, score=after)
    return done


class LeftAlone(Exception):
    """A take keeps the result that it has.

    Attributes
    ----------
    outcome
        An `Outcome`; a refusal with its reason.
    """

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def rescored(take: Take, reference: Track | None, version: str | None) -> dict[str, Any]:
    """The new result of a take.

    Parameters
    ----------
    take
    reference
        The clip's stored track.
    version
        A result of this version is up to date; None: no result is.

    Raises
    ------
    LeftAlone
    """
    stored: dict[str, Any] = take.result or {}
    if take.clip is None:
        raise LeftAlone(Outcome.NO_CLIP)
    if take.clip_has_changed:
        raise LeftAlone(Outcome.CLIP_CHANGED)
    if reference is None:
        raise LeftAlone(Outcome.NO_TRACK)
    if stored["model"]["hash"] != reference.model_hash:
        raise LeftAlone(Outcome.OTHER_MODEL)
    if stored["formula"] == version and stored["schema"] == SCHEMA:
        raise LeftAlone(Outcome.CURRENT)
    track = stored_track(take)
    if track is None:
        raise LeftAlone(Outcome.NO_TRACK)
    if track.model_hash != reference.model_hash:
        raise LeftAlone(Outcome.OTHER_MODEL)
    try:
        return result_of(take, track, reference)
    except ScoringError as error:
        raise LeftAlone(f"{Outcome.REFUSED}: {error}") from error


def stored_track(row: Clip | Take | None) -> Track | None:
    """The track of a clip or take; None where there is none or its file is gone or damaged."""
    if row is None or not row.track:
        return None
    try:
        return read_track(row.track)
    except (FileNotFoundError, TrackError):
        return None
