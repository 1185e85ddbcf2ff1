"""Figures of the shipped model: what its card states, and that a new measurement agrees."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from scoring.models.registry import get_model
from training.evaluation.given import open_faces
from training.evaluation.metrics import metrics
from training.evaluation.predict import probabilities_of
from training.evaluation.source import open_source

FERPLUS = os.environ.get("REON_FERPLUS")


def test_the_card_states_what_its_confusion_matrix_says():
    card = json.loads((Path(get_model("reon-b0").folder) / "card.json").read_text())
    figures = card["figures"]
    confusion = np.array(figures["confusion"])
    recall = np.diag(confusion) / confusion.sum(1)
    assert figures["accuracy"] == pytest.approx(np.trace(confusion) / confusion.sum())
    assert figures["mean_recall"] == pytest.approx(recall.mean())
    assert figures["recall"] == pytest.approx(recall.tolist(), abs=1e-4)
    assert figures["accuracy"] >= 0.84
    assert figures["mean_recall"] >= 0.76
    assert figures["calibration_error"] <= 0.03


@pytest.mark.skipif(not FERPLUS, reason="REON_FERPLUS does not name a folder with FER+")
def test_the_card_agrees_with_a_new_measurement():
    source, test = open_source("reon-b0"), open_faces(FERPLUS, "test")
    probabilities = probabilities_of(source.logits, test.images, source.preprocessing)
    measured = metrics(probabilities, test.labels)
    stated = source.record["figures"]
    assert measured["accuracy"] == pytest.approx(stated["accuracy"], abs=2e-3)
    assert measured["mean_recall"] == pytest.approx(stated["mean_recall"], abs=5e-3)
    assert measured["calibration_error"] == pytest.approx(stated["calibration_error"], abs=5e-3)
