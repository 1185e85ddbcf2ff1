"""Figures of the finished model on its card: they lead, and are of these very weights."""

import json
import shutil

import pytest

from scoring.models.registry import WEIGHTS
from training.export.measured import add_figures
from training.faces import DataError


def span(value):
    return {"value": value, "low": value - 0.02, "high": value + 0.02}


def acted(model_hash):
    ladders = {name: {"half": half} for name, half in (("anger", 41.4), ("fear", None))}
    figures = {
        "people": 70,
        "arcs": 140,
        "pairs": 19_320,
        "auc": span(0.961),
        "refused": 0.004,
        "refused_clips": {"anger": 0.0, "fear": 0.014},
        "medians": {"anger": span(71.2), "fear": span(66.0)},
        "confusion": {
            "anger": {"anger": 71.2, "fear": 2.0},
            "fear": {"anger": 1.0, "fear": 66.0},
        },
        "ladders": ladders,
    }
    head = {"model": "m", "model_hash": model_hash, "formula": "5", "folder": "posed"}
    return {**head, "figures": figures}


def stills(model_hash, accuracy=0.51):
    every = {
        "pictures": 699,
        "accuracy": span(accuracy),
        "mean_recall": span(0.48),
        "sure_and_wrong": span(0.05),
    }
    head = {"model": "m", "model_hash": model_hash, "folder": "film", "without_face": 15}
    return {**head, "every": every}


@pytest.fixture
def model(tmp_path):
    folder = tmp_path / "reon-b0"
    shutil.copytree(WEIGHTS / "reon-b0", folder)
    card = json.loads((folder / "card.json").read_text())
    return folder, card["files"]["safetensors"]["sha256"]


def written(path, figures):
    path.write_text(json.dumps(figures))
    return path


def test_the_card_leads_with_acted_faces(model, tmp_path):
    folder, sha256 = model
    files = [written(tmp_path / "a.json", acted(sha256))], [written(tmp_path / "s", stills(sha256))]
    add_figures(folder, *files)
    text = (folder / "README.md").read_text()
    assert text.index("What it can tell apart") < text.index("## Data")
    assert "**0.961** [0.941, 0.981]" in text
    assert "| anger | 71 | 41 | 0.0 % | fear 1 |" in text
    assert "| fear | 66 | – | 1.4 % | anger 2 |" in text
    assert "51.0 % [49.0, 53.0]" in text


def test_figures_of_the_same_pictures_are_replaced_and_the_rest_stays(model, tmp_path):
    folder, sha256 = model
    before = json.loads((folder / "card.json").read_text())
    for accuracy in (0.51, 0.55):
        add_figures(folder, stills=[written(tmp_path / "s.json", stills(sha256, accuracy))])
    after = json.loads((folder / "card.json").read_text())
    assert [row["every"]["accuracy"]["value"] for row in after["stills"]][-1] == 0.55
    assert sum(row["folder"] == "film" for row in after["stills"]) == 1
    assert after["files"] == before["files"]


def test_figures_of_other_weights_are_refused(model, tmp_path):
    folder, _ = model
    before = (folder / "card.json").read_bytes()
    with pytest.raises(DataError, match="measure these"):
        add_figures(folder, [written(tmp_path / "a.json", acted("0" * 64))])
    assert (folder / "card.json").read_bytes() == before
