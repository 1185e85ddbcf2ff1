"""Installed emotion models: found by name, checked by hash."""

import hashlib
import json
import logging
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..types import FilePath, Json
from .errors import RegistryError
from .preprocessing import Preprocessing

log = logging.getLogger(__name__)

WEIGHTS = Path(__file__).parents[1] / "weights"
DEFAULT = "reon-b0"
CARD = "card.json"


@dataclass(frozen=True)
class Model:
    """One set of weights with its labels.

    Attributes
    ----------
    labels
        K names in the order of the outputs.
    architecture
        Name in timm.
    card
        All of card.json.
    """

    name: str
    labels: tuple[str, ...]
    architecture: str
    preprocessing: Preprocessing
    folder: Path
    card: Json = field(repr=False, hash=False)

    @property
    def hash(self) -> str:
        """SHA-256 of the weights: of the safetensors file, else of the ONNX file."""
        files = self.card["files"]
        return str((files.get("safetensors") or files["onnx"])["sha256"])

    @property
    def affect(self) -> bool:
        """Whether two outputs after those of the labels are valence and arousal."""
        return bool(self.card.get("affect", False))

    @property
    def outputs(self) -> int:
        """How many numbers the network gives for a face."""
        return len(self.labels) + 2 * self.affect

    @property
    def neutral(self) -> int:
        """Index of the neutral label."""
        return self.labels.index(self.card["neutral"])

    def file(self, kind: str) -> str:
        """Path of one of the model's files, compared with its card.

        Parameters
        ----------
        kind
            'onnx' or 'safetensors'.

        Raises
        ------
        RegistryError
            If the model has no such file, the file is gone, or its SHA-256 differs.
        """
        entry = self.card["files"].get(kind)
        if entry is None:
            has = ", ".join(self.card["files"])
            raise RegistryError(f"model {self.name} has no {kind} file, only {has}")
        path = self.folder / entry["name"]
        if not path.is_file():
            raise RegistryError(f"model {self.name} is incomplete: {path} is missing")
        status = path.stat()
        if file_hash(str(path), status.st_size, status.st_mtime_ns) != entry["sha256"]:
            raise RegistryError(f"{path} is not the file on its card (SHA-256 differs)")
        return str(path)


@lru_cache(maxsize=64)
def file_hash(path: str, size: int | None = None, changed: int | None = None) -> str:
    """SHA-256 of a file in hexadecimal; `size` and `changed` only key the cache."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_model(folder: FilePath) -> Model:
    """Read a model's card; its files are checked when they are asked for.

    Raises
    ------
    RegistryError
        If there is no card, or something is missing from it.
    """
    folder = Path(folder)
    try:
        card = json.loads((folder / CARD).read_text())
        options = dict(card["preprocessing"])
        for name in ("mean", "std"):
            if name in options:
                options[name] = tuple(options[name])
        model = Model(
            name=card["name"],
            labels=tuple(card["labels"]),
            architecture=card["architecture"],
            preprocessing=Preprocessing(**options),
            folder=folder,
            card=card,
        )
        _ = model.hash, model.neutral
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = " ".join(f"{type(error).__name__}: {error}".split())
        raise RegistryError(f"{folder / CARD} cannot be used ({problem})") from error
    return model


def folders() -> list[Path]:
    """Folders that hold models: that of REON_MODELS, if set, before the library's own."""
    extra = os.environ.get("REON_MODELS")
    return [Path(extra), WEIGHTS] if extra else [WEIGHTS]


def installed() -> dict[str, Model]:
    """All installed models by name; one whose card cannot be used is left out with a warning."""
    models: dict[str, Model] = {}
    for folder in folders():
        for card in sorted(folder.glob(f"*/{CARD}")):
            try:
                model = load_model(card.parent)
            except RegistryError as error:
                log.warning("%s", error)
                continue
            models.setdefault(model.name, model)
    return models


def default_name() -> str:
    """Name of the model that is used where none is named: REON_MODEL, else 'reon-b0'."""
    return os.environ.get("REON_MODEL") or DEFAULT


def get_model(name: str | None = None) -> Model:
    """An installed model by name.

    Parameters
    ----------
    name
        Default: `default_name`.

    Raises
    ------
    RegistryError
        If it is not installed.
    """
    name = name or default_name()
    models = installed()
    if name not in models:
        known = ", ".join(models) or "none"
        raise RegistryError(
            f"model {name!r} is not installed (installed: {known})", "unknown_model", name=name
        )
    return models[name]
