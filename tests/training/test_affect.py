"""Concordance of valence and arousal, against values worked out by hand."""

import numpy as np
import pytest
import torch

from training.evaluation.affect import affect_figures
from training.faces import DataError
from training.learning.losses import concordance_loss

NAN = float("nan")
# x = 0, 1; y = 0, 0.5: cov = 0.125, var = 0.25 and 0.0625, means 0.25 apart:
# ccc = 0.25 / (0.25 + 0.0625 + 0.0625) = 2 / 3
GIVEN = [[0.0, 0.0], [1.0, 1.0]]
WANTED = [[0.0, 0.0], [0.5, 1.0]]


def test_figures_by_hand():
    found = affect_figures(GIVEN, WANTED)
    assert found["valence"] == {
        "faces": 2,
        "ccc": pytest.approx(2 / 3, abs=1e-4),
        "pearson": 1.0,
        "rmse": pytest.approx(np.sqrt(0.125), abs=1e-4),
    }
    assert found["arousal"]["ccc"] == 1


def test_unknown_faces_are_left_out():
    wanted = [*WANTED, [NAN, NAN]]
    assert affect_figures([*GIVEN, [9.0, 9.0]], wanted) == affect_figures(GIVEN, WANTED)
    none = {"faces": 1, "ccc": None, "pearson": None, "rmse": None}
    assert affect_figures(GIVEN, [[0.1, 0.1], [NAN, NAN]])["valence"] == none


def test_shapes_are_checked():
    with pytest.raises(DataError, match=r"not \(N, 2\)"):
        affect_figures([0.1, 0.2], [0.1, 0.2])


def test_the_loss_is_what_the_figures_lack():
    loss = concordance_loss(torch.tensor(GIVEN), torch.tensor(WANTED))
    assert float(loss) == pytest.approx(1 - (2 / 3 + 1) / 2, abs=1e-5)
    more = torch.tensor([*WANTED, [NAN, NAN]])
    given = torch.tensor([*GIVEN, [0.3, 0.3]], requires_grad=True)
    loss = concordance_loss(given, more)
    assert loss.item() == pytest.approx(1 / 6, abs=1e-5)
    loss.backward()
    assert torch.isfinite(given.grad).all()
    assert given.grad[2].tolist() == [0, 0]


def test_the_loss_of_no_annotated_face_teaches_nothing():
    given = torch.zeros(3, 2, requires_grad=True)
    concordance_loss(given, torch.full((3, 2), NAN)).backward()
    assert given.grad.abs().sum() == 0


def test_minimising_the_loss_finds_shift_and_scale():
    wanted = torch.tensor([[-0.8, 0.1], [0.0, 0.5], [0.4, 0.9], [0.9, 0.2]])
    given = (3 * wanted + 1).requires_grad_()
    optimizer = torch.optim.Adam([given], lr=0.05)
    for _ in range(300):
        optimizer.zero_grad()
        concordance_loss(given, wanted).backward()
        optimizer.step()
    assert (given - wanted).abs().max() < 0.1
