"""Pair AUC and the weights of a mixture, against what can be said by hand."""

import numpy as np
import pytest

from training.evaluation.pairs import cell_weights, pair_auc


def test_perfect_probabilities_have_an_area_of_one_and_guesses_of_a_half():
    labels = np.arange(700) % 7
    assert pair_auc(np.eye(7)[labels], labels) == 1
    guesses = np.random.default_rng(0).dirichlet(np.ones(7), 700)
    assert pair_auc(guesses, labels) == pytest.approx(0.5, abs=0.02)


def test_equal_distances_count_half():
    labels = np.arange(100) % 2
    assert pair_auc(np.full((100, 2), 0.5), labels) == pytest.approx(0.5)


def test_every_cell_of_a_mixture_weighs_alike():
    labels = np.array([0, 0, 0, 1, 0, 1])
    sets = np.array(["a", "a", "a", "a", "b", "b"])
    weights = cell_weights(labels, sets)
    assert weights.mean() == pytest.approx(1)
    assert weights[:3].sum() == pytest.approx(weights[3]) == pytest.approx(weights[4])
