"""Moments: places of their own in the clip, and sums that stay exact."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.constants import (
    FER_LABELS,
    MOMENT_REPEAT,
    MOMENT_SECONDS,
    MOMENT_SPACING,
    MOMENTS,
    RATE,
)
from scoring.formula.moments import find_moments
from scoring.formula.score import score_tracks
from tests.scoring.acted import clip_and_take, plain, still


def hills(*places, count=400, width=8):
    """A curve with a hill around each place."""
    cells = np.arange(count)
    return sum(np.exp(-0.5 * ((cells - place) / width) ** 2) for place in places) / count


def test_every_hill_is_a_moment():
    found = find_moments(hills(50, 150, 260), np.zeros(400, int))
    middles = sorted((stretch.start + stretch.stop) / 2 for stretch in found)
    assert middles == pytest.approx([50, 150, 260], abs=3)


def test_one_long_stretch_of_one_emotion_is_named_rarely():
    level = np.full(int(30 * RATE), 1 / 300)
    found = find_moments(level, np.zeros(300, int))
    starts = np.sort([stretch.start for stretch in found])
    assert 1 <= len(found) <= 3
    assert (np.diff(starts) >= MOMENT_REPEAT * RATE).all()


def test_another_emotion_beside_it_is_another_moment():
    level = np.full(100, 0.01)
    kinds = np.repeat([0, 1], 50)
    found = find_moments(level, kinds)
    assert {kinds[stretch.start] for stretch in found} == {0, 1}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 2**32 - 1), st.integers(1, 600), st.integers(1, 7))
def test_moments_are_apart_short_and_sorted(seed, count, kinds):
    rng = np.random.default_rng(seed)
    values = np.repeat(rng.gamma(0.5, size=count), rng.integers(1, 9))[:count]
    values *= rng.random(count) < 0.8
    values /= max(values.sum(), 1e-9)
    found = find_moments(values, np.sort(rng.integers(kinds, size=count)))
    assert len(found) <= MOMENTS
    totals = [stretch.total for stretch in found]
    assert totals == sorted(totals, reverse=True)
    for stretch in found:
        assert stretch.stop - stretch.start <= MOMENT_SECONDS * RATE
        assert stretch.total == pytest.approx(values[stretch.start : stretch.stop].sum())
    ordered = sorted(found, key=lambda stretch: stretch.start)
    for one, other in pairwise(ordered):
        assert other.start - one.stop >= MOMENT_SPACING * RATE


def test_nothing_lost_is_no_moment():
    assert find_moments(np.zeros(50), np.zeros(50, int)) == []
    assert find_moments(np.zeros(0), np.zeros(0, int)) == []


def test_losses_still_sum_and_moments_hold_their_part():
    for seed in range(5):
        result = score_tracks(*clip_and_take(seed, perform=still))
        assert result.losses.sum() == pytest.approx(1 - result.share, abs=1e-9)
        for moment in result.weakest:
            times = result.reference.times
            inside = (times >= moment.start) & (times <= moment.end)
            assert moment.amount == pytest.approx(result.losses[inside].sum(), abs=1e-9)


def test_a_clip_of_one_expression_names_it_without_repeating_itself():
    rows = np.full((300, 7), 0.02)
    rows[:, FER_LABELS.index("sadness")] = 0.88
    clip = plain(rows)
    calm = replace(clip, probabilities=np.roll(clip.probabilities, -1, axis=1))
    result = score_tracks(clip, calm)
    assert 1 <= len(result.weakest) <= 3
    assert {moment.emotion for moment in result.weakest} == {"sadness"}
