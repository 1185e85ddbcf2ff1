"""Figures of the shipped model: what its card states, and that a new measurement agrees."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from scoring.models.registry import get_model
from training.evaluation.given import in_order, open_faces
from training.evaluation.metrics import metrics
from training.evaluation.predict import probabilities_of
from training.evaluation.source import open_source

FERPLUS = os.environ.get("REON_FERPLUS")


def card_of(name):
    return json.loads((Path(get_model(name).folder) / "card.json").read_text())


@pytest.mark.parametrize("name", ["reon-b0", "reon-b0-open"])
def test_the_card_states_what_its_confusion_matrix_says(name):
    figures = card_of(name)["figures"]
    confusion = np.array(figures["confusion"])
    recall = np.diag(confusion) / confusion.sum(1)
    assert figures["accuracy"] == pytest.approx(np.trace(confusion) / confusion.sum())
    assert figures["mean_recall"] == pytest.approx(recall.mean())
    assert figures["recall"] == pytest.approx(recall.tolist(), abs=1e-4)


def test_the_open_model_keeps_its_figures():
    figures = card_of("reon-b0-open")["figures"]
    assert figures["accuracy"] >= 0.84
    assert figures["mean_recall"] >= 0.76
    assert figures["calibration_error"] <= 0.03


@pytest.mark.parametrize(
    ("name", "accuracy", "mean_recall"),
    [("rafdb", 0.83, 0.76), ("affectnet", 0.58, 0.57), ("ferplus", 0.82, 0.75)],
)
def test_the_shipped_model_sees_every_set(name, accuracy, mean_recall):
    figures = card_of("reon-b0")["figures"]["by_set"][name]
    assert figures["accuracy"] >= accuracy
    assert figures["mean_recall"] >= mean_recall


def test_the_card_leads_with_acted_faces_of_these_weights():
    card = card_of("reon-b0")
    weights = card["files"]["safetensors"]["sha256"]
    assert {row["model_hash"] for row in card["acted"] + card["stills"]} == {weights}
    figures = card["acted"][0]["figures"]
    assert figures["auc"]["value"] >= 0.94
    assert figures["refused"] <= 0.005
    assert "research and non-commercial" in card["licence"]


@pytest.mark.skipif(not FERPLUS, reason="REON_FERPLUS does not name a folder with FER+")
def test_the_card_agrees_with_a_new_measurement():
    source = open_source("reon-b0")
    test = in_order(open_faces(FERPLUS, "test"), source.labels)
    probabilities = probabilities_of(source.logits, test.images, source.preprocessing)
    measured = metrics(probabilities, test.labels)
    stated = source.record["figures"]["by_set"]["ferplus"]
    assert measured["accuracy"] == pytest.approx(stated["accuracy"], abs=2e-3)
    assert measured["mean_recall"] == pytest.approx(stated["mean_recall"], abs=5e-3)
