"""Calibration: what it corrects, what it chooses, and that folding it changes nothing else."""

import numpy as np
import pytest
import torch

from scoring.models.backends import softmax
from scoring.models.network import build_network, run_network
from training.evaluation.pairs import cell_weights, pair_auc
from training.export.calibrate import (
    MAX_AUC_LOSS,
    MAX_CALIBRATION_ERROR,
    TEMPERATURES,
    Calibration,
    choose,
    effect,
    fit_calibration,
    fit_to_mixture,
    fold,
)

PRIOR = np.array([0.6, 0.3, 0.1])


def measured(count, seed, scale=3.0):
    """Labels and logits of an honest observer, then made overconfident by `scale`."""
    rng = np.random.default_rng(seed)
    labels = rng.choice(3, count, p=PRIOR)
    logits = rng.normal(0, 1, (count, 3)) + 1.2 * np.eye(3)[labels]
    # The observer's true log odds: 1.2 for each unit seen, and how common the class is.
    return scale * (1.2 * logits + np.log(PRIOR)), labels


def test_an_overconfident_network_is_calibrated_on_faces_that_were_not_fitted():
    found = fit_calibration(*measured(4000, 0), balance=0)
    figures = effect(found, *measured(4000, 1))
    assert figures["before"]["calibration_error"] > 0.1
    assert figures["after"]["calibration_error"] < 0.025
    assert found.temperature == pytest.approx(3.0, rel=0.1)
    assert np.abs(found.bias).max() < 0.3


def test_the_shift_trades_accuracy_for_mean_recall():
    logits, labels = measured(4000, 0)
    plain, shifted = (fit_calibration(logits, labels, balance) for balance in (0, 1))
    before, after = (effect(each, logits, labels)["after"] for each in (plain, shifted))
    assert after["mean_recall"] > before["mean_recall"] + 0.05
    assert after["accuracy"] < before["accuracy"]
    assert shifted.bias[2] > plain.bias[2] > -1


def test_the_weight_is_chosen_within_what_it_may_cost():
    def row(name, accuracy, recall, error=0.01):
        return name, {"accuracy": accuracy, "mean_recall": recall, "calibration_error": error}

    best = row("best", 0.850, 0.70)
    assert choose([best, row("near", 0.846, 0.74), row("far", 0.80, 0.79)]) == "near"
    loose = row("loose", 0.849, 0.78, MAX_CALIBRATION_ERROR + 0.01)
    assert choose([best, loose]) == "best"
    assert choose([row("a", 0.85, 0.7, 0.2), row("b", 0.85, 0.8, 0.3)]) == "b"


def test_a_class_without_faces_is_refused():
    with pytest.raises(ValueError, match="every class"):
        fit_calibration(np.zeros((4, 3)), np.array([0, 1, 1, 0]))


def test_inverting_a_calibration_gives_the_first_logits():
    found = Calibration(1.7, (0.2, -0.1, 0.4))
    logits = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    assert found.invert(found(logits)) == pytest.approx(logits, abs=1e-5)


def test_folded_weights_give_calibrated_logits_and_leave_affect_alone():
    torch.manual_seed(0)
    network = build_network("efficientnet_b0", 5).eval()
    batch = np.random.default_rng(0).normal(size=(3, 3, 32, 32)).astype(np.float32)
    before = run_network(network, "cpu", batch)
    found = Calibration(0.6, (0.5, -0.25, 0.1))
    after = run_network(fold(network, found), "cpu", batch)
    assert softmax(after[:, :3]) == pytest.approx(softmax(found(before[:, :3])), abs=1e-5)
    assert after[:, 3:] == pytest.approx(before[:, 3:], abs=1e-6)


def test_a_mixture_counts_every_class_of_every_set_alike():
    """A large set with a prior of its own does not decide for a small one."""
    rng = np.random.default_rng(3)
    labels = np.concatenate([rng.choice(3, 4000, p=(0.4, 0.3, 0.3)), np.arange(300) % 3])
    sets = ["large"] * 4000 + ["small"] * 300
    # A fair observer of all classes, who is pulled towards the first class by 1.5.
    logits = rng.normal(0, 1, (4300, 3)) + 1.2 * np.eye(3)[labels]
    logits = 1.2 * logits + np.array([1.5, 0, 0])
    found = fit_to_mixture(logits, labels, sets)
    shift = found.temperature * np.array(found.bias) / found.fitted
    assert shift[0] - shift[1] == pytest.approx(-1.5, abs=0.35)
    assert shift[1] == pytest.approx(shift[2], abs=0.35)


def test_a_mixture_is_read_as_softly_as_its_pair_auc_allows():
    logits, labels = measured(3000, 0)
    sets = ["a", "b", "c"] * 1000
    found = fit_to_mixture(logits, labels, sets)
    weights = cell_weights(labels, np.array(sets))
    shifted = logits + found.temperature * np.array(found.bias)

    def area(temperature):
        return pair_auc(softmax(shifted / temperature), labels, weights)

    least = max(map(area, TEMPERATURES)) - MAX_AUC_LOSS
    softer = [value for value in TEMPERATURES if value > found.temperature]
    assert area(found.temperature) >= least
    assert all(area(value) < least for value in softer)
