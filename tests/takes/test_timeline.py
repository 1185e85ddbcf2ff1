"""The take's clock and the clip's clock: exact where the truth is known, closed to bad input."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reon.takes.timeline import TimelineError, clip_times, parse_timeline

FRAME = 1 / 30


def line(stalls=(), seconds=10.0, zero=5_000.0, jitter=0.0, seed=0):
    """Pairs of a clip that started at wall `zero` ms and stood still at (media s, length s)."""
    rng = np.random.default_rng(seed)
    media = np.arange(0, seconds, FRAME)
    wall = zero / 1000 + media
    for at, length in stalls:
        wall = wall + np.where(media >= at, length, 0.0)
    wall = wall + rng.uniform(-jitter, jitter, len(media))
    return [[1000 * w, m] for w, m in zip(wall.tolist(), media.tolist(), strict=True)]


def timeline(pairs, first_capture=4_500.0):
    return {"version": 1, "first_capture": first_capture, "clip": pairs}


TIMES = np.arange(0, 10.0, 0.1)


def test_steady_clip():
    mapped, keep = clip_times(timeline(line()), TIMES)
    assert keep.all()
    assert mapped == pytest.approx(TIMES - 0.5)


def test_jitter_of_frame_callbacks_is_smoothed():
    mapped, keep = clip_times(timeline(line(jitter=0.033)), TIMES)
    assert keep.all()
    assert np.abs(mapped - (TIMES - 0.5)).max() < 0.01
    assert np.diff(mapped) == pytest.approx(0.1)


def test_frames_of_a_stall_are_dropped():
    mapped, keep = clip_times(timeline(line(stalls=[(3.0, 2.0)], jitter=0.01)), TIMES)
    wall = TIMES - 0.5
    assert keep[wall < 2.9].all()
    assert not keep[(wall > 3.1) & (wall < 4.9)].any()
    assert keep[wall > 5.1].all()
    assert mapped[wall < 2.9] == pytest.approx(wall[wall < 2.9], abs=0.01)
    assert mapped[wall > 5.1] == pytest.approx(wall[wall > 5.1] - 2.0, abs=0.01)


def test_two_stalls():
    mapped, keep = clip_times(timeline(line(stalls=[(2.0, 0.5), (4.0, 1.0)])), TIMES)
    wall = TIMES - 0.5
    assert mapped[wall > 5.6] == pytest.approx(wall[wall > 5.6] - 1.5)
    assert np.diff(mapped[keep]).min() > 0


def test_lone_wild_pairs_do_no_harm():
    pairs = line()
    pairs[50][0] += 900
    pairs[120][1] = 0.0
    mapped, keep = clip_times(timeline(pairs), TIMES)
    assert keep.all()
    assert mapped == pytest.approx(TIMES - 0.5, abs=1e-6)


def test_order_of_the_pairs_does_not_matter():
    pairs = line(stalls=[(3.0, 1.0)], jitter=0.01)
    shuffled = [pairs[i] for i in np.random.default_rng(1).permutation(len(pairs))]
    for one, other in zip(
        clip_times(timeline(pairs), TIMES), clip_times(timeline(shuffled), TIMES), strict=True
    ):
        assert np.array_equal(one, other)


def test_without_a_line_the_clocks_are_one():
    mapped, keep = clip_times(parse_timeline(""), TIMES)
    assert np.array_equal(mapped, TIMES)
    assert keep.all()


GOOD = {"version": 1, "first_capture": 12.5, "clip": [[1, 0], [34.3, 0.033]]}


def test_good_timeline_is_kept():
    assert parse_timeline(json.dumps(GOOD)) == GOOD


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[]",
        "null",
        "{}",
        '{"version": 2, "first_capture": 0, "clip": []}',
        '{"version": 1, "clip": []}',
        '{"version": 1, "first_capture": "0", "clip": []}',
        '{"version": 1, "first_capture": NaN, "clip": []}',
        '{"version": 1, "first_capture": true, "clip": []}',
        '{"version": 1, "first_capture": 0, "clip": [[1]]}',
        '{"version": 1, "first_capture": 0, "clip": [[1, 2, 3]]}',
        '{"version": 1, "first_capture": 0, "clip": [["1", 2]]}',
        '{"version": 1, "first_capture": 0, "clip": [[Infinity, 2]]}',
        '{"version": 1, "first_capture": 0, "clip": {"a": 1}}',
        '{"version": 1, "first_capture": 0, "clip": 5}',
        '{"version": 1, "first_capture": 0, "clip": [[1e400, 2]]}',
        "[" * 100_000,
        '{"version": 1, "first_capture": 0, "clip": [' + "[1,1]," * 20_001 + "[1,1]]}",
        '{"version": 1, "first_capture": 1' + "0" * 400 + ', "clip": []}',
    ],
)
def test_bad_timeline_is_refused(text):
    with pytest.raises(TimelineError):
        parse_timeline(text)


numbers = st.floats(-1e12, 1e12)


@given(
    pairs=st.lists(st.tuples(numbers, numbers).map(list), max_size=40),
    first=numbers,
    count=st.integers(0, 20),
)
def test_any_numbers_give_finite_times(pairs, first, count):
    parsed = parse_timeline(json.dumps({"version": 1, "first_capture": first, "clip": pairs}))
    mapped, keep = clip_times(parsed, np.arange(count) / 10)
    assert mapped.shape == keep.shape == (count,)
    assert np.isfinite(mapped).all()
