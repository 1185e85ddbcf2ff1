"""Accuracy, recall, calibration, intervals and groups, beside hand-computed truths."""

import numpy as np
import pytest

from training.evaluation.groups import by_group, group_columns, thirds
from training.evaluation.intervals import bootstrap, groups_of
from training.evaluation.metrics import (
    calibration_error,
    confusion_matrix,
    log_loss,
    metrics,
    reliability,
)
from training.faces import DataError, Faces


def faces_of(images, **more):
    count = len(images)
    votes = np.eye(2, dtype=np.float32)[np.arange(count) % 2]
    return Faces(("neutral", "joy"), images, votes, [f"f{n}" for n in range(count)], **more)


def test_confusion_counts_truth_by_rows():
    matrix = confusion_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]), classes=2)
    assert matrix.tolist() == [[1, 1], [0, 1]]


def test_calibration_error_by_hand():
    # Two faces at 0.9, one right; two at 0.6, both right: 0.5*|0.5-0.9| + 0.5*|1-0.6| = 0.4
    probabilities = np.array([[0.9, 0.1], [0.9, 0.1], [0.6, 0.4], [0.6, 0.4]])
    labels = np.array([0, 1, 0, 0])
    assert calibration_error(probabilities, labels) == pytest.approx(0.4)
    rows = reliability(probabilities, labels)
    assert [row["accuracy"] for row in rows] == [1.0, 0.5]
    assert sum(row["share"] for row in rows) == 1


def test_precision_recall_and_f1_by_hand():
    # Class 0: 3 faces, 2 found, 3 said. Class 1: 1 face, missed, none said. Class 2: no face.
    labels = np.array([0, 0, 0, 1])
    figures = metrics(np.eye(3)[[0, 0, 2, 0]], labels)
    assert figures["precision"] == [0.6667, None, 0.0]
    assert figures["recall"] == [0.6667, 0.0, None]
    assert figures["f1"] == [0.6667, 0.0, None]
    assert figures["accuracy"] == 0.5
    assert figures["mean_recall"] == pytest.approx(1 / 3)
    assert figures["mean_f1"] == pytest.approx(1 / 3)


def test_log_loss_by_hand():
    assert log_loss(np.array([[0.5, 0.5], [0.25, 0.75]]), np.array([0, 1])) == pytest.approx(
        -(np.log(0.5) + np.log(0.75)) / 2
    )


def test_intervals_hold_the_figure_and_narrow_with_more_faces():
    rng = np.random.default_rng(0)
    widths = []
    for count in (100, 1600):
        labels = rng.integers(0, 2, count)
        predicted = np.where(rng.random(count) < 0.8, labels, 1 - labels)
        low, high = bootstrap(labels, predicted, 3)["accuracy"]
        assert low <= (labels == predicted).mean() <= high
        widths.append(high - low)
    assert widths[1] == pytest.approx(widths[0] / 4, rel=0.35)
    assert bootstrap(labels, predicted, 3)["recall"][2] is None


def test_intervals_over_people_are_wider_where_a_person_is_all_right_or_all_wrong():
    people = np.repeat(np.arange(40), 25)
    labels = np.tile([0, 1], 500)
    predicted = np.where(np.repeat(np.arange(40) % 4 > 0, 25), labels, 1 - labels)
    alone, grouped = (bootstrap(labels, predicted, 2, who)["accuracy"] for who in (None, people))
    assert np.ptp(grouped) > 3 * np.ptp(alone)
    assert bootstrap(labels, predicted, 2, people)["units"] == 40


def test_groups_need_everybodys_name():
    images = np.zeros((2, 4, 4), np.uint8)
    assert groups_of(faces_of(images, people=["a", "b"])) == ["a", "b"]
    assert groups_of(faces_of(images, people=["a", None])) is None
    assert groups_of(faces_of(images, videos=["v", "v"])) == ["v", "v"]


def test_thirds_by_brightness_and_sharpness():
    levels = np.arange(9) * 25
    images = np.stack([np.full((8, 8), level, np.uint8) for level in levels])
    images[0, ::2] = 60
    columns = group_columns(faces_of(images))
    assert columns["brightness"].tolist() == ["low"] * 3 + ["middle"] * 3 + ["high"] * 3
    assert columns["sharpness"][0] == "high"
    assert set(columns) == {"brightness", "sharpness"}


def test_any_column_of_a_file(tmp_path):
    table = tmp_path / "groups.csv"
    table.write_text("name,lamp\nf0,warm\nf1,cold\n", encoding="utf-8-sig")
    faces = faces_of(np.zeros((3, 4, 4), np.uint8), people=["a", "a", "b"])
    columns = group_columns(faces, table)
    assert columns["lamp"].tolist() == ["warm", "cold", ""]
    assert columns["person"].tolist() == ["a", "a", "b"]
    rows = by_group(np.eye(2)[[0, 0, 0]], faces.labels, columns["lamp"], min_faces=1)
    assert [(row["group"], row["faces"], row["accuracy"]) for row in rows] == [
        ("cold", 1, 0.0),
        ("warm", 1, 1.0),
    ]
    assert by_group(np.eye(2)[[0, 0, 0]], faces.labels, columns["lamp"])[0]["group"] == "others"
    table.write_text("face,lamp\nf0,warm\n")
    with pytest.raises(DataError, match="no column 'name'"):
        group_columns(faces, table)
    table.write_text("name,lamp\nzz,warm\n")
    with pytest.raises(DataError, match="names no face"):
        group_columns(faces, table)


def test_thirds_of_equal_values():
    assert set(thirds(np.ones(5))) == {"low"}
