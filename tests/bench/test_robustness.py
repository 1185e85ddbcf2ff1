"""Robustness: disturbances do what they say, and a steady classifier is reported as steady."""

import numpy as np
import pytest

from bench import robustness
from bench.disturbances import DISTURBANCES
from bench.robustness import Scene, around, moved, on_faces, on_videos
from scoring.constants import FER_LABELS
from scoring.models.classifier import Classifier
from scoring.models.preprocessing import Preprocessing
from scoring.models.registry import Model
from training.faces import Faces

BOX = (40.0, 40.0, 80.0, 80.0)


@pytest.fixture
def frame():
    return np.random.default_rng(0).integers(40, 200, (160, 160, 3), np.uint8)


def test_every_disturbance_changes_something_but_only_one_thing(frame):
    for name, disturb in DISTURBANCES.items():
        seen, box = disturb(frame, BOX)
        assert seen.shape == frame.shape
        assert seen.dtype == np.uint8
        same = (np.array_equal(seen, frame), box == BOX)
        assert same == (True, True) if name == "none" else sum(same) == 1


def test_boxes_by_hand(frame):
    assert DISTURBANCES["left 4 %"](frame, BOX)[1] == pytest.approx((36.8, 40, 80, 80))
    assert DISTURBANCES["4 % larger box"](frame, BOX)[1] == pytest.approx((38.4, 38.4, 83.2, 83.2))


def test_what_is_around_a_box(frame):
    part, box = around(frame, (100.0, 10.0, 40.0, 40.0))
    assert part.shape == (80, 90, 3)
    assert box == (30.0, 10.0, 40.0, 40.0)
    assert (part[10, 30] == frame[10, 100]).all()


def test_moved_by_hand():
    assert moved(np.array([[0.8, 0.2]]), np.array([[0.5, 0.5]])) == pytest.approx(0.3)


def classifier(logits):
    card = {"files": {"onnx": {"sha256": "0" * 64}}, "neutral": "neutral"}
    model = Model("made-up", FER_LABELS, "none", Preprocessing(size=16), None, card)
    return Classifier(model, logits)


def test_a_classifier_of_brightness_falls_for_light_only(monkeypatch):
    """It says happiness where it is light: the box may move, the lamp may not."""

    def by_light(batch):
        light = batch.mean((1, 2, 3))
        logits = np.zeros((len(batch), 7), np.float32)
        logits[:, FER_LABELS.index("happiness")] = 6 * light
        logits[:, FER_LABELS.index("neutral")] = 1
        return logits

    levels = 110 + 60 * np.sin(np.arange(40) / 4)
    frames = [np.full((160, 160, 3), level, np.uint8) for level in levels]
    scene = Scene("waves", list(np.arange(40) / 5), frames, [BOX] * 40)
    rows = {name: figures for name, *figures in on_videos(classifier(by_light), [scene])}
    assert rows["none"] == pytest.approx([0, 0, 100, 100], abs=0.5)
    assert rows["left 4 %"] == pytest.approx(rows["none"])
    assert rows["30 % darker"][0] > 0.05
    assert rows["30 % darker"][2] < 99


def test_faces_are_cut_whole_and_figures_told():
    images = np.zeros((4, 48, 48), np.uint8)
    images[1::2, :, 24:] = 255
    seen = []

    def by_side(batch):
        seen.append(batch)
        right = batch[:, 0, :, 8:].mean((1, 2)) - batch[:, 0, :, :8].mean((1, 2))
        logits = np.zeros((len(batch), 7), np.float32)
        logits[:, 1] = right - 1
        return logits

    faces = Faces(FER_LABELS, images, np.eye(7)[[0, 1, 0, 1]], list("abcd"))
    rows = {name: figures for name, *figures in on_faces(classifier(by_side), faces)}
    whole = seen[0][1, 0]
    assert np.ptp(whole[:, :7]) < 1e-4 > np.ptp(whole[:, 9:])
    assert np.ptp(whole) > 1
    assert rows["none"][:2] == [0, 0]
    assert rows["none"][2] == 1.0


def test_nothing_to_measure_on(capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("REON_TEST_MEDIA", raising=False)
    assert robustness.main([]) == 2
    assert "--media" in capsys.readouterr().err
    assert robustness.main(["--faces", str(tmp_path)]) == 2
