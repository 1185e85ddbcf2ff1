"""Accuracy and cost by input size, of runs that learnt at sizes of their own."""

import pytest

from scoring.constants import FER_LABELS
from scoring.models.backends import softmax
from scoring.models.preprocessing import Preprocessing
from tests.training.evaluation.conftest import write_run
from training.evaluation.given import in_order, open_faces
from training.evaluation.metrics import metrics
from training.evaluation.predict import logits_of
from training.evaluation.sizes import run_curve
from training.evaluation.source import open_source
from training.export.card import curve_lines
from training.faces import DataError


def sized_run(folder, side, rate=1e-3, epochs=1, seed=0):
    """A run at an input size, with the part of its record that a curve reads."""
    recipe = {
        "name": folder.name,
        "data": {"fraction": 0.25},
        "network": {"start": "imagenet", "architecture": "efficientnet_b0"},
        "fit": {"sizes": [[side, epochs]], "rate": rate},
    }
    return write_run(folder, size=side, seed=seed, recipe=recipe)


@pytest.fixture(scope="module")
def valid(cache):
    return in_order(open_faces(cache, "valid"), FER_LABELS)


def test_each_run_is_read_at_its_own_size(tmp_path, valid):
    large, small = (sized_run(tmp_path / str(side), side, seed=side) for side in (48, 32))
    rows = run_curve(open_source(small).run, [large, small], valid)
    assert [row["size"] for row in rows] == [32, 48]
    assert rows[0]["milliseconds"] > 0
    for row, run in zip(rows, (small, large), strict=True):
        preprocessing = Preprocessing(size=row["size"], detail=48, grey=True)
        logits = logits_of(open_source(run).logits, valid.images, preprocessing)
        assert row["accuracy"] == round(metrics(softmax(logits), valid.labels)["accuracy"], 4)
    text = " ".join(curve_lines(rows).split())
    assert "from `imagenet`, with 1 epochs of 25% of the training faces" in text


def test_runs_that_differ_in_more_make_no_curve(tmp_path, valid):
    runs = [sized_run(tmp_path / "one", 32), sized_run(tmp_path / "two", 48, rate=1e-4)]
    with pytest.raises(DataError, match="two and one differ in more than the input size"):
        run_curve(open_source(runs[0]).run, runs, valid)
