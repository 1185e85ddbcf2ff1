"""The numbered facts that a right implementation of the formula satisfies."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scoring.constants import BAND, FER_LABELS, RATE
from scoring.errors import ScoringError
from scoring.formula.grid import to_grid
from scoring.formula.score import ScoreError, check_reference, score_tracks
from scoring.track import Track
from tests.scoring.acted import clip_and_take, plain, still, stranger, wild_tracks

SEEDS = st.integers(0, 2**32 - 1)
UNRELATED = 3.0  # points below which two performances have nothing in common
BY_CHANCE = 10.0  # and below which they have a little by chance
steady = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}
few = settings(max_examples=25, **steady)
many = settings(max_examples=80, **steady)
NEUTRAL = np.eye(7)[FER_LABELS.index("neutral")]


def usable(track):
    """Whether a track can be a reference."""
    try:
        check_reference(track)
    except ScoreError:
        return False
    return True


def at_rate(track, rate):
    """The same performance at another frame rate."""
    times = np.arange(0, track.times[-1] + 1e-9, 1 / rate)
    rows = np.stack([np.interp(times, track.times, p) for p in track.probabilities.T], axis=1)
    return Track(times, rows, np.ones(len(times), bool), track.labels)


@many
@given(wild_tracks())
def test_1_identity_scores_exactly_100(track):
    assume(usable(track))
    assert score_tracks(track, track).score == 100.0


@many
@given(wild_tracks(), wild_tracks())
def test_2_always_finite_and_between_0_and_100(reference, take):
    assume(usable(reference))
    result = score_tracks(reference, take)
    assert np.isfinite(result.score)
    assert 0 <= result.score <= 100
    assert 0 <= result.share <= 1


@many
@given(wild_tracks(gaps=False), wild_tracks(gaps=False))
def test_3_swapping_changes_little_whatever_the_tracks(one, other):
    assume(all(usable(track) and to_grid(track).seen.all() for track in (one, other)))
    assert abs(score_tracks(one, other).score - score_tracks(other, one).score) < 0.5


@few
@given(SEEDS, st.sampled_from([still, stranger, None]))
def test_3_swapping_changes_little_for_performances(seed, perform):
    clip, take = clip_and_take(seed, **({"perform": perform} if perform else {}))
    assume(usable(clip) and usable(take))
    assert abs(score_tracks(clip, take).score - score_tracks(take, clip).score) < 0.5


@few
@given(SEEDS, st.permutations([label for label in FER_LABELS if label != "neutral"]))
def test_4_permuting_the_expressions_in_both_changes_nothing(seed, order):
    clip, take = clip_and_take(seed)
    order = iter(order)
    columns = [
        k if label == "neutral" else FER_LABELS.index(next(order))
        for k, label in enumerate(FER_LABELS)
    ]
    permuted = [
        replace(track, probabilities=track.probabilities[:, columns]) for track in (clip, take)
    ]
    assert score_tracks(*permuted).score == pytest.approx(score_tracks(clip, take).score, abs=1e-6)


def test_5_the_frame_rate_hardly_matters():
    changes = []
    for seed in range(25):
        clip, take = clip_and_take(seed)
        clip, take = at_rate(clip, 30), at_rate(take, 30)
        score = score_tracks(clip, take).score
        changes += [abs(score_tracks(clip, at_rate(take, r)).score - score) for r in (8, 15, 60)]
    assert np.median(changes) < 1
    assert np.percentile(changes, 95) < 4


@few
@given(SEEDS, st.floats(-BAND, BAND))
def test_6_an_exact_copy_within_the_band_scores_97(seed, delay):
    clip, _ = clip_and_take(seed)
    assert score_tracks(clip, clip.with_times(clip.times + delay)).score >= 97


@pytest.mark.parametrize("delay", [0.3, 0.6, 1.0, 1.5])
def test_6_also_when_the_recording_ends_with_a_clip_that_ends_calm(delay):
    for seed in range(8):
        clip, _ = clip_and_take(seed)
        rest = clip.probabilities[np.argmax(clip.probabilities[:, clip.neutral])]
        ending = clip.times > clip.times[-1] - BAND - 0.3
        clip = replace(clip, probabilities=np.where(ending[:, None], rest, clip.probabilities))
        late = np.stack(
            [np.interp(clip.times - delay, clip.times, p) for p in clip.probabilities.T], axis=1
        )
        late[clip.times < delay] = rest
        assert score_tracks(clip, replace(clip, probabilities=late)).score >= 97


def mixed_scores(seed):
    """Scores while more and more of a stranger's performance is mixed into a copy of a clip."""
    clip, other = clip_and_take(seed, perform=stranger)
    return [
        score_tracks(
            clip,
            replace(
                clip, probabilities=(1 - share) * clip.probabilities + share * other.probabilities
            ),
        ).score
        for share in np.linspace(0, 1, 6)
    ]


@many
@given(SEEDS)
def test_7_never_rises_as_an_unrelated_performance_is_mixed_in(seed):
    scores = mixed_scores(seed)
    assume(scores[-1] < UNRELATED)
    assert (np.diff(scores) <= 1e-6).all(), scores


def test_7_hardly_rises_even_where_the_stranger_acts_alike_by_chance():
    """Such a mixture smears what the whole stranger shows at one moment: its path has less."""
    rises = [np.diff(mixed_scores(seed)).max() for seed in range(25)]
    assert np.mean(np.array(rises) > 1e-6) < 0.05
    assert max(rises) < 3


def test_7_seldom_rises_where_a_little_is_alike_by_chance():
    """A mixture of two faces has calm moments, and a path, of its own."""
    scores = np.array([mixed_scores(seed) for seed in range(120)])
    rises = np.diff(scores).max(axis=1)
    little = scores[:, -1] < BY_CHANCE
    assert little.sum() > 60
    assert (rises[little] > 1e-6).mean() < 0.02
    assert rises[little].max() < 3
    assert (rises > 1e-6).mean() < 0.04


@many
@given(wild_tracks(), st.integers(1, 200))
def test_8_pure_neutral_scores_0(reference, length):
    assume(usable(reference))
    assert score_tracks(reference, plain(np.tile(NEUTRAL, (length, 1)))).score == 0


@few
@given(wild_tracks(), wild_tracks())
def test_8_no_face_and_no_frames_score_0(reference, take):
    assume(usable(reference))
    hidden = score_tracks(reference, replace(take, seen=np.zeros(len(take), bool)))
    assert hidden.score == 0
    assert hidden.warnings[0]["code"] == "no_face"
    with pytest.raises(ScoreError) as refusal:
        score_tracks(replace(take, seen=np.zeros(len(take), bool)), reference)
    assert refusal.value.code in ("reference_empty", "no_face")


@few
@given(SEEDS, st.floats(0.05, 0.9))
def test_9_a_short_gap_costs_a_copy_little(seed, place):
    clip, _ = clip_and_take(seed)
    start = place * clip.times[-1]
    gap = (clip.times >= start) & (clip.times < start + 0.4)
    assert score_tracks(clip, replace(clip, seen=clip.seen & ~gap)).score > 98


@pytest.mark.parametrize("n", [0, 1, 2, 5, 300])
@pytest.mark.parametrize("m", [0, 1, 2, 5, 300])
def test_10_no_lengths_crash(n, m):
    rng = np.random.default_rng(n + 1000 * m)
    reference, take = (plain(np.exp(2 * rng.normal(size=(count, 7)))) for count in (n, m))
    if n == 0:
        with pytest.raises(ScoreError) as refusal:
            score_tracks(reference, take)
        assert refusal.value.code == "reference_empty"
    else:
        assert 0 <= score_tracks(reference, take).to_dict()["score"] <= 100


@many
@given(wild_tracks(), wild_tracks(), SEEDS)
def test_11_order_duplicates_and_scale_of_rows_do_not_matter(reference, take, seed):
    assume(usable(reference))
    rng = np.random.default_rng(seed)
    rows = rng.permutation(np.concatenate([np.arange(len(take)), np.arange(len(take))[::3]]))
    scale = rng.uniform(0.01, 100, (len(take), 1))
    changed = replace(
        take,
        times=take.times[rows],
        probabilities=(scale * take.probabilities)[rows],
        seen=take.seen[rows],
    )
    change = score_tracks(reference, changed).score - score_tracks(reference, take).score
    assert abs(change) < 1e-3


@many
@given(wild_tracks(most=200), wild_tracks(most=200))
def test_12_path_inside_the_band_with_slopes_of_a_half_to_2(reference, take):
    assume(usable(reference))
    result = score_tracks(reference, take)
    i, j = result.path.T
    if not len(i):
        return
    n, m = len(result.reference), len(result.take)
    offset = result.take.first - result.reference.first
    clock = np.abs(j + offset - i) <= BAND * RATE
    both = (n + m - 2) / 2
    apart = np.abs(j * (n - 1) - i * (m - 1) + offset * both)
    stretched = apart <= BAND * RATE * both + 1e-9
    assert clock.all() or stretched.all()
    assert i[0] == 0 or j[0] == 0
    assert i[-1] == n - 1 or j[-1] == m - 1

    steps = np.diff(result.path, axis=0)
    assert {tuple(step) for step in steps} <= {(1, 1), (1, 0), (0, 1)}
    straight = (steps == 1).all(axis=1)
    pauses = np.flatnonzero(~straight)
    assert (pauses > 0).all()
    assert straight[pauses - 1].all()


@many
@given(wild_tracks(), wild_tracks())
def test_13_losses_sum_to_what_was_not_shared(reference, take):
    assume(usable(reference))
    result = score_tracks(reference, take)
    assert (result.losses >= 0).all()
    assert result.losses.sum() == pytest.approx(1 - result.share, abs=1e-9)
    stored = result.to_dict()
    assert sum(stored["losses"]) == pytest.approx(1 - stored["share"], abs=1e-9)


@few
@given(SEEDS)
def test_14_a_good_performance_beats_doing_nothing(seed):
    clip, good = clip_and_take(seed)
    _, nothing = clip_and_take(seed, perform=still)
    assert score_tracks(clip, good).score > score_tracks(clip, nothing).score


def test_refused_labels():
    one = plain(np.tile(np.eye(7)[0], (20, 1)))
    other = plain(np.tile(np.eye(7)[0], (20, 1)), labels=(*FER_LABELS[:-1], "hurt"))
    with pytest.raises(ScoringError) as refusal:
        score_tracks(one, other)
    assert refusal.value.code == "labels_differ"
