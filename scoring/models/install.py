"""Adding weights to the installed models: a folder with safetensors, ONNX and a card."""

import json
import pickle
import re
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np

from .backends import onnx_backend, softmax
from .errors import BackendError, RegistryError
from .network import build_network, run_network
from .onnx_export import write_onnx
from .registry import CARD, file_hash, folders, load_model

AGREEMENT = 1e-3
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def add_model(name, file, labels, preprocessing, architecture="efficientnet_b0", licence="unknown"):
    """Install a file of weights under a name.

    Parameters
    ----------
    name : str
        Small letters, digits, points, hyphens and underscores.
    file : path
        A state_dict of a timm network (.pt, .pth, .safetensors), or a network from
        (N, 3, S, S) to logits (N, K) (.onnx).
    labels : sequence of str, length K
        In the order of the outputs; one must be 'neutral'.
    preprocessing : Preprocessing
    architecture : str
        Name in timm; for a state_dict.
    licence : str

    Returns
    -------
    Model

    Raises
    ------
    RegistryError
        If the name is taken or odd, or the file does not fit the labels and the architecture.
        Nothing is left behind then.
    """
    file = Path(file)
    card = {"licence": licence, "data": {"name": "unknown"}, "source": file.name}
    if file.suffix == ".onnx":
        return install(name, "onnx", labels, preprocessing, card, lambda to: copy_onnx(file, to))
    state = read_state(file)
    return install_state(name, state, architecture, labels, preprocessing, card)


def install_state(name, state, architecture, labels, preprocessing, card):
    """Install a state_dict of a timm network; arguments as of `add_model`."""

    def write(folder):
        outputs = len(labels) + 2 * card.get("affect", False)
        network = network_of(architecture, state, outputs)
        from safetensors.torch import save_file

        save_file(network.state_dict(), folder / "model.safetensors")
        write_onnx(network, preprocessing.size, folder / "model.onnx")
        return network

    return install(name, architecture, labels, preprocessing, card, write)


def install(name, architecture, labels, preprocessing, card, write):
    """Let `write` fill a folder, test what it holds, and only then give it its name."""
    labels = check_names(name, labels)
    root = folders()[0]
    root.mkdir(parents=True, exist_ok=True)
    if (root / name).exists():
        raise RegistryError(f"{root / name} exists: choose another name or remove it first")
    with tempfile.TemporaryDirectory(dir=root, prefix=".new-") as part:
        folder = Path(part) / name
        folder.mkdir()
        network = write(folder)
        card = {
            "name": name,
            "architecture": architecture,
            "labels": list(labels),
            "neutral": "neutral",
            "preprocessing": asdict(preprocessing),
            "files": {
                path.suffix.lstrip("."): file_entry(path) for path in sorted(folder.glob("model.*"))
            },
            **card,
        }
        (folder / CARD).write_text(json.dumps(card, indent=1) + "\n")
        check_outputs(load_model(folder), network)
        folder.rename(root / name)
    return load_model(root / name)


def check_names(name, labels):
    """The labels as a tuple; refuses odd names and labels that no track could hold."""
    if not NAME.fullmatch(name):
        raise RegistryError(
            f"the name {name!r} is not allowed: use small letters, digits and . _ - (at most 64)"
        )
    labels = tuple(label.strip().lower() for label in labels)
    if len(set(labels)) != len(labels) or "" in labels or "neutral" not in labels:
        raise RegistryError(
            f"the labels {', '.join(labels)} are not allowed: "
            "name each output once, one of them neutral"
        )
    return labels


def read_state(file):
    """The state_dict in a file; nothing but tensors is ever unpickled."""
    try:
        if file.suffix == ".safetensors":
            from safetensors.torch import load_file

            return load_file(file)
        import torch

        state = torch.load(file, map_location="cpu", weights_only=True)
    except ImportError as error:
        raise BackendError("torch is not installed: pip install 'reon[training]'") from error
    except OSError:
        raise
    except pickle.UnpicklingError as error:
        raise RegistryError(
            f"{file.name} is a pickle of more than tensors and is not loaded: save its "
            "state_dict() with torch.save, or convert a known HSEmotion file"
        ) from error
    except Exception as error:  # torch and safetensors raise many kinds for a damaged file
        raise RegistryError(f"{file.name} holds no weights ({type(error).__name__})") from error
    if isinstance(state, dict):
        state = state.get("state_dict", state)
    if not isinstance(state, dict) or not all(hasattr(v, "shape") for v in state.values()):
        raise RegistryError(f"{file.name} is not a state_dict: names with tensors are expected")
    return {name.removeprefix("module."): value for name, value in state.items()}


def network_of(architecture, state, classes):
    """A timm network that holds a state_dict, in evaluation mode."""
    try:
        network = build_network(architecture, classes)
    except RuntimeError as error:
        raise RegistryError(f"timm knows no network {architecture!r}") from error
    try:
        network.load_state_dict(state)
    except RuntimeError as error:
        problem = str(error).split(":", 1)[-1].strip().splitlines()[0][:200]
        raise RegistryError(
            f"the weights do not fit {architecture} with {classes} outputs: {problem}"
        ) from error
    return network.eval()


def copy_onnx(file, folder):
    """Copy an ONNX file."""
    shutil.copyfile(file, folder / "model.onnx")


def file_entry(path):
    """Name, size and SHA-256 of a file, as card.json holds them."""
    size, changed = path.stat().st_size, path.stat().st_mtime_ns
    digest = file_hash(str(path), size, changed)
    return {"name": path.name, "bytes": size, "sha256": digest}


def check_outputs(model, network=None):
    """Run the ONNX file once: its shape, that it gives logits, that torch agrees."""
    size = model.preprocessing.size
    batch = np.random.default_rng(0).normal(size=(3, 3, size, size)).astype(np.float32)
    try:
        outputs = onnx_backend(model)(batch)
    except RegistryError:
        raise
    except Exception as error:  # ONNX Runtime raises its own kinds for every problem
        problem = " ".join(str(error).split())[:200]
        raise RegistryError(f"the network does not run on {size} px faces: {problem}") from error
    if np.shape(outputs) != (3, model.outputs):
        raise RegistryError(
            f"the network gives {np.shape(outputs)} for 3 faces, {len(model.labels)} labels"
            f"{' with valence and arousal' if model.affect else ''} need (3, {model.outputs})"
        )
    logits, affect = np.split(outputs, [len(model.labels)], axis=1)
    if logits.min() >= 0 and np.allclose(logits.sum(axis=1), 1, atol=1e-3):
        raise RegistryError("the network gives probabilities: export it without its softmax")
    if network is not None:
        ours = run_network(network, "cpu", batch)
        apart = np.abs(softmax(logits) - softmax(ours[:, : len(model.labels)])).max()
        apart = max(apart, np.abs(affect - ours[:, len(model.labels) :]).max(initial=0.0))
        if apart > AGREEMENT:
            raise RegistryError(f"ONNX Runtime and torch disagree by {apart:.1e}")
