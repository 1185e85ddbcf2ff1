"""Copies are found, and only copies."""

import cv2
import numpy as np
import pytest

from training.drawn import draw_grey
from training.prepare.duplicates import (
    Duplicates,
    close_pairs,
    exact_pairs,
    find_duplicates,
    near_pairs,
)
from training.prepare.figures import also_in


def textures(count, seed=0, side=48):
    """Smooth random pictures: each is like no other."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (count, 5, 5)).astype(np.uint8)
    return np.stack(
        [cv2.resize(one, (side, side), interpolation=cv2.INTER_CUBIC) for one in coarse]
    )


@pytest.mark.parametrize("distance", [0, 3, 6, 15])
def test_close_pairs_are_those_of_trying_all(distance):
    rng = np.random.default_rng(distance)
    codes = rng.integers(0, 2**63, 120, np.uint64)
    flips = [sum(1 << int(bit) for bit in rng.choice(64, n % 20, False)) for n in range(120)]
    codes = np.concatenate([codes, codes ^ np.array(flips, np.uint64), codes[:5]])
    expected = [
        [one, two]
        for one in range(len(codes))
        for two in range(one + 1, len(codes))
        if int(codes[one] ^ codes[two]).bit_count() <= distance
    ]
    assert len(expected) > 10
    assert close_pairs(codes, distance).tolist() == expected


def test_blocks_of_a_large_bucket_miss_nothing(monkeypatch):
    monkeypatch.setattr("training.prepare.duplicates.BLOCK", 7)
    pairs = close_pairs(np.zeros(12, np.uint64), 0)
    assert pairs.tolist() == [[one, two] for one in range(12) for two in range(one + 1, 12)]


def test_exact_copies_go_with_the_first_of_their_kind():
    images = textures(4)[[0, 1, 0, 2, 0, 1]]
    assert exact_pairs(images).tolist() == [[0, 2], [0, 4], [1, 5]]
    assert near_pairs(images).tolist() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda image: cv2.convertScaleAbs(image, alpha=0.8, beta=20),
        lambda image: cv2.imdecode(cv2.imencode(".jpg", image, [1, 60])[1], 0),
        lambda image: cv2.resize(cv2.resize(image, (32, 32)), (48, 48)),
        lambda image: cv2.GaussianBlur(image, (5, 5), 0),
    ],
    ids=["light", "jpeg", "rescaled", "blurred"],
)
def test_changed_copies_are_near_and_others_are_not(change):
    images = textures(30)
    copies = np.stack([change(image) for image in images[:10]])
    found = find_duplicates(np.concatenate([images, copies]))
    assert found.exact.tolist() == []
    assert found.near.tolist() == [[index, 30 + index] for index in range(10)]


def test_colour_pictures_too():
    images = np.stack([textures(6, seed) for seed in range(3)], -1)
    images[5] = cv2.convertScaleAbs(images[2], alpha=0.9)
    assert find_duplicates(images).near.tolist() == [[2, 5]]


def test_different_people_are_not_copies_of_each_other():
    rng = np.random.default_rng(0)
    labels = ("anger", "happiness", "neutral", "surprise")
    who = [(person, label) for person in range(4) for label in labels]
    faces = np.stack([draw_grey(person, label, rng) for person, label in who])
    for one, two in find_duplicates(faces).near:
        assert who[one][0] == who[two][0]


@pytest.mark.parametrize("images", [np.zeros((0, 8, 8), np.uint8), np.zeros((1, 8, 8), np.uint8)])
def test_nothing_to_compare(images):
    assert find_duplicates(images).pairs.shape == (0, 2)


def test_blank_pictures_are_copies_only_to_the_bit():
    images = np.zeros((4, 8, 8), np.uint8)
    images[2:] = 90
    found = find_duplicates(images)
    assert found.exact.tolist() == [[0, 1], [2, 3]]
    assert found.near.tolist() == []


def test_pairs_across_groups():
    found = Duplicates(np.array([[0, 1], [0, 2]]), np.array([[2, 3]]))
    across = found.across(["train", "train", "test", None])
    assert across.exact.tolist() == [[0, 2]]
    assert across.near.tolist() == []


def test_how_much_of_a_part_is_also_in_another():
    # 0, 1, 2 are one picture; 3 is near 4; 5 is near 6 of the same part.
    found = Duplicates(np.array([[0, 1], [0, 2]]), np.array([[3, 4], [5, 6]]))
    parts = ["train", "valid", "test", "train", "test", "test", "test"]
    assert also_in(found, parts) == {
        "train": {"valid": 1, "test": 2},
        "valid": {"train": 1, "test": 1},
        "test": {"train": 2, "valid": 1},
    }
