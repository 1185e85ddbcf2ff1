"""Installed emotion models: found by name, checked by hash."""

import hashlib
import json
import logging
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

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
    name : str
    labels : tuple of str, length K
        In the order of the outputs.
    architecture : str
        Name in timm.
    preprocessing : Preprocessing
    folder : Path
    card : dict
        The whole of card.json.
    """

    name: str
    labels: tuple
    architecture: str
    preprocessing: Preprocessing
    folder: Path
    card: dict = field(repr=False, hash=False)

    @property
    def hash(self):
        """SHA-256 of the weights: of the safetensors file, else of the ONNX file."""
        files = self.card["files"]
        return (files.get("safetensors") or files["onnx"])["sha256"]

    @property
    def affect(self):
        """Whether two outputs after the labels' are valence and arousal."""
        return bool(self.card.get("affect", False))

    @property
    def outputs(self):
        """Numbers that the network gives for a face."""
        return len(self.labels) + 2 * self.affect

    @property
    def neutral(self):
        """Index of the neutral label."""
        return self.labels.index(self.card["neutral"])

    def file(self, kind):
        """Path of a file of the model, compared with its card.

        Parameters
        ----------
        kind : {'onnx', 'safetensors'}

        Returns
        -------
        str

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
            raise RegistryError(f"model {self.name} is not complete: {path} is missing")
        status = path.stat()
        if file_hash(str(path), status.st_size, status.st_mtime_ns) != entry["sha256"]:
            raise RegistryError(f"{path} is not the file on its card (SHA-256 differs)")
        return str(path)


@lru_cache(maxsize=64)
def file_hash(path, size=None, changed=None):
    """SHA-256 of a file in hexadecimal; `size` and `changed` only name the cached state."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_model(folder):
    """Read a model's card; its files are checked when they are asked for.

    Raises
    ------
    RegistryError
        If there is no card or it lacks something.
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


def folders():
    """Folders that hold models: the one of REON_MODELS, if set, before the library's own."""
    extra = os.environ.get("REON_MODELS")
    return [Path(extra), WEIGHTS] if extra else [WEIGHTS]


def installed():
    """All installed models by name; one whose card cannot be used is left out with a warning."""
    models = {}
    for folder in folders():
        for card in sorted(folder.glob(f"*/{CARD}")):
            try:
                model = load_model(card.parent)
            except RegistryError as error:
                log.warning("%s", error)
                continue
            models.setdefault(model.name, model)
    return models


def default_name():
    """Name of the model that is used where none is named: REON_MODEL, else 'reon-b0'."""
    return os.environ.get("REON_MODEL") or DEFAULT


def get_model(name=None):
    """A model by name.

    Parameters
    ----------
    name : str, optional
        Default: `default_name`.

    Returns
    -------
    Model

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
