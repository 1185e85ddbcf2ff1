"""Installed models: cards, hashes, names."""

import json

import pytest

from scoring.constants import FER_LABELS
from scoring.models.errors import RegistryError
from scoring.models.registry import get_model, installed, load_model
from tests.scoring.networks import write_model


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of models of the test's own."""
    monkeypatch.setenv("REON_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def test_the_shipped_model():
    model = get_model("reon-b0")
    assert model.labels == FER_LABELS
    assert model.labels[model.neutral] == "neutral"
    assert model.architecture == "efficientnet_b0"
    assert model.file("onnx").endswith("model.onnx")
    assert model.hash == model.card["files"]["safetensors"]["sha256"]
    assert model.preprocessing.mean == tuple(model.card["preprocessing"]["mean"])


def test_default_name_comes_from_the_environment(folder, monkeypatch):
    write_model(folder / "mine", labels=("neutral", "joy"))
    assert get_model().name == "reon-b0"
    monkeypatch.setenv("REON_MODEL", "mine")
    assert get_model().labels == ("neutral", "joy")
    assert get_model("reon-b0").name == "reon-b0"


def test_unknown_name_lists_what_is_there(folder):
    with pytest.raises(RegistryError, match="reon-b0") as caught:
        get_model("b7")
    assert caught.value.code == "unknown_model"
    assert caught.value.values == {"name": "b7"}


def test_changed_weights_are_refused(folder):
    model = write_model(folder / "mine")
    assert model.file("onnx")
    path = folder / "mine" / "model.onnx"
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(RegistryError, match="SHA-256 differs"):
        model.file("onnx")


def test_missing_files_are_named(folder):
    model = write_model(folder / "mine")
    (folder / "mine" / "model.onnx").unlink()
    with pytest.raises(RegistryError, match=r"model\.onnx is missing"):
        model.file("onnx")
    with pytest.raises(RegistryError, match="no safetensors file, only onnx"):
        model.file("safetensors")


@pytest.mark.parametrize(
    "change",
    [
        {"neutral": "calm"},
        {"labels": None},
        {"preprocessing": {"size": 64, "colour": "red"}},
        {"files": {}},
    ],
)
def test_odd_cards_are_refused_and_left_out(folder, change, caplog):
    write_model(folder / "mine")
    card = folder / "mine" / "card.json"
    card.write_text(json.dumps(json.loads(card.read_text()) | change))
    with pytest.raises(RegistryError, match="cannot be used") as caught:
        load_model(folder / "mine")
    assert "\n" not in str(caught.value)
    assert "mine" not in installed()
    assert "cannot be used" in caplog.text


def test_a_folder_without_a_card(tmp_path):
    with pytest.raises(RegistryError, match=r"card\.json"):
        load_model(tmp_path)
