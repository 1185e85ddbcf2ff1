"""Where a model comes from: data, split, recipe, command, device; for its card."""

import logging
import os
import platform
from datetime import date
from pathlib import Path

from ..evaluation.given import FERPLUS
from ..faces import DataError

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


def told_by(source, data, faces, about):
    """The part of a card that is not measured.

    Parameters
    ----------
    source : training.evaluation.source.Source
    data : path
    faces : training.faces.Faces
        All parts.
    about : dict
        What the exporter says: device, command, data_name, data_licence, licence; each goes
        before what the run's record says.

    Returns
    -------
    dict
    """
    record = source.record
    recipe = record.get("recipe") or {}
    epochs, runs = record.get("epochs") or [], record.get("mean_of")

    def said(name, otherwise=""):
        return about.get(name) or record.get(name) or otherwise

    return {
        "licence": said("licence", "Apache-2.0"),
        "made": str(date.today()),
        "device": said("device", "not recorded"),
        "seconds": round(sum(row.get("seconds", 0) for row in epochs)),
        "exported_on": f"{processor()}, Python {platform.python_version()}",
        "command": said("command"),
        "code": said("code"),
        "seed": recipe.get("seed"),
        "recipe": recipe,
        "epochs": epochs,
        **({"mean_of": runs} if runs else {}),
        "data": data_of(record, data, faces, about),
    }


def data_of(record, data, faces, about):
    """The data's name, licence, split, sizes and hashes."""
    valid, test = faces.part("valid"), faces.part("test")
    published = (Path(data) / FERPLUS).is_file()
    learnt = learnt_from(record.get("data"))
    if "train_faces" not in learnt:
        learnt |= counted(faces, learnt.get("train_sha256"))
    return {
        "name": about.get("data_name")
        or learnt.get("name")
        or (FERPLUS_NAME if published else Path(data).resolve().name),
        "licence": about.get("data_licence")
        or learnt.get("licence")
        or (FERPLUS_LICENCE if published else "not recorded: ask whoever prepared the data"),
        "split": learnt.get("split") or SPLIT,
        **{name: value for name, value in learnt.items() if name.startswith("train_")},
        "valid_faces": len(valid),
        "valid_sha256": valid.fingerprint(),
        "test_faces": len(test),
        "test_sha256": test.fingerprint(),
    }


def learnt_from(data):
    """What a run's record, or an earlier card, says of the data it learnt from."""
    if isinstance(data, str):
        return {"train_sha256": data}
    data = dict(data or {})
    train = data.pop("train", {})
    return data | {f"train_{name}": value for name, value in train.items()}


def counted(faces, known):
    """Size and hash of the training part; without the size if a run learnt from other faces."""
    try:
        train = faces.part("train")
    except DataError:
        return {}
    found = train.fingerprint()
    if known not in (None, found):
        log.warning("the run learnt from other faces than the training part of these data")
        return {}
    return {"train_faces": len(train), "train_sha256": found}


def processor():
    """The processor's name and how many cores this machine has."""
    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        pass
    return f"{name}, {os.cpu_count()} cores"
