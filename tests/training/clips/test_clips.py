"""Clips as tables, maps and classes, on simulated tracks."""

import csv
import json
import sys

import numpy as np
import pytest
import torch

from scoring.features import clip_descriptor, temporal_features
from scoring.track import Track, load_track
from training.__main__ import main
from training.clips import lstm, transformer
from training.clips.classifiers import CLASSIFIERS
from training.clips.learning import LearningCurve, fit_law
from training.clips.projection import fit_projection, load_projection
from training.clips.report import answer
from training.clips.samples import draw_clip, write_samples
from training.clips.sequences import Schedule, fit, predict
from training.clips.table import Clips, read_clips, resample
from training.clips.validation import group_folds, mean_recall, validate
from training.faces import DataError


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clips")
    write_samples(folder, people=6, each=4)
    return folder


@pytest.fixture(scope="module")
def clips(folder):
    return read_clips(folder.glob("*.npz"), folder / "labels.csv", group="person")


def test_samples_are_tracks_with_features(folder, clips):
    assert len(clips) == 24
    assert clips.classes == ["fun", "not fun"]
    assert len(set(clips.groups)) == 6
    assert all(track.model == "simulated" for track in clips.tracks)
    again = write_samples(folder.parent / "again", people=6, each=4)
    assert (load_track(again[3]).probabilities == clips.tracks[3].probabilities).all()


def test_the_table_holds_what_the_library_computes(folder, clips, tmp_path, capsys):
    tracks = [str(path) for path in sorted(folder.glob("*.npz"))]
    with pytest.raises(SystemExit) as ended:
        main(["features", *tracks, "--out", str(tmp_path / "f.csv")])
    assert not ended.value.code
    with open(tmp_path / "f.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row.pop("track") for row in rows] == clips.names
    wanted = temporal_features(load_track(tracks[5]))
    assert {name: float(value) for name, value in rows[5].items()} == pytest.approx(
        wanted, rel=1e-5
    )
    assert "24 clips, 65 features" in capsys.readouterr().out


def test_series_stand_still_where_no_face_was_seen():
    seen = np.array([True, False, False, False, True])
    rows = np.array([[0.2, 0.8]] * 4 + [[0.9, 0.1]])
    series = resample(Track(np.arange(5) / 5, rows, seen, ("joy", "neutral")))
    assert series[:, 0] == pytest.approx([0.2, 0.2, 0.2, 0.2, 0.9])
    assert series[:, 2].tolist() == [1, 1, 0, 0, 1], "one frame late is no gap"


def test_pca_by_hand(tmp_path):
    """Points on a line: one axis explains all of it."""
    rows = np.outer([-1.0, 0, 1, 2], [1, 2, 0]) + 5
    pca = fit_projection(rows)
    assert pca.explained == pytest.approx([1, 0], abs=1e-9)
    points = pca(rows)
    assert np.diff(points[:, 0]) == pytest.approx([points[1, 0] - points[0, 0]] * 3)
    pca.save(tmp_path / "pca.npz")
    again = load_projection(tmp_path / "pca.npz")
    assert again(rows[1])[0] == pytest.approx(points[1])
    with pytest.raises(DataError, match="2 numbers, the projection was fitted on 3"):
        pca(rows[:, :2])


def test_lda_finds_the_axis_of_the_labels_and_not_the_widest(clips):
    rng = np.random.default_rng(0)
    wanted = np.repeat([0, 1], 60)
    rows = rng.normal(size=(120, 4)) * [9, 1, 1, 1]
    rows[:, 2] += 4 * wanted
    lda = fit_projection(rows, "lda", wanted)
    points = lda(rows)[:, 0]
    between = abs(points[wanted == 1].mean() - points[wanted == 0].mean())
    assert between > 3 * points[wanted == 0].std()
    assert abs(lda.axes[2, 0]) > 5 * abs(lda.axes[[0, 1, 3], 0]).max()


@pytest.mark.parametrize(
    ("kind", "wanted", "words"),
    [("lda", [0] * 5, "at least two labels"), ("umap", None, "choose pca or lda")],
)
def test_maps_that_cannot_be(kind, wanted, words):
    with pytest.raises(DataError, match=words):
        fit_projection(np.eye(5), kind, wanted)


def test_nobody_is_on_both_sides(clips):
    folds = group_folds(clips)
    for learn, judge in folds:
        assert not set(clips.groups[learn]) & set(clips.groups[judge])
    assert sorted(np.concatenate([judge for _, judge in folds])) == list(range(24))


def test_a_label_of_one_person_is_refused(clips):
    labels = np.where(clips.groups == "person01", "fun", "not fun")
    with pytest.raises(DataError, match="'fun' are of one group"):
        group_folds(Clips(clips.names, clips.tracks, labels, clips.groups))


@pytest.mark.parametrize("name", ["trees", "xgboost", "lda"])
def test_statistics_beat_guessing_and_repeat_themselves(clips, name):
    found = validate(clips, name)
    assert found.mean_recall > validate(clips, "majority").mean_recall == 0.5
    assert found == validate(clips, name)
    assert found.interval[0] <= found.mean_recall <= found.interval[1]


@pytest.mark.parametrize("name", ["trees", "xgboost", "lda"])
def test_a_class_without_training_clips_gets_no_probability(clips, name):
    labels = np.array(["aside", *clips.labels[1:]])
    others = Clips(clips.names, clips.tracks, labels, clips.groups)
    found = CLASSIFIERS[name](others, np.arange(1, 20), np.arange(20, 24), 1)
    assert others.classes == ["aside", "fun", "not fun"]
    assert found.shape == (4, 3)
    assert (found[:, 0] == 0).all()
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-6)


def test_without_xgboost_the_message_says_what_to_install(clips, monkeypatch):
    monkeypatch.setitem(sys.modules, "xgboost", None)
    with pytest.raises(DataError, match=r"pip install 'reon\[clips\]'"):
        validate(clips, "xgboost")


NETWORKS = [
    pytest.param(lstm.ClipLSTM, lstm.SCHEDULE, id="lstm"),
    pytest.param(transformer.ClipTransformer, transformer.SCHEDULE, id="transformer"),
]


@pytest.mark.parametrize(("make", "schedule"), NETWORKS)
def test_networks_read_the_order_of_frames(make, schedule):
    """Lines that rise or fall have the same mean and spread; only their order differs."""
    rng = np.random.default_rng(0)
    lines = [np.linspace(-1, 1, rng.integers(8, 15), dtype=np.float32) for _ in range(40)]
    wanted = np.arange(40) % 2
    series = [line[:: 1 - 2 * down, None].copy() for line, down in zip(lines, wanted, strict=True)]
    network = fit(make, schedule, series[:30], wanted[:30], 2, seed=1)
    found = predict(network, series[30:])
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert (found.argmax(axis=1) == wanted[30:]).all()
    again = predict(fit(make, schedule, series[:30], wanted[:30], 2, seed=1), series[30:])
    assert (again == found).all()


@pytest.mark.parametrize(("make", "schedule"), NETWORKS)
def test_a_clip_is_read_alike_alone_and_beside_longer_ones(make, schedule):
    torch.manual_seed(0)
    network = make(3, 2).eval()
    rng = np.random.default_rng(0)
    series = [rng.normal(size=(length, 3)).astype(np.float32) for length in (4, 9, 30)]
    together = predict(network, series)
    alone = np.concatenate([predict(network, [each]) for each in series])
    assert together == pytest.approx(alone, abs=1e-6)
    assert np.ptp(together[:, 0]) > 1e-4


def test_the_random_state_of_torch_is_left_alone():
    series, targets = [np.zeros((5, 1), np.float32)] * 4, np.array([0, 1, 0, 1])
    torch.manual_seed(7)
    before = torch.get_rng_state()
    fit(transformer.ClipTransformer, Schedule(1, 2, 1e-3), series, targets, 2, seed=1)
    assert torch.equal(torch.get_rng_state(), before)


def test_labels_by_chance_are_not_learnt(clips):
    """Labels drawn at random for each person teach nothing about others."""
    rng = np.random.default_rng(3)
    labels = np.array([rng.permutation(["a", "b"] * 2) for _ in range(6)]).ravel()
    found = validate(Clips(clips.names, clips.tracks, labels, clips.groups), "trees")
    assert found.interval[0] < 0.5


def test_mean_recall_by_hand():
    assert mean_recall(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])) == pytest.approx(5 / 6)


def curve(ceiling=0.9, drop=1.0, pace=0.5):
    sizes = np.array([25, 50, 100])
    mean = ceiling - drop * sizes**-pace
    return LearningCurve("trees", sizes, mean, 0 * mean, ceiling, drop, pace, (0.8, 0.95))


def test_the_law_is_found_again():
    sizes = np.array([10, 20, 40, 80, 160])
    assert fit_law(sizes, 0.9 - 1.2 * sizes**-0.7) == pytest.approx((0.9, 1.2, 0.7), rel=1e-3)


def test_clips_needed_by_hand():
    """0.9 - 1 / √n: 0.85 at 400 clips, 0.7 at 25, never 0.9, 0.89 only at 10,000."""
    assert curve().needed(0.85) == 400
    assert curve().needed(0.7) == 25
    assert curve().needed(0.9) is None
    assert curve().needed(0.89) is None, "more than ten times what there is"
    assert curve().enough(0.05) == 35, "(1 - 1/√2) / √n = 0.05"


def test_the_answer_in_words():
    assert "about 400 clips are needed, 300 more than now" in answer(curve(), 0.85)
    assert "better features" in answer(curve(), 0.95)
    assert "From about 858 clips on, 758 more than now" in answer(curve())
    assert "collect more" in answer(curve(drop=3.0))


def test_the_worked_example(folder, tmp_path, capsys):
    tracks = [str(path) for path in folder.glob("*.npz")]
    labels = str(folder / "labels.csv")
    command = ["features", *tracks, "--classify", labels, "--group", "person", "--with", "trees"]
    with pytest.raises(SystemExit) as ended:
        main([*command, "--out", str(tmp_path / "report")])
    assert not ended.value.code
    said = capsys.readouterr().out
    assert "these clips are simulated" in said
    assert "mean recall after" in said
    kept = json.loads((tmp_path / "report" / "report.json").read_text())
    assert set(kept["figures"]) == {"majority", "trees"}
    assert (tmp_path / "report" / "learning-curve.png").read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize("kind", ["pca", "lda"])
def test_a_map(folder, clips, tmp_path, kind):
    tracks = [str(path) for path in folder.glob("*.npz")]
    options = ["--map", kind, "--labels", str(folder / "labels.csv")]
    with pytest.raises(SystemExit) as ended:
        main(["features", *tracks, *options, "--out", str(tmp_path / "map.png")])
    assert not ended.value.code
    assert (tmp_path / "map.png").read_bytes()[:4] == b"\x89PNG"
    points = load_projection(tmp_path / "map.npz")(clip_descriptor(clips.tracks[0]))
    assert np.isfinite(points).all()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--classify", "labels.csv"], "--group"),
        (["--classify", "labels.csv", "--group", "actor"], "no column 'actor'; its columns"),
        ([], "--out is missing"),
    ],
)
def test_refusals_name_what_to_do(folder, monkeypatch, options, words):
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit) as ended:
        main(["features", "person01-01.npz", *options])
    assert words in str(ended.value.code)


def test_tracks_that_do_not_fit_together(tmp_path, folder):
    other = Track([0, 1], [[0.5, 0.5]] * 2, [True, True], ("joy", "neutral"))
    other.save(tmp_path / "other.npz")
    with pytest.raises(DataError, match="do not match"):
        read_clips([tmp_path / "other.npz", folder / "person01-01.npz"])
    hidden = Track(np.arange(20), np.full((20, 2), 0.5), np.arange(20) == 3, other.labels)
    hidden.save(tmp_path / "hidden.npz")
    with pytest.raises(DataError, match="shows a face in 5% of its frames"):
        read_clips([tmp_path / "hidden.npz"])
    with pytest.raises(DataError, match="no track is given"):
        read_clips([])


def test_drawn_clips_differ_by_what_they_are():
    face = {"bias": np.zeros(7), "strength": 4.0, "look": np.zeros(48)}
    eyes = np.random.default_rng(0).normal(size=(7, 48))
    found = {
        fun: np.mean(
            [
                temporal_features(draw_clip(np.random.default_rng(seed), face, eyes, fun))[
                    "happiness.peaks"
                ]
                for seed in range(12)
            ]
        )
        for fun in (True, False)
    }
    assert found[True] > found[False] + 0.5
