"""Views of a face, ensembles, and what a network looks at."""

import cv2
import numpy as np
import pytest
import torch

from scoring.models.backends import softmax
from scoring.models.preprocessing import Preprocessing
from training.evaluation.ensemble import ensembles, fit_stacking, fit_weights, folds, weighted
from training.evaluation.metrics import log_loss, metrics
from training.evaluation.saliency import grad_cam, saliency_sheet
from training.evaluation.source import Source
from training.evaluation.views import VIEWS, mirrored, moved, view_probabilities
from training.faces import Faces


def test_views_by_hand():
    image = np.arange(16, dtype=np.uint8).reshape(1, 4, 4)
    assert mirrored(image)[0, 0].tolist() == [3, 2, 1, 0]
    assert moved(image, 0.25, 0)[0, 0].tolist() == [0, 0, 1, 2]
    assert moved(image, 0, -0.25)[0, :, 0].tolist() == [4, 8, 12, 12]
    colour = np.repeat(image[..., None], 3, 3)
    assert moved(colour, 0.25, 0)[0, 0, :, 1].tolist() == [0, 0, 1, 2]


def test_mirrored_views_of_one_side_are_averaged():
    images = np.zeros((1, 8, 8), np.uint8)
    images[:, :, :4] = 255

    def left_of(batch):
        left = batch[:, 0, :, :4].mean((1, 2))
        return np.stack([left, -left], 1)

    plain = Preprocessing(size=8, mean=(0.5,) * 3, std=(0.5,) * 3)
    one = view_probabilities(left_of, images, plain, ("plain",))
    both = view_probabilities(left_of, images, plain, ("plain", "mirrored"))
    assert one[0] == pytest.approx(softmax(np.array([1.0, -1.0])))
    assert both[0] == pytest.approx([0.5, 0.5])
    assert view_probabilities(left_of, images, plain).shape == (1, 2)
    assert len(VIEWS) == 6


def member(labels, strength, rng):
    return softmax(rng.normal(0, 1, (len(labels), 3)) + strength * np.eye(3)[labels])


def test_weights_prefer_the_better_member_and_joining_gains():
    rng = np.random.default_rng(0)
    valid, test = (rng.integers(0, 3, 600) for _ in range(2))
    ahead, tests = (
        [member(labels, strength, rng) for strength in (2.0, 2.0, 0.0)] for labels in (valid, test)
    )
    weights = fit_weights(ahead, valid)
    assert weights.sum() == pytest.approx(1)
    assert weights[2] < 0.1 < min(weights[:2])
    assert log_loss(weighted(np.array(ahead), weights), valid) <= min(
        log_loss(each, valid) for each in ahead
    )
    found = ensembles(ahead, valid, tests)
    alone = metrics(tests[0], test)["accuracy"]
    for way in ("weighted", "stacked"):
        assert metrics(found[way][0], test)["accuracy"] > alone
        assert found[way][0].sum(1) == pytest.approx(1)


def test_nobody_is_on_both_sides_of_a_fold():
    people = np.repeat(np.arange(20), 6)
    labels = np.tile([0, 1, 2], 40)
    for inside, outside in folds(labels, people):
        assert not set(people[inside]) & set(people[outside])
    rng = np.random.default_rng(0)
    model, strength = fit_stacking([member(labels, 2, rng)], labels, people)
    assert strength > 0
    assert model.classes_.tolist() == [0, 1, 2]


class Halves(torch.nn.Module):
    """Says class 0 for light on the left, class 1 for light on the right."""

    def __init__(self):
        super().__init__()
        self.blocks = torch.nn.Identity()

    def forward(self, faces):
        maps = self.blocks(faces)
        half = maps.shape[3] // 2
        return torch.stack(
            [maps[..., :half].square().sum((1, 2, 3)), maps[..., half:].square().sum((1, 2, 3))], 1
        )


def test_grad_cam_finds_what_speaks_for_a_class():
    batch = np.zeros((2, 3, 8, 8), np.float32)
    batch[:, :, 2, 1] = 1.0
    batch[:, :, 6, 7] = 1.0
    maps = grad_cam(Halves().eval(), batch, np.array([0, 1]))
    assert maps.shape == (2, 8, 8)
    assert maps.max((1, 2)) == pytest.approx([1, 1])
    assert [np.unravel_index(each.argmax(), each.shape) for each in maps] == [(2, 1), (6, 7)]
    assert (maps >= 0).all()


def test_a_sheet_has_a_row_for_each_class(tmp_path):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 255, (6, 16, 16), np.uint8)
    faces = Faces(("neutral", "joy"), images, np.eye(2)[[0, 1] * 3], [str(n) for n in range(6)])
    network = Halves().eval()
    source = Source("halves", faces.classes, Preprocessing(size=16), None, network, "halves", {})
    probabilities = np.eye(2)[[0, 1, 1, 1, 0, 0]]
    path = tmp_path / "sheet.png"
    saliency_sheet(source, faces, probabilities, path, examples=2)
    sheet = cv2.imread(str(path))
    assert sheet.shape == (24 + 2 * 112, 112 * (1 + 4 * 2), 3)
    wrong = sheet[24:136, 112 * 5 : 112 * 7]
    assert wrong.std() > 10
    assert sheet[24:136, 112 * 7 :].min() == 255
