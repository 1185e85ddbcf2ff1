"""Ways between label sets, and what they refuse."""

import numpy as np
import pytest

from scoring.constants import FER_LABELS
from training.data import labels
from training.data.dataset import DataSet, Sample, one_hot
from training.data.labels import AIHUB, FERPLUS, class_indices, map_dataset, map_votes
from training.faces import DataError


@pytest.mark.parametrize(
    ("classes", "drop"),
    [
        (labels.FER2013, ()),
        (labels.RAFDB, ()),
        (labels.AFFECTNET, ("contempt",)),
        (labels.CKPLUS, ("contempt",)),
        (labels.FERPLUS, ("contempt",)),
    ],
)
def test_sets_with_the_same_words_keep_them(classes, drop):
    places = class_indices(classes, "fer", drop)
    for name, place in zip(classes, places, strict=True):
        assert (place is None) if name in drop else FER_LABELS[place] == name


def test_folder_spellings():
    classes = ("Angry", "happy", "Surprised")
    assert [FER_LABELS[place] for place in class_indices(classes, "fer")] == [
        "anger",
        "happiness",
        "surprise",
    ]


def test_korean_labels_go_as_documented():
    places = class_indices(AIHUB, "fer", ("embarrassment", "hurt"))
    went = {
        name: place if place is None else FER_LABELS[place]
        for name, place in zip(AIHUB, places, strict=True)
    }
    assert went == {
        "joy": "happiness",
        "embarrassment": None,
        "anger": "anger",
        "anxiety": "fear",
        "hurt": None,
        "sadness": "sadness",
        "neutral": "neutral",
    }
    assert class_indices(AIHUB, "aihub") == list(range(7))


@pytest.mark.parametrize(
    ("classes", "target", "drop", "message"),
    [
        (FERPLUS, "fer", (), "contempt has no place .* --drop contempt"),
        (AIHUB, "fer", (), "embarrassment, hurt has no place"),
        (AIHUB, "fer", ("hurt",), "embarrassment has no place"),
        (FER_LABELS, "aihub", (), "has no place among the labels of aihub"),
        (FER_LABELS, "ekman", (), "'ekman' is unknown: choose one of fer, aihub"),
        (FER_LABELS, "fer", ("contempt",), "contempt cannot be dropped, the data have: anger"),
    ],
)
def test_what_does_not_map_is_refused(classes, target, drop, message):
    with pytest.raises(DataError, match=message):
        class_indices(classes, target, drop)


def test_votes_are_shared_anew_without_the_dropped_label():
    votes = np.zeros((3, 8))
    votes[0, [FERPLUS.index("sadness"), FERPLUS.index("contempt")]] = 0.6, 0.4
    votes[1, [FERPLUS.index("contempt"), FERPLUS.index("neutral")]] = 0.6, 0.4
    votes[2, [FERPLUS.index("happiness"), FERPLUS.index("surprise")]] = 0.75, 0.25
    mapped, kept = map_votes(votes, FERPLUS, "fer", ("contempt",))
    assert kept.tolist() == [True, False, True]
    np.testing.assert_allclose(mapped[0], one_hot(FER_LABELS.index("sadness"), 7))
    assert mapped[1].sum() == 0
    assert mapped[2, FER_LABELS.index("surprise")] == 0.25


def test_two_labels_may_become_one():
    mapped, _ = map_votes([[0.5, 0.25, 0.25]], ("happy", "joy", "sad"), "fer")
    assert mapped[0, FER_LABELS.index("happiness")] == 0.75


def test_a_data_set_names_what_it_lost():
    samples = [Sample("a", one_hot(1, 7)), Sample("b", one_hot(0, 7), person="mina")]
    data = map_dataset(DataSet("aihub", AIHUB, samples), "fer", ("embarrassment", "hurt"))
    assert data.classes == FER_LABELS
    assert [(sample.name, sample.person) for sample in data.samples] == [("b", "mina")]
    assert data.left_out == [("a", "label embarrassment was to be dropped")]
