"""Stills: every picture counts, faces are cut as on the site, and figures are hand-checked."""

import json

import numpy as np
import pytest

from bench import stills
from bench.stills import central, crops, recognise
from scoring.constants import FER_LABELS
from scoring.models.preprocessing import Preprocessing
from scoring.models.registry import get_model
from training.data.dataset import Sample
from training.drawn import draw_face, draw_room
from training.samples import save


def test_figures_by_hand():
    """Of five: three right, one surely wrong, one wrong without being sure."""
    rows = np.array([[0.95, 0.05], [0.6, 0.4], [0.2, 0.8], [0.95, 0.05], [0.7, 0.3]])
    found = recognise(rows, np.array([0, 0, 1, 1, 1]))
    assert found.pictures == 5
    assert found.accuracy.value == pytest.approx(3 / 5)
    assert found.mean_recall.value == pytest.approx((1 + 1 / 3) / 2)
    assert found.sure_and_wrong.value == pytest.approx(1 / 5)
    for figure in (found.accuracy, found.mean_recall, found.sure_and_wrong):
        assert figure.low < figure.value < figure.high


def test_intervals_narrow_with_pictures():
    rng = np.random.default_rng(0)
    widths = []
    for count in (40, 1000):
        rows = rng.dirichlet(np.full(7, 0.03), count)
        labels = np.where(rng.random(count) < 0.6, rows.argmax(1), rng.integers(7, size=count))
        figure = recognise(rows, labels).sure_and_wrong
        assert figure.low <= figure.value <= figure.high
        widths.append(figure.high - figure.low)
    assert widths[1] < widths[0] / 2


def test_no_pictures_no_figures():
    nothing = recognise(np.zeros((0, 7)), np.zeros(0, int))
    assert nothing.pictures == 0
    assert np.isnan(nothing.accuracy.value)


@pytest.mark.parametrize("shape", [(40, 60), (60, 40, 3)])
def test_the_square_in_the_middle(shape):
    picture = np.full(shape, 200, np.uint8)
    picture[:10] = picture[-10:] = 0 if shape[0] > shape[1] else 200
    picture[:, :10] = picture[:, -10:] = 0 if shape[1] > shape[0] else picture[:, :10]
    face = central(picture, Preprocessing(size=16))
    assert face.shape == (16, 16, 3)
    assert (face == 200).all()


def test_faces_are_found_or_the_middle_is_taken(tmp_path):
    rng = np.random.default_rng(0)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"none")
    votes = np.eye(7)[3]
    samples = [
        Sample("face", votes, pixels=draw_face(0, "happiness", rng)),
        Sample("room", votes, pixels=draw_room(rng)),
        Sample("broken", votes, path=broken),
    ]
    model = get_model()
    face, room, none = crops(samples, model, stills.load_detector())
    assert (face.found, room.found, none) == (True, False, None)
    assert face.label == room.label == 3
    assert (room.pixels == central(samples[1].pixels, model.preprocessing)).all()
    assert face.pixels.shape == room.pixels.shape == (model.preprocessing.size,) * 2 + (3,)


def test_the_command_on_drawn_people(tmp_path, capsys):
    rng, root = np.random.default_rng(0), tmp_path / "stills"
    for name in FER_LABELS:
        save(root / name / "0.png", draw_face(0, name, rng))
    save(root / "happiness" / "room.png", draw_room(rng))
    (root / "fear" / "broken.png").write_bytes(b"none")
    assert stills.main([str(root), "--json", str(tmp_path / "s.json")]) == 0
    shown = capsys.readouterr().out
    assert "8 pictures, 1 of them read from their central square" in shown
    assert "1 unreadable" in shown
    found = json.loads((tmp_path / "s.json").read_text())
    assert (found["every"]["pictures"], found["found"]["pictures"]) == (8, 7)
    confusion = found["confusion"]
    assert sum(confusion["happiness"].values()) == 2
    assert confusion["happiness"]["happiness"] >= 1
    right = sum(confusion[name][name] for name in FER_LABELS)
    assert found["every"]["accuracy"]["value"] == pytest.approx(right / 8)
    assert stills.main([str(tmp_path / "nowhere")]) == 2
    assert "is missing" in capsys.readouterr().err
