"""What is measured: an installed model, a model's folder, or a training run."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.constants import FER_LABELS
from scoring.models.backends import average_with_mirror
from scoring.models.network import run_network
from scoring.models.preprocessing import Preprocessing
from scoring.models.registry import CARD, Model, get_model, load_model
from scoring.types import Backend, FilePath, FloatArray, Json

from ..faces import DataError
from ..learning.checkpoint import CHECKPOINT, averaged, read_checkpoint
from ..learning.networks import new_network

if TYPE_CHECKING:
    import torch

RECORDS = ("run.json", "history.json")


@dataclass(frozen=True)
class Source:
    """Something that turns faces into probabilities.

    Attributes
    ----------
    run
        Gives outputs (N, K), or (N, K + 2) with valence and arousal.
    network
        In evaluation mode on the CPU; None for a model that is only an ONNX file.
    architecture
        Name in timm.
    record
        The card of a model, the record of a run.
    """

    name: str
    labels: tuple[str, ...]
    preprocessing: Preprocessing
    run: Backend
    network: "torch.nn.Module | None" = field(repr=False)
    architecture: str
    record: Json = field(repr=False)

    def logits(self, batch: FloatArray) -> FloatArray:
        """Logits (N, K) of a batch as in serving, without valence and arousal."""
        return self.logits_by(self.run)(batch)

    def logits_by(self, run: Backend) -> Backend:
        """`logits` with another backend of the same network."""
        return lambda batch: self._served(run)(batch)[:, : len(self.labels)]

    def outputs(self, batch: FloatArray) -> FloatArray:
        """Outputs of a batch as in serving: the logits, and valence and arousal if it has them."""
        return self._served(self.run)(batch)

    def _served(self, run: Backend) -> Backend:
        return average_with_mirror(run) if self.preprocessing.mirrored else run

    @property
    def affect(self) -> bool:
        """Whether the network also gives valence and arousal."""
        return bool(self.record.get("affect", False))


def network_of(source: Source) -> "torch.nn.Module":
    """The network of a source, whose weights are to be used.

    Raises
    ------
    DataError
        If the source is a model that is only an ONNX file.
    """
    if source.network is None:
        raise DataError(f"{source.name} is only an ONNX file: it has no weights to use")
    return source.network


def open_source(given: FilePath, size: int | None = None, backend: str = "onnx") -> Source:
    """Load what a command names.

    Parameters
    ----------
    given
        Folder of a run (with checkpoint.pt), folder of a model (with card.json), or the name of
        an installed model.
    size
        Side of the input; by default the one that it was made for.
    backend
        'onnx' or 'torch', for a model; a run always uses torch.

    Raises
    ------
    DataError
        If a checkpoint cannot be used.
    scoring.models.errors.RegistryError
        If there is no such model.
    """
    folder = Path(given)
    if (folder / CHECKPOINT).is_file():
        source = run_source(folder)
    else:
        model = load_model(folder) if (folder / CARD).is_file() else get_model(str(given))
        source = model_source(model, "torch" if size else backend)
    if size:
        source = replace(source, preprocessing=replace(source.preprocessing, size=size))
    return source


def model_source(model: Model, backend: str = "onnx") -> Source:
    """A model with the backend that serving uses, or with torch."""
    from scoring.models.backends import onnx_backend
    from scoring.models.network import load_network

    network = None
    if "safetensors" in model.card["files"]:
        network, _ = load_network(model, "cpu", "float32")
    run = torch_run(network) if network and backend == "torch" else onnx_backend(model)
    return Source(
        model.name,
        model.labels,
        model.preprocessing,
        run,
        network,
        model.architecture,
        model.card,
    )


def run_source(folder: Path) -> Source:
    """The averaged network of a run's last checkpoint."""
    state = read_checkpoint(folder / CHECKPOINT)
    weights = averaged(state)
    record = {**read_record(folder), "epochs": state.get("history", [])}
    recipe = record.get("recipe", {})
    architecture = recipe.get("network", {}).get("architecture", "efficientnet_b0")
    labels = tuple(record.get("classes") or record.get("labels") or FER_LABELS)
    outputs = list(weights.values())[-1].shape[0]
    network = new_network(architecture, outputs)
    network.load_state_dict(weights)
    network.eval()
    record["affect"] = outputs == len(labels) + 2
    if outputs not in (len(labels), len(labels) + 2):
        raise DataError(f"{folder} has {outputs} outputs for the labels {', '.join(labels)}")
    preprocessing = preprocessing_of(record)
    return Source(
        folder.name, labels, preprocessing, torch_run(network), network, architecture, record
    )


def read_record(folder: Path) -> Json:
    """A run's record; empty where there is none."""
    for name in RECORDS:
        if (folder / name).is_file():
            return json.loads((folder / name).read_text(encoding="utf-8"))
    return {}


def preprocessing_of(record: Json) -> Preprocessing:
    """How a run's faces are prepared: as its record says, else by the size of its last epoch."""
    if "preprocessing" in record:
        options: Json = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in record["preprocessing"].items()
        }
        return Preprocessing(**options)
    sizes = [row["size"] for row in record["epochs"] if "size" in row]
    grey = record.get("recipe", {}).get("network", {}).get("grey", True)
    return Preprocessing(size=sizes[-1] if sizes else 64, detail=48, grey=grey)


def torch_run(network: "torch.nn.Module") -> Backend:
    """A network as a function from a float32 batch to outputs."""
    return lambda batch: run_network(network, "cpu", batch)
