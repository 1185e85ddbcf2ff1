"""Where a model comes from: data, split, recipe, command, device; for its card."""

import logging
import os
import platform
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scoring.types import FilePath, Json

from ..evaluation.given import FERPLUS
from ..evaluation.source import Source
from ..faces import DataError, Faces

log = logging.getLogger(__name__)

FERPLUS_NAME = "FER+ (FER2013 images)"
FERPLUS_LICENCE = (
    "FER+ labels: MIT-style licence (Microsoft). The images are those of the FER2013 challenge; "
    "the rights in them are unclear. No image is part of this model."
)
SPLIT = (
    "the data's parts: train to learn; valid to watch, to calibrate and to choose the input "
    "size; test only for the figures"
)


@dataclass(frozen=True)
class CardDetails:
    """What the exporter says about a model; None leaves it to the run's record.

    Attributes
    ----------
    device
        The machine that made the weights.
    command
        The command that made them.
    data_name, data_licence
        The data's name, and what may be done with them.
    licence
        Of the weights.
    """

    device: str | None = None
    command: str | None = None
    data_name: str | None = None
    data_licence: str | None = None
    licence: str | None = None


def provenance(source: Source, data: FilePath, faces: Faces, details: CardDetails) -> Json:
    """The part of a card that is not measured.

    Parameters
    ----------
    data
        The folder that `faces`, all parts of them, were read from.
    """
    record = source.record
    recipe = record.get("recipe") or {}
    epochs, runs = record.get("epochs") or [], record.get("mean_of")

    def stated(name: str, default: str = "") -> str:
        return getattr(details, name) or record.get(name) or default

    return {
        "licence": stated("licence", "Apache-2.0"),
        "made": str(date.today()),
        "device": stated("device", "not recorded"),
        "seconds": round(sum(row.get("seconds", 0) for row in epochs)),
        "exported_on": f"{processor()}, Python {platform.python_version()}",
        "command": stated("command"),
        "code": record.get("code") or "",
        "seed": recipe.get("seed"),
        "recipe": recipe,
        "epochs": epochs,
        **({"mean_of": runs} if runs else {}),
        "data": data_of(record, data, faces, details),
    }


def data_of(record: Json, data: FilePath, faces: Faces, details: CardDetails) -> Json:
    """The data's name, licence, split, sizes and hashes."""
    valid, test = faces.part("valid"), faces.part("test")
    published = (Path(data) / FERPLUS).is_file()
    learnt = training_data(record.get("data"))
    if "train_faces" not in learnt:
        learnt |= training_part(faces, learnt.get("train_sha256"))
    return {
        "name": details.data_name
        or learnt.get("name")
        or (FERPLUS_NAME if published else Path(data).resolve().name),
        "licence": details.data_licence
        or learnt.get("licence")
        or (FERPLUS_LICENCE if published else "not recorded: ask whoever prepared the data"),
        "split": learnt.get("split") or SPLIT,
        **{name: value for name, value in learnt.items() if name.startswith("train_")},
        "valid_faces": len(valid),
        "valid_sha256": valid.fingerprint(),
        "test_faces": len(test),
        "test_sha256": test.fingerprint(),
    }


def training_data(data: Json | str | None) -> Json:
    """What a run's record, or an earlier card, says about the data it learnt from."""
    if isinstance(data, str):
        return {"train_sha256": data}
    data = dict(data or {})
    train = data.pop("train", {})
    return data | {f"train_{name}": value for name, value in train.items()}


def training_part(faces: Faces, known: str | None) -> Json:
    """Size and hash of the training part; nothing if the run learnt from other faces.

    Parameters
    ----------
    known
        The hash of what the run learnt from, if its record says.
    """
    try:
        train = faces.part("train")
    except DataError:
        return {}
    found = train.fingerprint()
    if known not in (None, found):
        log.warning("the run learnt from other faces than the training part of these data")
        return {}
    return {"train_faces": len(train), "train_sha256": found}


def processor() -> str:
    """The processor's name and how many cores this machine has."""
    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        pass
    return f"{name}, {os.cpu_count()} cores"
