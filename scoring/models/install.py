"""Adding weights to the installed models: a folder with safetensors, ONNX and a card."""

import json
import pickle
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from ..constants import BACKEND_TOLERANCE
from ..types import FilePath, FloatArray, Json
from .backends import onnx_backend, softmax
from .errors import BackendError, RegistryError
from .network import build_network, run_network
from .onnx_export import write_onnx
from .preprocessing import Preprocessing
from .registry import CARD, Model, file_hash, folders, load_model

if TYPE_CHECKING:
    import torch

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")

State: TypeAlias = "dict[str, torch.Tensor]"


def add_model(
    name: str,
    file: FilePath,
    labels: Sequence[str],
    preprocessing: Preprocessing,
    architecture: str = "efficientnet_b0",
    licence: str = "unknown",
) -> Model:
    """Install a file of weights under a name.

    Parameters
    ----------
    name
        Lower-case letters, digits, dots, hyphens and underscores.
    file
        A state_dict of a timm network (.pt, .pth, .safetensors), or a network from (N, 3, S, S) to
        logits (N, K) (.onnx).
    labels
        K names in the order of the outputs; one must be 'neutral'.
    architecture
        Name in timm; for a state_dict.

    Raises
    ------
    RegistryError
        If the name is taken or not allowed, or the file does not fit the labels and the
        architecture. In that case nothing is left behind.
    """
    file = Path(file)
    card = {"licence": licence, "data": {"name": "unknown"}, "source": file.name}
    if file.suffix != ".onnx":
        state = read_state(file)
        return install_state(name, state, architecture, labels, preprocessing, card)

    def write(folder: Path) -> None:
        shutil.copyfile(file, folder / "model.onnx")

    return install(name, "onnx", labels, preprocessing, card, write)


def install_state(
    name: str,
    state: State,
    architecture: str,
    labels: Sequence[str],
    preprocessing: Preprocessing,
    card: Json,
) -> Model:
    """Install a state_dict of a timm network; see `add_model`."""

    def write(folder: Path) -> "torch.nn.Module":
        outputs = len(labels) + 2 * card.get("affect", False)
        network = network_of(architecture, state, outputs)
        from safetensors.torch import save_file

        save_file(network.state_dict(), folder / "model.safetensors")
        write_onnx(network, preprocessing.size, folder / "model.onnx")
        return network

    return install(name, architecture, labels, preprocessing, card, write)


def install(
    name: str,
    architecture: str,
    labels: Sequence[str],
    preprocessing: Preprocessing,
    card: Json,
    write: "Callable[[Path], torch.nn.Module | None]",
) -> Model:
    """Let `write` fill a folder, test what it holds, and only then give the folder its name."""
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


def check_names(name: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The labels as a tuple; refuses names that are not allowed and labels no track could hold."""
    if not NAME.fullmatch(name):
        raise RegistryError(
            f"the name {name!r} is not allowed: use lower-case letters, digits and . _ - "
            "(at most 64)"
        )
    labels = tuple(label.strip().lower() for label in labels)
    if len(set(labels)) != len(labels) or "" in labels or "neutral" not in labels:
        raise RegistryError(
            f"the labels {', '.join(labels)} are not allowed: "
            "name each output once, one of them neutral"
        )
    return labels


def read_state(file: Path) -> State:
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
        raise RegistryError(f"{file.name} contains no weights ({type(error).__name__})") from error
    if isinstance(state, dict):
        state = state.get("state_dict", state)
    if not isinstance(state, dict) or not all(hasattr(v, "shape") for v in state.values()):
        raise RegistryError(f"{file.name} is not a state_dict: names with tensors are expected")
    return {name.removeprefix("module."): value for name, value in state.items()}


def network_of(architecture: str, state: State, outputs: int) -> "torch.nn.Module":
    """A timm network that holds a state_dict, in evaluation mode."""
    try:
        network = build_network(architecture, outputs)
    except RuntimeError as error:
        raise RegistryError(f"timm has no network {architecture!r}") from error
    try:
        network.load_state_dict(state)
    except RuntimeError as error:
        problem = str(error).split(":", 1)[-1].strip().splitlines()[0][:200]
        raise RegistryError(
            f"the weights do not fit {architecture} with {outputs} outputs: {problem}"
        ) from error
    return network.eval()


def file_entry(path: Path) -> Json:
    """Name, size and SHA-256 of a file, as card.json holds them."""
    size, changed = path.stat().st_size, path.stat().st_mtime_ns
    digest = file_hash(str(path), size, changed)
    return {"name": path.name, "bytes": size, "sha256": digest}


def check_outputs(model: Model, network: "torch.nn.Module | None" = None) -> None:
    """Run the ONNX file once: its shape fits, it gives logits, and torch agrees.

    Parameters
    ----------
    network
        The same weights in torch, where they exist.

    Raises
    ------
    RegistryError
        If anything is wrong with the file.
    """
    size = model.preprocessing.size
    batch = np.random.default_rng(0).normal(size=(3, 3, size, size)).astype(np.float32)
    outputs = run_once(model, batch)
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
        difference: Any = np.abs(softmax(logits) - softmax(ours[:, : len(model.labels)])).max()
        difference = max(difference, np.abs(affect - ours[:, len(model.labels) :]).max(initial=0.0))
        if difference > BACKEND_TOLERANCE:
            raise RegistryError(f"ONNX Runtime and torch disagree by {difference:.1e}")


def run_once(model: Model, batch: FloatArray) -> FloatArray:
    """The outputs of the ONNX file; refuses a file that does not run."""
    try:
        return onnx_backend(model)(batch)
    except RegistryError:
        raise
    except Exception as error:  # ONNX Runtime raises its own kinds for every problem
        problem = " ".join(str(error).split())[:200]
        raise RegistryError(
            f"the network does not run on {model.preprocessing.size} px faces: {problem}"
        ) from error
