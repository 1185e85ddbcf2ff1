"""Several sets as one: labels, shapes, names and parts."""

from dataclasses import replace

import numpy as np
import pytest

from tests.training.test_fit import CLASSES, drawn
from training.__main__ import main
from training.data.joined import join, open_sets
from training.evaluation.by_set import figures_by_set
from training.evaluation.given import open_source_faces
from training.evaluation.report import set_tables
from training.faces import DataError, Faces, save_faces
from training.recipes.options import SetOptions
from training.recipes.recipe import recipe_from
from training.recipes.sections import RecipeError


def coloured(classes=("happy", "sad", "wry"), count=6, side=12):
    """Faces of a set with its own labels, in colour, without a validation part."""
    rng = np.random.default_rng(3)
    images = rng.integers(0, 256, (count, side, side, 3), dtype=np.uint8)
    votes = np.eye(3, dtype=np.float32)[np.arange(count) % 3]
    parts = ["train"] * (count - 1) + ["test"]
    return Faces(classes, images, votes, list(map(str, range(count))), parts=parts)


def test_labels_are_brought_together_and_faces_to_one_shape():
    grey, colour = drawn(14, side=24), coloured()
    joined = join([(SetOptions("a"), grey), (SetOptions("b", drop=["wry"]), colour)])
    assert joined.classes == CLASSES
    assert joined.sets == ["a"] * 14 + ["b"] * 4
    assert joined.images.shape == (18, 24, 24, 3)
    assert np.array_equal(joined.images[3], np.repeat(grey.images[3][..., None], 3, 2))
    assert [CLASSES[label] for label in joined.labels[14:]] == ["happiness", "sadness"] * 2
    assert joined.names[14:] == ["b/0", "b/1", "b/3", "b/4"]


def test_pictures_read_like_an_array():
    joined = join([(SetOptions("a"), drawn(7)), (SetOptions("b"), drawn(7, side=32, seed=1))])
    whole = np.asarray(joined.images)
    assert whole.shape == joined.images.shape == (14, 32, 32, 3)
    assert np.array_equal(np.asarray(joined.images[2:9]), whole[2:9])
    assert np.array_equal(np.asarray(joined.images[[9, 1]]), whole[[9, 1]])
    assert np.array_equal(joined.select([10, 3]).images[0], whole[10])
    assert joined.fingerprint() == replace(joined, images=whole).fingerprint()


def test_a_labels_own_way_is_taken_and_a_lost_one_is_named():
    joined = join([(SetOptions("b", labels={"wry": "disgust"}), coloured())])
    assert CLASSES[joined.labels[2]] == "disgust"
    with pytest.raises(DataError, match="wry has no place"):
        join([(SetOptions("b"), coloured())])


def test_people_of_one_set_are_not_those_of_another():
    one = replace(drawn(14), people=["p1"] * 14)
    joined = join([(SetOptions("a"), one), (SetOptions("b"), replace(one, names=one.names))])
    assert set(joined.people) == {"a/p1", "b/p1"}


def test_a_set_without_validation_part_lays_some_aside_the_same_each_time():
    faces = replace(drawn(70), parts=["train"] * 56 + ["test"] * 14)
    first, again = (join([(SetOptions("a", valid=0.25), faces)], seed=4) for _ in range(2))
    assert first.parts == again.parts
    assert first.parts.count("valid") == 14
    assert first.parts[56:] == ["test"] * 14
    assert np.bincount(first.part("valid").labels).tolist() == [2] * 7


def test_people_stay_together_when_some_are_laid_aside():
    people = [f"p{number % 10}" for number in range(70)]
    faces = replace(drawn(70), parts=["train"] * 70, people=people)
    joined = join([(SetOptions("a", valid=0.3), faces)])
    watched = {
        who for who, part in zip(joined.people, joined.parts, strict=True) if part == "valid"
    }
    learnt = {who for who, part in zip(joined.people, joined.parts, strict=True) if part == "train"}
    assert watched
    assert not watched & learnt


def test_a_run_record_opens_its_sets_again(tmp_path):
    save_faces(tmp_path / "a", drawn(14))
    save_faces(tmp_path / "b", coloured())
    sets = [{"name": "a"}, {"name": "b", "drop": ["wry"], "valid": 0.3}]
    recipe = recipe_from({"name": "two", "data": {"sets": sets}})
    opened = open_sets(tmp_path, recipe.data.sets, recipe.seed)
    again = open_source_faces(tmp_path, "all", {"recipe": recipe.to_dict()})
    assert again.parts == opened.parts
    assert again.names == opened.names
    assert len(open_source_faces(tmp_path / "a", "all", {"recipe": recipe.to_dict()})) == 14


def test_a_report_has_a_row_for_each_set():
    joined = join([(SetOptions("a"), drawn(14)), (SetOptions("b"), drawn(7, seed=1))])
    figures = figures_by_set(joined.votes, joined)
    (table,) = set_tables(figures)
    assert [row[:3] for row in table.rows] == [["a", 14, "100.0 %"], ["b", 7, "100.0 %"]]
    assert set_tables({}) == []


def test_the_audit_looks_across_sets(tmp_path, capsys):
    save_faces(tmp_path / "a", drawn(14))
    twin = drawn(14)
    save_faces(tmp_path / "b", replace(twin, parts=["test"] * 14))
    with pytest.raises(SystemExit) as ended:
        main(["audit", str(tmp_path / "a"), str(tmp_path / "b"), "--exact"])
    assert ended.value.code == 1
    assert "b/0-0 = a/0-0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        ([{"weight": 2.0}], "without a name"),
        ([{"name": "a", "zoom": [2, 1]}], "zoom"),
        ([{"name": "a", "weigth": 1.0}], "weigth is not known"),
        ("a", "write \\[\\[data.sets"),
    ],
)
def test_a_wrong_entry_is_refused_with_what_is_allowed(sets, words):
    with pytest.raises(RecipeError, match=words):
        recipe_from({"name": "x", "data": {"sets": sets}})
