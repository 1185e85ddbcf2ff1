"""The audit finds what was planted, and shows why it matters."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from training.__main__ import main
from training.audit import LeakError, audit, check, table
from training.faces import Faces, load_faces, save_faces
from training.splits import split

CLASSES = ("calm", "merry")


def people_who_tell_the_label(people=40, each=20, seed=3):
    """Faces of people with looks of their own, who mostly keep to one label.

    The picture shows the person, and nothing of the label: what a classifier learns from it is
    who somebody is.
    """
    rng = np.random.default_rng(seed)
    looks = rng.integers(0, 256, (people, 16, 16))
    habits = rng.integers(2, size=people)
    images, labels, who = [], [], []
    for person in range(people):
        for _ in range(each):
            images.append(np.clip(looks[person] + rng.normal(0, 25, (16, 16)), 0, 255))
            labels.append(habits[person] if rng.random() < 0.95 else 1 - habits[person])
            who.append(f"person {person}")
    names = [f"{number}.png" for number in range(len(labels))]
    votes = np.eye(2, dtype=np.float32)[labels]
    return Faces(CLASSES, np.array(images, np.uint8), votes, names, who)


def nearest_neighbour_accuracy(faces):
    """Test accuracy of the simplest classifier: the label of the most similar training face."""
    train, test = faces.part("train"), faces.part("test")
    known = train.images.reshape(len(train), -1).astype(float)
    asked = test.images.reshape(len(test), -1).astype(float)
    distance = (asked**2).sum(1)[:, None] - 2 * asked @ known.T + (known**2).sum(1)
    return (train.labels[distance.argmin(1)] == test.labels).mean()


def test_a_random_split_flatters_and_the_split_by_person_tells_the_truth():
    flattered, honest = [], []
    for seed in range(6):
        faces = people_who_tell_the_label(seed=seed)
        shares = {"test": 0.25}
        flattered.append(nearest_neighbour_accuracy(split(faces, "random", shares, seed)))
        honest.append(nearest_neighbour_accuracy(split(faces, "person", shares, seed)))
    assert np.mean(flattered) > 0.88  # looks excellent
    assert abs(np.mean(honest) - 0.5) < 0.15  # nothing was learnt but who is who
    assert np.mean(flattered) - np.mean(honest) > 0.25


def test_the_audit_tells_the_two_splits_apart():
    faces = people_who_tell_the_label()
    leaks = audit(split(faces, "random"), near=False)
    assert {leak.kind for leak in leaks} == {"person"}
    assert audit(split(faces, "person"), near=False) == []


def test_planted_leaks_are_found_and_named():
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (6, 48, 48)).astype(np.uint8)
    images[4] = images[1]
    faces = Faces(
        CLASSES,
        images,
        np.eye(2, dtype=np.float32)[[0, 1, 0, 1, 0, 1]],
        [f"{number}.png" for number in range(6)],
        ["ann", None, "bob", None, None, "ann"],
        [None, "film", None, "film", None, None],
        ["train", "train", "train", "valid", "test", "test"],
    )
    leaks = audit(faces, near=False)
    assert [(leak.kind, leak.what, leak.parts, leak.faces) for leak in leaks] == [
        ("person", "ann", ("test", "train"), 2),
        ("video", "film", ("train", "valid"), 2),
        ("same picture", "4.png = 1.png", ("test", "train"), 2),
    ]
    assert "test / train   1      2      ann" in table(leaks)
    with pytest.raises(LeakError, match="person ann is in test and train"):
        check(faces)


def test_near_duplicates_across_parts_are_found():
    rng = np.random.default_rng(1)
    small = rng.integers(0, 256, (8, 6, 6)).astype(np.float32)
    images = np.array([cv2.resize(face, (48, 48), interpolation=cv2.INTER_CUBIC) for face in small])
    images[5] = images[2] * 0.9 + rng.normal(0, 3, (48, 48))  # the next frame: darker, other noise
    images[3] = images[2] * 0.8  # in the same part: no leak
    faces = Faces(
        CLASSES,
        np.clip(images, 0, 255).astype(np.uint8),
        np.eye(2)[[0, 1] * 4],
        [f"{number}.png" for number in range(8)],
        parts=["train"] * 4 + ["test"] * 4,
    )
    leaks = audit(faces)
    assert {leak.what for leak in leaks} == {"2.png ~ 5.png", "3.png ~ 5.png"}
    assert {leak.kind for leak in leaks} == {"near picture"}
    assert audit(faces, near=False) == []


def test_faces_of_nobody_known_or_of_no_part_are_no_leak():
    images = np.arange(4, dtype=np.uint8).repeat(64).reshape(4, 8, 8)
    faces = Faces(CLASSES, images, np.eye(2)[[0, 1, 0, 1]], list("abcd"))
    assert audit(faces, near=False) == []
    assert audit(replace(faces, people=["ann"] * 4), near=False) == []


def test_the_command_fails_loudly(tmp_path, capsys):
    faces = people_who_tell_the_label(people=6)
    save_faces(tmp_path / "leaky", split(faces, "random"))
    save_faces(tmp_path / "clean", split(faces, "person"))
    with pytest.raises(SystemExit) as leaky:
        main(["audit", str(tmp_path / "leaky"), "--exact"])
    printed = capsys.readouterr().out
    assert leaky.value.code == 1
    assert "leaks between the parts" in printed
    assert "person 0" in printed
    with pytest.raises(SystemExit) as clean:
        main(["audit", str(tmp_path / "clean"), "--exact"])
    assert clean.value.code == 0
    assert "no leak found" in capsys.readouterr().out


def test_a_new_split_can_be_kept_in_the_data(tmp_path, capsys):
    save_faces(tmp_path, people_who_tell_the_label(people=8))
    words = ["--exact", "--split", "person", "--valid", "0.25", "--test", "0.25"]
    for more in ([], ["--keep"]):
        assert load_faces(tmp_path).parts == [None] * 160
        with pytest.raises(SystemExit) as end:
            main(["audit", str(tmp_path), *words, *more])
        assert end.value.code == 0
    faces = load_faces(tmp_path)
    assert [faces.parts.count(name) for name in ("train", "valid", "test")] == [80, 40, 40]
    with pytest.raises(SystemExit) as official:
        main(["audit", str(tmp_path), "--keep"])
    assert "say with --split how to make them" in str(official.value.code)
