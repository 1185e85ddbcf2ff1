"""Weights of one's own, and HSEmotion's files: accepted, refused, never run unchecked."""

import pickle

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from scoring.models import hsemotion
from scoring.models.classifier import load_classifier
from scoring.models.errors import RegistryError
from scoring.models.hsemotion import KNOWN, convert, git_blob_id
from scoring.models.install import add_model
from scoring.models.network import build_network
from scoring.models.preprocessing import Preprocessing
from scoring.models.registry import get_model, installed
from tests.scoring.networks import tiny_onnx

SEVEN = ("anger", "disgust", "fear", "happiness", "neutral", "sadness", "surprise")
SMALL = Preprocessing(size=32)


class Bomb:
    """A pickle that leaves a mark when it is loaded."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return open, (str(self.mark), "w")


@pytest.fixture(autouse=True)
def models(tmp_path, monkeypatch):
    """A folder of models of the test's own; nothing half-made may be left in it."""
    folder = tmp_path / "models"
    monkeypatch.setenv("REON_MODELS", str(folder))
    yield folder
    left = [path.name for path in folder.iterdir()] if folder.exists() else []
    assert set(left) <= set(installed())


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(0)
    return build_network("efficientnet_b0", len(SEVEN)).eval()


@pytest.fixture(scope="module")
def faces():
    return list(np.random.default_rng(0).integers(0, 255, (3, 32, 32, 3), np.uint8))


@pytest.mark.parametrize(
    ("suffix", "architecture"),
    [(".pt", "efficientnet_b0"), (".safetensors", "mobilenetv3_small_050")],
)
def test_a_state_dict_becomes_a_model_on_both_backends(faces, tmp_path, suffix, architecture):
    torch.manual_seed(0)
    state = build_network(architecture, len(SEVEN)).state_dict()
    file = tmp_path / f"mine{suffix}"
    if suffix == ".pt":
        wrapped = {f"module.{name}": value for name, value in state.items()}
        torch.save({"state_dict": wrapped, "epoch": 3}, file)
    else:
        save_file(state, file)
    model = add_model("mine", file, SEVEN, SMALL, architecture, licence="CC0")
    assert get_model("mine").card["licence"] == "CC0"
    onnx, eager = (load_classifier(model, backend)(faces) for backend in ("onnx", "torch"))
    assert np.abs(onnx - eager).max() < 1e-3
    assert onnx.sum(axis=1) == pytest.approx(1)


def test_an_onnx_file_runs_alone(faces, tmp_path):
    labels = ("joy", "neutral", "hurt")
    model = add_model("korean", tiny_onnx(tmp_path / "a.onnx", 3, 32), labels, SMALL)
    assert load_classifier(model, "onnx")(faces).shape == (3, 3)
    with pytest.raises(RegistryError, match="no safetensors"):
        load_classifier(model, "torch")


@pytest.mark.parametrize(
    ("name", "labels", "problem"),
    [
        ("Mine", "joy,neutral", "name"),
        ("../mine", "joy,neutral", "name"),
        ("mine", "joy,calm", "neutral"),
        ("mine", "neutral,neutral", "once"),
        ("mine", "neutral", "2"),
        ("mine", "joy,neutral,fear", "labels"),
    ],
)
def test_names_and_labels_that_do_not_fit(tmp_path, name, labels, problem):
    with pytest.raises(RegistryError, match=problem):
        add_model(name, tiny_onnx(tmp_path / "a.onnx", 2, 32), labels.split(","), SMALL)


def test_a_name_is_given_once(tmp_path):
    file = tiny_onnx(tmp_path / "a.onnx", 2, 32)
    add_model("mine", file, ("joy", "neutral"), SMALL)
    with pytest.raises(RegistryError, match="exists"):
        add_model("mine", file, ("joy", "neutral"), SMALL)


def test_probabilities_instead_of_logits(tmp_path):
    file = tiny_onnx(tmp_path / "a.onnx", 2, 32, softmax=True)
    with pytest.raises(RegistryError, match="without its softmax"):
        add_model("mine", file, ("joy", "neutral"), SMALL)


def test_another_input_size(tmp_path):
    with pytest.raises(RegistryError, match="does not run on 32 px"):
        add_model("mine", tiny_onnx(tmp_path / "a.onnx", 2, 48), ("joy", "neutral"), SMALL)


def test_weights_of_another_network(network, tmp_path):
    torch.save(network.state_dict(), tmp_path / "mine.pt")
    with pytest.raises(RegistryError, match="do not fit efficientnet_b0 with 2 outputs"):
        add_model("mine", tmp_path / "mine.pt", ("joy", "neutral"), SMALL)
    with pytest.raises(RegistryError, match="timm has no network"):
        add_model("mine", tmp_path / "mine.pt", SEVEN, SMALL, architecture="b0_of_mine")


def test_a_whole_pickled_network_is_not_loaded(network, tmp_path):
    torch.save(network, tmp_path / "mine.pt")
    with pytest.raises(RegistryError, match="more than tensors"):
        add_model("mine", tmp_path / "mine.pt", SEVEN, SMALL)


@pytest.mark.parametrize("suffix", [".pt", ".safetensors", ".onnx"])
@pytest.mark.parametrize("content", [b"", b"no weights at all" * 9, pickle.dumps([1, 2])])
def test_wrong_files(tmp_path, suffix, content):
    file = tmp_path / f"mine{suffix}"
    file.write_bytes(content)
    with pytest.raises(RegistryError) as caught:
        add_model("mine", file, ("joy", "neutral"), SMALL)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("load", [convert, lambda f: add_model("mine", f, SEVEN, SMALL)])
def test_a_pickle_with_code_never_runs(tmp_path, load):
    file, mark = tmp_path / "enet_b0_7.pt", tmp_path / "mark"
    torch.save({"weight": Bomb(mark)}, file)
    with pytest.raises(RegistryError):
        load(file)
    assert not mark.exists()


def test_git_blob_id():
    # As `printf 'hello\n' | git hash-object --stdin` says.
    assert git_blob_id(b"hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a"


def test_unknown_file_names_the_known_ones(tmp_path):
    (tmp_path / "enet_b0_7.pt").write_bytes(b"something else")
    with pytest.raises(RegistryError, match=r"none of the known .* enet_b0_8_va_mtl\.pt"):
        convert(tmp_path / "enet_b0_7.pt")


@pytest.mark.parametrize(("outputs", "known"), [(7, "enet_b0_7"), (10, "enet_b0_8_va_mtl")])
def test_a_known_pickle_is_converted(tmp_path, monkeypatch, faces, outputs, known):
    """A network pickled the way those files are; only its blob id is made known here."""
    torch.manual_seed(1)
    original = build_network(hsemotion.ARCHITECTURE, outputs)
    original.classifier = nn.Sequential(nn.Linear(original.num_features, outputs))
    original.mark = Bomb(tmp_path / "mark")
    file = tmp_path / "renamed.pt"
    torch.save(original, file)
    labels = next(labels for name, labels in KNOWN.values() if name == known)
    monkeypatch.setitem(KNOWN, git_blob_id(file.read_bytes()), (known, labels))
    monkeypatch.setattr(hsemotion, "PREPROCESSING", SMALL)

    model = convert(file)
    assert not (tmp_path / "mark").exists()
    assert (model.name, model.labels) == (known.replace("_", "-"), labels)
    assert model.card["licence"] == "Apache-2.0"
    with torch.inference_mode():
        from scoring.models.preprocessing import to_input

        logits = original.eval()(torch.from_numpy(to_input(faces, SMALL)))[:, : len(labels)]
    expected = torch.softmax(logits, 1).numpy()
    assert np.abs(load_classifier(model, "onnx")(faces) - expected).max() < 1e-3
