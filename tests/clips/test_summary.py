"""What the catalogue tells of a track, against hand-made truths."""

import numpy as np
import pytest

from reon.clips.summary import difficulty_of, liveliest, strip_of
from scoring.constants import FER_LABELS
from scoring.track import Track

HAPPY, NEUTRAL, SAD = (FER_LABELS.index(name) for name in ("happiness", "neutral", "sadness"))


def track(*parts, seen=True):
    """A track of one-second parts at 10 frames a second: (label, probability) each."""
    rows = []
    for label, probability in parts:
        row = np.zeros(7)
        row[NEUTRAL] = 1 - probability
        row[label] += probability
        rows += [row] * 10
    times = np.arange(len(rows)) / 10
    return Track(times, rows, np.full(len(rows), seen), FER_LABELS)


def test_strip_names_the_emotion_of_each_half_second():
    strip = strip_of(track((HAPPY, 0.9), (SAD, 0.8), (NEUTRAL, 1.0)), 3.0)
    assert [piece["emotion"] for piece in strip] == ["happiness"] * 2 + ["sadness"] * 2 + [
        "neutral"
    ] * 2
    assert [piece["strength"] for piece in strip] == pytest.approx([0.9, 0.9, 0.8, 0.8, 0, 0])


def test_strip_without_a_face():
    assert (
        strip_of(track((HAPPY, 0.9), seen=False), 1.0)
        == [{"emotion": "neutral", "strength": 0.0}] * 2
    )


def test_strip_is_as_long_as_the_clip():
    assert len(strip_of(track((HAPPY, 0.9)), 2.6)) == 5


def test_still_face_is_easiest():
    assert difficulty_of(track(*[(HAPPY, 0.9)] * 5)) == 0.0


def test_more_changes_are_harder():
    slow = difficulty_of(track((HAPPY, 0.9), (HAPPY, 0.9), (SAD, 0.9), (SAD, 0.9)))
    quick = difficulty_of(track((HAPPY, 0.9), (SAD, 0.9), (HAPPY, 0.9), (SAD, 0.9)))
    assert 0 < slow < quick <= 1


@pytest.mark.parametrize("parts", [[], [(HAPPY, 0.5)]])
def test_short_tracks(parts):
    shown = track(*parts) if parts else Track([], [], [], FER_LABELS)
    assert difficulty_of(shown) == 0.0


def test_liveliest_moment():
    assert 1.0 <= liveliest(track((NEUTRAL, 1.0), (HAPPY, 0.9), (SAD, 0.4))) < 2.0


def test_difficulty_is_how_far_times_how_often():
    """Whole changes of expression by turns: far is √(2 · 0.45²); two peaks in 3.9 seconds."""
    shown = difficulty_of(track((HAPPY, 0.9), (SAD, 0.9), (HAPPY, 0.9), (SAD, 0.9)))
    far, often = np.sqrt(2) * 0.45, 2 / 3.9
    assert shown == pytest.approx(far / 0.7 * (0.25 + 0.75 * often / 1.5), rel=1e-4)


def test_far_movements_are_harder_than_near_ones():
    near, far = (
        difficulty_of(track((HAPPY, high), (NEUTRAL, 1.0), (HAPPY, high))) for high in (0.4, 0.9)
    )
    assert near < far
