"""Acted arcs: built from stills as documented, scored as the site scores, summed up rightly."""

import json

import numpy as np
import pytest

from bench import acted
from bench.arc_figures import counted_auc, counted_median, measure, spreads
from bench.arc_pairs import choose_pairs, score, score_pairs
from bench.arcs import (
    STRENGTHS,
    Expression,
    arc_track,
    blends,
    look,
    on_canvas,
    with_neutral,
)
from bench.tables import Interval, as_json, auc, middle
from scoring.constants import FER_LABELS
from scoring.formula.expression import measure_expression
from scoring.formula.score import check_reference, score_tracks
from scoring.models.classifier import Classifier
from scoring.models.preprocessing import Preprocessing
from scoring.models.registry import Model
from training.data.folders import read
from training.drawn import draw_face
from training.faces import DataError
from training.samples import save

NEUTRAL = FER_LABELS.index("neutral")


def acting(person, emotion, reach=0.9, shown=None):
    """Somebody whose face shows `shown` (default: the emotion) up to a probability of `reach`."""
    rows = np.full((len(STRENGTHS), 7), 0.01)
    strengths = np.array(STRENGTHS)
    rows[:, FER_LABELS.index(shown or emotion)] += reach * strengths
    rows[:, NEUTRAL] += 0.93 - reach * strengths
    return Expression(person, emotion, rows)


def troupe(people=4, **changed):
    """Everybody acts anger and happiness."""
    return [
        acting(f"p{number}", emotion, **changed)
        for number in range(people)
        for emotion in ("anger", "happiness")
    ]


def test_an_arc_rises_holds_and_falls():
    rows = acting("anna", "anger").rows
    full, half, none = (arc_track(rows, FER_LABELS, strength) for strength in (1, 0.5, 0))
    assert len(full) == 49
    assert full.times[[0, -1]] == pytest.approx([0, 4.8])
    anger = full.probabilities[:, 0]
    expected = np.interp(full.times, [1, 1.4, 3.4, 3.8], [0.01, 0.91, 0.91, 0.01])
    assert anger == pytest.approx(expected, abs=1e-6)
    assert half.probabilities[:, 0] == pytest.approx((expected + 0.01) / 2, abs=1e-6)
    assert np.ptp(none.probabilities, axis=0) == pytest.approx(0)


def test_frames_without_a_face_are_unseen():
    rows = acting("anna", "anger").rows
    rows[STRENGTHS.index(0.5)] = 0
    assert np.flatnonzero(~arc_track(rows, FER_LABELS).seen).tolist() == [12, 36]


def test_blends_go_from_one_picture_to_the_other():
    neutral, apex = np.full((4, 4, 3), 40, np.uint8), np.full((4, 4, 3), 200, np.uint8)
    levels = [int(picture[0, 0, 0]) for picture in blends(neutral, apex)]
    assert levels == [40, 60, 80, 100, 120, 160, 200]


@pytest.mark.parametrize(
    ("shape", "inside"),
    [
        ((256, 256), (256, 256)),
        ((300, 400, 3), (300, 400)),
        ((60, 120, 3), (120, 240)),
        ((960, 640, 3), (480, 320)),
        ((300, 1280), (150, 640)),
    ],
)
def test_stills_stand_in_the_middle_of_a_frame(shape, inside):
    picture = np.full(shape, 90, np.uint8)
    picture[shape[0] // 4 : -shape[0] // 4, shape[1] // 4 : -shape[1] // 4] = 200
    frame = on_canvas(picture)
    assert frame.shape == (480, 640, 3)
    assert (frame[[0, 0, -1, -1], [0, -1, 0, -1]] == 90).all()
    rows, columns = (np.flatnonzero((frame[..., 0] > 145).any(axis)) for axis in (1, 0))
    assert np.ptp(rows) + 1 == pytest.approx(inside[0] / 2, abs=2)
    assert np.ptp(columns) + 1 == pytest.approx(inside[1] / 2, abs=2)
    assert rows.mean() == pytest.approx(239.5, abs=1)
    assert columns.mean() == pytest.approx(319.5, abs=1)


def test_every_blend_is_looked_at_where_its_face_is():
    """The detector sees bright squares, the classifier how bright they are."""

    def detect(frame):
        found = np.argwhere(frame[..., 0] > 60)
        if not len(found):
            return np.empty((0, 5))
        (top, left), (bottom, right) = found.min(0), found.max(0)
        return np.array([[left, top, right - left + 1, bottom - top + 1, 1.0, 0.0]])

    def by_light(batch):
        logits = np.zeros((len(batch), 7), np.float32)
        logits[:, 0] = batch[:, 0, 8, 8]
        return logits

    card = {"files": {"onnx": {"sha256": "0" * 64}}, "neutral": "neutral"}
    classifier = Classifier(
        Model("made-up", FER_LABELS, "none", Preprocessing(size=16), None, card), by_light
    )
    neutral, apex = np.zeros((2, 480, 640, 3), np.uint8)
    neutral[200:260, 300:360], apex[200:260, 300:360] = 80, 240
    rows = look(blends(neutral, apex), classifier, detect)
    assert rows.shape == (7, 7)
    assert (np.diff(rows[:, 0]) > 0).all()
    dark = look(blends(np.zeros_like(apex), apex), classifier, detect)
    assert dark.any(axis=1).tolist() == [False, False, False, True, True, True, True]
    assert not look([], classifier, detect).any()


def drawn_folder(root, names, people=range(4)):
    """Drawn people of one series each, `EMOTION/pN_a_EMOTION.png`."""
    rng = np.random.default_rng(0)
    for person in people:
        for name in names:
            save(root / name / f"p{person}_a_{name}.png", draw_face(person, name, rng))
    return root


def test_neutrals_are_those_of_person_and_series(tmp_path):
    face = np.zeros((8, 8, 3), np.uint8)
    for name in ("neutral/p1_a_x", "neutral/p1_b_x", "anger/p1_b_x", "fear/p2_a_x", "fear/x"):
        save(tmp_path / f"{name}.png", face)
    data = read(tmp_path, acted.PERSON, acted.SERIES, labels="fer")
    pairs, alone = with_neutral(data)
    assert [(rest.name, face.name) for rest, face in pairs] == [
        ("neutral/p1_b_x.png", "anger/p1_b_x.png")
    ]
    assert [sample.name for sample in alone] == ["fear/p2_a_x.png"]
    with pytest.raises(DataError, match="nobody is named"):
        with_neutral(read(tmp_path, labels="fer"))
    with pytest.raises(DataError, match="no acted picture has a neutral one"):
        with_neutral(read(tmp_path, "(.*)", labels="fer"))


def test_pairs_are_of_different_people_and_drawn_by_the_seed():
    people = ["a", "a", "b", "c"]
    clips, takes = choose_pairs(people)
    found = set(zip(clips.tolist(), takes.tolist(), strict=True))
    assert found == {(i, j) for i in range(4) for j in range(4) if people[i] != people[j]}
    some = [np.stack(choose_pairs(people, 5, seed)).T.tolist() for seed in (0, 0, 1)]
    assert some[0] == some[1] != some[2]
    assert len({tuple(pair) for pair in some[0]}) == 5
    assert {tuple(pair) for pair in some[0]} <= found


def test_points_are_those_of_the_product():
    rng = np.random.default_rng(0)
    tracks = [
        arc_track(rng.dirichlet(np.where(np.arange(7) == NEUTRAL, 1.0, 0.3), 7), FER_LABELS)
        for _ in range(6)
    ]
    tracks += [arc_track(acting("anna", name).rows, FER_LABELS) for name in ("anger", "fear")]
    points = [
        (score(check_reference(clip), measure_expression(take)), score_tracks(clip, take).score)
        for clip in tracks
        for take in tracks
    ]
    mine, product = np.array(points).T
    assert mine == pytest.approx(product)
    assert np.ptp(product) > 50


def test_right_emotions_stand_out_and_half_lies_between():
    figures = measure(troupe(), FER_LABELS, resamples=200)
    assert (figures.people, figures.arcs, figures.pairs) == (4, 8, 48)
    assert (figures.auc.value, figures.auc_scored, figures.refused) == (1, 1, 0)
    assert (figures.auc.low, figures.auc.high) == (1, 1)
    assert figures.medians["anger"].value > 99
    assert figures.confusion["anger"]["happiness"] < 5
    ladder = figures.ladders["all"]
    assert ladder.pairs == 24
    assert ladder.nothing == 0
    assert 10 < ladder.half < 95
    assert ladder.full > 99
    assert ladder.ordered == 1


def test_refused_pairs_count_as_nothing():
    """A quarter of the people hardly move."""
    calm = [acting("calm", emotion, reach=0.03) for emotion in ("anger", "happiness")]
    figures = measure([*troupe(3), *calm], FER_LABELS, resamples=50)
    assert figures.refused == pytest.approx(1 / 4)
    assert figures.reasons == {"too_calm": pytest.approx(1 / 4)}
    assert figures.refused_clips == {"anger": 1 / 4, "happiness": 1 / 4}
    assert figures.auc.value < figures.auc_scored
    assert figures.ladders["all"].pairs == 18
    assert figures.ladders["all"].ordered == pytest.approx(12 / 18)
    faint = measure(troupe(3, reach=0.3), FER_LABELS, resamples=50)
    assert faint.refused == 0
    assert faint.refused_at_half == {"anger": 1, "happiness": 1}


def test_confusion_has_performances_in_rows():
    """A fear that is read as a faint surprise is too calm for a clip, but earns beside one."""
    people = ("p0", "p1", "p2")
    expressions = [acting(person, "fear", 0.15, shown="surprise") for person in people]
    expressions += [acting(person, "surprise", 0.3) for person in people]
    expressions += [acting(person, "anger") for person in people]
    figures = measure(expressions, FER_LABELS, resamples=50)
    assert figures.confusion["fear"]["surprise"] > 20
    assert figures.confusion["fear"]["anger"] < 5
    assert figures.confusion["surprise"]["fear"] == 0
    assert figures.lowest == figures.medians["fear"].value == 0


def test_both_sorts_of_pairs_are_needed():
    with pytest.raises(DataError, match="0 of two"):
        measure([acting(person, "anger") for person in "ab"], FER_LABELS)
    with pytest.raises(DataError, match="0 pairs of one emotion"):
        measure(troupe(1), FER_LABELS)


def test_some_pairs_stand_for_all():
    scores = score_pairs(troupe(), FER_LABELS, most=10, seed=3)
    assert len(scores.full) == 10
    assert np.isfinite(scores.full).all()
    same = scores.clips % 2 == scores.takes % 2
    assert 0 < same.sum() < 10
    assert (np.isfinite(scores.half) == same).all()
    assert (np.isfinite(scores.nothing) == same).all()


def test_histograms_tell_what_the_points_do():
    rng = np.random.default_rng(0)
    good, bad = (np.round(rng.beta(a, 2, 300) * 100, 1) for a in (3, 2))
    counts = [
        np.bincount(np.rint(10 * points).astype(int), minlength=1001) for points in (good, bad)
    ]
    assert counted_auc(*counts) == pytest.approx(auc(good, bad))
    assert counted_median(counts[0]) == pytest.approx(np.median(good), abs=0.5)
    assert np.isnan(counted_auc(counts[0], np.zeros(1001)))
    assert np.isnan(middle([1.0, np.nan, np.nan])).all()


def test_json_has_null_where_there_is_no_figure():
    assert json.loads(as_json(Interval(0.5, float("nan"), 1.0))) == {
        "value": 0.5,
        "low": None,
        "high": 1.0,
    }


def test_intervals_hold_the_figures_and_narrow_with_people():
    rng = np.random.default_rng(0)

    def widths(count):
        who = choose_pairs(np.arange(count).astype(str).tolist())
        gifts = rng.normal(size=count)
        same = rng.random(len(who[0])) < 0.5
        noise = rng.normal(size=len(same))
        points = (40 + 20 * same + 10 * gifts[who[1]] + 20 * noise).clip(0, 100)
        kinds = np.where(same, 0, 1)
        (low, high), [median] = spreads(points, kinds, who, resamples=200)
        assert low < auc(points[same], points[~same]) < high
        assert median[0] <= np.median(points[same]) <= median[1]
        return high - low, median[1] - median[0]

    few, many = widths(6), widths(40)
    assert many[0] < few[0]
    assert many[1] < few[1]


def test_the_command_on_drawn_people(tmp_path, capsys, monkeypatch):
    root = drawn_folder(tmp_path / "drawn", ("neutral", "happiness", "surprise"), range(3))
    (root / "neutral" / "p2_a_neutral.png").unlink()
    save(root / "neutral" / "p2_b_neutral.png", draw_face(2, "neutral", np.random.default_rng(1)))
    save(root / "happiness" / "p0_a_wall.png", np.full((160, 160, 3), 120, np.uint8))
    call = [str(root), "--json", str(tmp_path / "a.json"), "--cache", str(tmp_path / "cache")]
    assert acted.main(call) == 0
    shown = capsys.readouterr().out
    assert "2 people, 4 arcs, 8 pairs of different people" in shown
    assert "2 pictures without a neutral one" in shown
    assert "1 without a face" in shown
    found = json.loads((tmp_path / "a.json").read_text())
    assert found["figures"]["medians"]["happiness"]["value"] > 50
    assert found["figures"]["auc"]["value"] == 1

    monkeypatch.setattr(acted, "read_expressions", None)
    assert acted.main([*call[:2], str(tmp_path / "b.json"), *call[3:]]) == 0
    assert json.loads((tmp_path / "b.json").read_text()) == found
    assert acted.main([str(root), "--person", "[0-9"]) == 2
    assert "is not a regular expression" in capsys.readouterr().err
