"""Statistics over time, against values worked out by hand."""

import math

import numpy as np
import pytest

from scoring.features import STATISTICS, FeatureError, clip_descriptor, temporal_features
from scoring.track import Track

LABELS = ("joy", "neutral")


def track(joy, times=None, seen=None, **more):
    joy = np.asarray(joy, float)
    times = np.arange(len(joy)) / 10 if times is None else times
    seen = np.ones(len(joy), bool) if seen is None else seen
    return Track(times, np.stack([joy, 1 - joy], axis=1), seen, LABELS, **more)


def test_a_rising_line():
    """0, 0.2, 0.4, 0.6 in 0.3 s: 2 a second; sd² = (0.09 + 0.01 + 0.01 + 0.09) / 4."""
    found = temporal_features(track([0, 0.2, 0.4, 0.6]))
    wanted = {
        "mean": 0.3,
        "sd": math.sqrt(0.05),
        "min": 0.0,
        "max": 0.6,
        "range": 0.6,
        "slope": 2.0,
        "dominant": 0.25,
        "peaks": 0,
        "peak_rate": 0,
    }
    assert set(wanted) == set(STATISTICS)
    assert {name: found[f"joy.{name}"] for name in wanted} == pytest.approx(wanted, abs=1e-6)
    assert found["neutral.slope"] == pytest.approx(-2, abs=1e-6)
    assert found["neutral.dominant"] == 0.75
    assert found["seconds"] == pytest.approx(0.3)


HILL = [0, 0, 0.5, 0.9, 0.9, 0.5, 0, 0]


def test_peaks_are_rises_and_falls():
    found = temporal_features(track(HILL * 2))
    assert found["joy.peaks"] == 2
    assert found["neutral.peaks"] == 1, "the valley between the two"
    assert found["joy.peak_rate"] == pytest.approx(2 / 1.5)


def test_small_bumps_are_none():
    assert temporal_features(track(np.array(HILL) * 0.1))["joy.peaks"] == 0


def test_unseen_frames_count_nowhere():
    seen = np.array([True, True, False, True])
    found = temporal_features(track([0.2, 0.4, 0.9, 0.6], seen=seen))
    assert found["joy.mean"] == pytest.approx(0.4)
    assert found["joy.max"] == pytest.approx(0.6)
    assert found["coverage"] == 0.75


def test_no_peak_lies_across_a_gap():
    """Rising before, falling after: a hill only for those who look past the gap."""
    joy = [0, 0.3, 0.6, 0.9, 0.9, 0.6, 0.3, 0]
    short, long = np.arange(8) / 10, np.arange(8) / 10 + np.repeat([0, 1.0], 4)
    assert temporal_features(track(joy, short))["joy.peaks"] == 1
    found = temporal_features(track(joy, long))
    assert found["joy.peaks"] == 0
    assert found["seconds"] == pytest.approx(0.6), "the gap is no time with a face"


def test_valence_and_arousal():
    affect = np.array([[-0.5, 0.2], [0.5, 0.2]])
    found = temporal_features(track([0.1, 0.9], affect=affect))
    assert found["valence.mean"] == pytest.approx(0)
    assert found["valence.dominant"] == 0.5
    assert found["arousal.sd"] == pytest.approx(0)
    assert "valence.mean" not in temporal_features(track([0.1, 0.9]))


def test_one_frame_and_none():
    found = temporal_features(track([0.7]))
    assert (found["joy.slope"], found["joy.sd"], found["joy.peak_rate"]) == (0, 0, 0)
    found = temporal_features(track([0.7, 0.7], seen=np.zeros(2, bool)))
    assert found["coverage"] == 0
    assert math.isnan(found["joy.mean"])


def test_descriptor_is_mean_and_spread_of_the_features():
    features = np.array([[1.0, 0, 4], [3, 0, 4], [99, 99, 99]])
    given = track([0.5, 0.5, 0.5], seen=[True, True, False], features=features)
    assert clip_descriptor(given).tolist() == [2, 0, 4, 1, 0, 0]
    assert clip_descriptor(given, extremes=True)[6:].tolist() == [1, 0, 4, 3, 0, 4]


def test_descriptor_of_a_track_without_features():
    found = clip_descriptor(track([0.2, 0.6]))
    assert found == pytest.approx([0.4, 0.6, 0.2, 0.2], abs=1e-6)


def test_descriptor_needs_a_face():
    with pytest.raises(FeatureError, match="no frame"):
        clip_descriptor(track([0.2], seen=[False]))
