"""The resting face, and how a tempo of one's own and coverage are reported."""

from dataclasses import replace

import numpy as np
import pytest

from bench.performers import own_tempo
from bench.scene import Scene
from bench.simulation import hold, make_classifier
from scoring.constants import FER_LABELS, HABIT_CAP, MIN_SEEN, UNSURE
from scoring.formula.rest import calm_cells, even_out_habits, resting_face
from scoring.formula.score import score_tracks
from tests.scoring.acted import clip_and_take, plain

NEUTRAL = FER_LABELS.index("neutral")
HAPPY = FER_LABELS.index("happiness")


def face(**shares):
    """A row of probabilities; what is left is spread over the others."""
    row = np.full(7, (1 - sum(shares.values())) / (7 - len(shares)))
    for label, share in shares.items():
        row[FER_LABELS.index(label)] = share
    return row


def rest_of(*parts):
    """The resting face of a track of (row, cells) parts."""
    rows = np.concatenate([np.tile(row, (cells, 1)) for row, cells in parts])
    return resting_face(rows, np.ones(len(rows), bool), NEUTRAL)


def test_a_held_faint_smile_is_not_taken_for_a_resting_face():
    smile = face(neutral=0.45, happiness=0.4)
    assert rest_of((smile, 100))[HAPPY] < 0.06


def test_a_smiling_resting_face_shows_where_the_face_changes():
    smile, frown = face(neutral=0.55, happiness=0.3), face(anger=0.9)
    assert rest_of((smile, 60), (frown, 40))[HAPPY] > 0.2


def test_no_face_has_the_resting_face_of_somebody_unknown():
    rows = np.zeros((10, 7))
    assert len(calm_cells(rows, np.zeros(10, bool), NEUTRAL)) == 0
    assert resting_face(rows, np.zeros(10, bool), NEUTRAL)[NEUTRAL] == pytest.approx(0.7)


def test_a_face_sad_at_rest_counts_less_for_sadness_in_all_it_shows():
    gloomy = face(neutral=0.6, sadness=0.15)
    rest, shown = even_out_habits(gloomy, face(neutral=0.4, sadness=0.3, anger=0.2)[None], NEUTRAL)
    sad, angry = FER_LABELS.index("sadness"), FER_LABELS.index("anger")
    assert rest[sad] < 0.15
    change = np.exp(-HABIT_CAP - np.log(0.15 / 0.05) / 6)  # the others are below their mean
    assert shown[0, sad] / shown[0, angry] == pytest.approx(0.3 / 0.2 * change)
    assert np.allclose([rest.sum(), shown.sum()], 1)


def test_a_face_with_no_habit_is_taken_as_it_is():
    even, shown = face(neutral=0.7), face(neutral=0.2, fear=0.6)[None]
    rest, kept = even_out_habits(even, shown, NEUTRAL)
    assert np.allclose(rest, even)
    assert np.allclose(kept, shown)


def held_scores(seed, captured):
    """Scores of earnest performances of clips that hold one emotion."""
    rng = np.random.default_rng(seed)
    scores = []
    for _ in range(12):
        scene = Scene(rng, make_classifier(rng), hold)
        take = scene.take(own_tempo(rng, scene.strengths))
        scores.append(
            score_tracks(scene.clip, take if captured else replace(take, rest=None)).score
        )
    return np.array(scores)


def test_clips_of_one_emotion_are_scored_and_a_neutral_capture_helps():
    alone, captured = held_scores(3, False), held_scores(3, True)
    assert alone.mean() > 60
    assert captured.mean() >= alone.mean()


def test_a_neutral_capture_takes_a_lasting_look_away():
    gloomy = face(neutral=0.45, sadness=0.35)
    clip = plain(
        np.concatenate([np.tile(face(neutral=0.8), (40, 1)), np.tile(face(sadness=0.9), (60, 1))])
    )
    take = plain(np.tile(gloomy, (100, 1)))
    assert score_tracks(clip, replace(take, rest=gloomy)).score == pytest.approx(0, abs=1e-6)
    assert score_tracks(clip, take).score > 1e-3


def codes(result):
    """Codes of a result's warnings."""
    return {warning["code"] for warning in result.warnings}


def test_a_tempo_of_ones_own_is_scored_and_told_but_not_unsure():
    clip, take = clip_and_take(4)
    slower = replace(take, times=take.times * 1.35)
    result = score_tracks(clip, slower)
    remark = next(w for w in result.warnings if w["code"] == "alignments_differ")
    assert remark["stretched"] - remark["clock"] > 15
    assert result.score == pytest.approx(remark["stretched"])
    assert not result.unsure


def test_a_recording_that_ends_early_is_no_tempo_of_ones_own():
    clip, take = clip_and_take(4)
    result = score_tracks(clip, take.between(0, 0.7 * clip.times[-1]))
    assert "alignments_differ" not in codes(result)


def test_coverage_follows_the_tempo_that_counts():
    clip, _ = clip_and_take(4)
    faster = replace(clip, times=clip.times / 1.8)
    assert score_tracks(clip, faster).coverage == pytest.approx(1, abs=0.03)
    assert score_tracks(clip, clip.between(0, 0.5 * clip.times[-1])).coverage < 0.6


@pytest.mark.parametrize("hidden", [0.0, 0.3, 0.45, 0.55, 0.8, 1.0])
def test_unsure_says_what_the_warnings_say(hidden):
    clip, take = clip_and_take(6)
    seen = np.arange(len(take)) >= hidden * len(take)
    result = score_tracks(clip, replace(take, seen=seen))
    assert result.unsure == bool(codes(result) & UNSURE)
    assert result.unsure == (result.coverage < MIN_SEEN)
    assert ("no_face" in codes(result)) == (hidden == 1.0)


def test_two_models_make_a_score_unsure():
    clip, take = clip_and_take(6)
    result = score_tracks(clip, replace(take, model_hash="another"))
    assert result.unsure
    assert "models_differ" in codes(result)


def test_doing_nothing_is_sure():
    clip, _ = clip_and_take(6)
    result = score_tracks(clip, plain(np.tile(face(neutral=0.9), (120, 1))))
    assert "nothing_shown" in codes(result)
    assert not result.unsure
