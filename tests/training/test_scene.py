"""The "scene" augmentation: black around a face says nothing, sets are framed alike."""

import cv2
import numpy as np
import pytest

from training.learning.augment import augmentation
from training.learning.scene import Framing, outline, placed

SIDE = 64


def cut_out(level=150):
    """A bright oval on black with a dark mouth inside, as a set of cut-out faces has it."""
    image = np.zeros((SIDE, SIDE, 3), np.uint8)
    cv2.ellipse(image, (32, 32), (24, 30), 0, 0, 360, (level,) * 3, -1)
    cv2.ellipse(image, (32, 46), (8, 4), 0, 0, 360, (0, 0, 0), -1)
    return image


def test_the_outline_keeps_what_is_dark_inside_the_face():
    inside = outline(cut_out())
    assert inside[46, 32] == 255  # the mouth
    assert inside[0, 0] == inside[32, 2] == 0
    oval = np.pi * 24 * 30
    assert 0.8 * oval < (inside > 0).sum() < oval


def test_black_around_a_face_is_filled_at_random():
    rng = np.random.default_rng(0)
    framing = Framing((0.7, 0.8), cut_out=True)
    drawn = placed([cut_out()] * 40, [framing] * 40, rng)
    corners = drawn[:, 2, 2].astype(int)
    assert (corners.sum(1) > 60).mean() > 0.6
    assert np.ptp(corners, axis=0).min() > 150
    centres = drawn[:, 28:36, 28:36].mean((1, 2, 3))
    assert np.abs(np.median(centres) - 150) < 10


def test_faces_of_other_sets_are_cut_out_at_times():
    rng = np.random.default_rng(1)
    plain = np.full((SIDE, SIDE, 3), 90, np.uint8)
    images = [plain, cut_out()] * 60
    framings = [Framing((1, 1)), Framing((1, 1), cut_out=True)] * 60
    drawn = placed(images, framings, rng)[::2]
    changed = (drawn != 90).any((1, 2, 3)).mean()
    assert 0.05 < changed < 0.45


@pytest.mark.parametrize("zoom", [0.8, 1.2])
def test_a_set_is_shown_at_its_own_size(zoom):
    image = np.zeros((SIDE, SIDE, 3), np.uint8)
    cv2.circle(image, (32, 32), 12, (255, 255, 255), -1)
    drawn = placed([image] * 20, [Framing((zoom, zoom))] * 20, np.random.default_rng(2))
    area = (drawn[..., 0] > 127).sum((1, 2)).mean()
    assert area == pytest.approx(np.pi * (12 * zoom) ** 2, rel=0.08)


def test_the_same_seed_gives_the_same_scene_and_the_light_goes_low():
    vary = augmentation("scene")
    images = [np.full((SIDE, SIDE, 3), 160, np.uint8)] * 200
    first, again = (vary(images, np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(first, again)
    levels = first.mean((1, 2, 3))
    assert levels.min() < 0.3 * 160
    assert np.abs(np.median(levels) - 160) < 30
