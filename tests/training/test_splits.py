"""Splits keep people, videos and groups together and classes even; the seed decides."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest

from training.faces import DataError, Faces
from training.splits import folds, groups_of, split


def made_up(people=30, each=12, classes=3, seed=0):
    """Faces of people in two videos each, labels at random."""
    rng = np.random.default_rng(seed)
    count = people * each
    votes = np.eye(classes, dtype=np.float32)[rng.integers(classes, size=count)]
    who = [f"p{index // each}" for index in range(count)]
    films = [f"v{index // (each // 2)}" for index in range(count)]
    images = rng.integers(0, 256, (count, 8, 8)).astype(np.uint8)
    return Faces(tuple("abc"[:classes]), images, votes, list(map(str, range(count))), who, films)


def parts_by(keys, parts):
    seen = defaultdict(set)
    for key, part in zip(keys, parts, strict=True):
        seen[key].add(part)
    return seen


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("by", ["person", "video", "group"])
def test_nobody_is_on_both_sides(by, seed):
    faces = split(made_up(seed=seed), by, seed=seed)
    keys = faces.videos if by == "video" else faces.people
    assert all(len(parts) == 1 for parts in parts_by(keys, faces.parts).values())


def test_parts_and_classes_come_near_their_shares():
    faces = split(made_up(people=60), "person", {"valid": 0.2, "test": 0.1})
    for name, share in (("train", 0.7), ("valid", 0.2), ("test", 0.1)):
        part = faces.part(name)
        assert len(part) / len(faces) == pytest.approx(share, abs=0.03)
        expected = np.bincount(faces.labels) * share
        assert np.bincount(part.labels, minlength=3) == pytest.approx(expected, rel=0.25)


def test_the_seed_decides():
    faces = made_up()
    first, again, other = (split(faces, "person", seed=seed).parts for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_group_joins_over_several_steps():
    faces = replace(
        made_up(people=1, each=6),
        people=["ann", "ann", None, None, "bob", None],
        videos=["one", "two", "two", None, None, "three"],
    )
    groups = groups_of(faces, "group")
    assert groups[0] == groups[1] == groups[2]  # ann, and whoever else is in her second video
    assert len(set(groups)) == 4


def test_folds_cover_every_face_once_and_share_nobody():
    faces = made_up()
    tested = []
    for train, test in folds(faces, "person", 5):
        assert not {faces.people[i] for i in train} & {faces.people[i] for i in test}
        assert len(train) + len(test) == len(faces)
        tested.extend(test)
    assert sorted(tested) == list(range(len(faces)))


def test_what_cannot_be_split_is_refused():
    faces = made_up(people=2)
    unknown = replace(faces, people=[None, *faces.people[1:]])
    nothing = replace(faces, people=None, videos=None)
    with pytest.raises(DataError, match="1 of 24 faces have no person"):
        split(unknown, "person")
    with pytest.raises(DataError, match="no group is known"):
        split(nothing, "group")
    with pytest.raises(DataError, match="2 groups by person cannot fill 3 parts"):
        split(faces, "person")
    with pytest.raises(DataError, match="leave nothing to learn from"):
        split(faces, "person", {"test": 1.0})
    with pytest.raises(DataError, match="allowed: person, video, group, random"):
        split(faces, "age")
    with pytest.raises(DataError, match="at most as many as there are groups"):
        list(folds(faces, "person", 3))
