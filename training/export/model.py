"""A trained network becomes a model folder: safetensors, ONNX, card.json and a card to read."""

import logging
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np

from scoring.models.backends import softmax
from scoring.models.install import check_names, check_outputs, file_entry
from scoring.models.onnx_export import write_onnx
from scoring.models.registry import load_model

from ..audit import twins
from ..evaluation.by_set import figures_by_set
from ..evaluation.given import in_order, open_source_faces
from ..evaluation.intervals import bootstrap, groups_of
from ..evaluation.metrics import metrics, reliability
from ..evaluation.predict import logits_of, prepared
from ..evaluation.sizes import SIZES, reading, run_curve, size_curve, some_of
from ..faces import DataError
from .calibrate import effect, fit_calibration, fit_to_mixture, fold
from .card import write_card
from .provenance import told_by
from .small_files import (
    CALIBRATION_FACES,
    agreement,
    any_size,
    session,
    write_fp16,
    write_int8,
)
from .soup import mean_source

log = logging.getLogger(__name__)

AGREEMENT = 1e-3
CURVE_FACES = 1000
KINDS = {
    "onnx": "model.onnx",
    "safetensors": "model.safetensors",
    "onnx-fp16": "model.fp16.onnx",
    "onnx-int8": "model.int8.onnx",
}


def export(
    given,
    data,
    out,
    name,
    size=None,
    balance="auto",
    about=None,
    sizes=SIZES,
    mirrored=None,
    size_runs=(),
):
    """Calibrate a run's network, write its files, measure them, and put them in place.

    Parameters
    ----------
    given : path or str, or a list of them
        Folder of a run, folder of a model, or an installed model's name; of several the mean
        of their weights is taken (see `training.export.soup`).
    data : path
        Prepared faces or FER+; calibrated on the part 'valid', measured on 'test'.
    out : path
        Folder of models. ``out/name`` is replaced only when everything has held.
    name : str
    size : int, optional
        Side of the input; default the one of the run's last epoch.
    balance : float, 'auto' or None
        Shift towards mean recall, as `fit_calibration` takes it; None: no calibration.
    about : dict, optional
        What the card is to say of itself: device, command, data_name, data_licence, licence.
    sizes : sequence of int
        For the curve of accuracy and cost; empty: none.
    mirrored : bool, optional
        Whether the model is to read each face and its mirror image; default as it was.
    size_runs : sequence of path
        Runs that differ in their input size only; then the curve is theirs, not of `sizes`.

    Returns
    -------
    dict
        The card, as written to card.json.

    Raises
    ------
    DataError
        If model and data do not fit, or ONNX Runtime and torch disagree; nothing is replaced.
    """
    source = mean_source([given] if isinstance(given, str | Path) else given, size)
    if mirrored is not None:
        source = reading(source, mirrored)
    check_names(name, source.labels)
    if source.architecture == "small_cnn":
        raise DataError("small_cnn is a baseline of this toolkit and cannot be installed")
    faces = in_order(open_source_faces(data, "all", source.record), source.labels)
    valid, test = faces.part("valid"), faces.part("test")
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".new-") as place:
        folder = Path(place) / name
        folder.mkdir()
        card = build(source, valid, test, without_twins(faces), folder, name, balance)
        card["sizes"] = curve(folder, source, valid, sizes, size_runs)
        card = {**card, **told_by(source, data, faces, about or {})}
        write_card(folder, card)
        check_outputs(load_model(folder))
        put(folder, out / name)
    return card


def build(source, valid, test, alone, folder, name, balance):
    """Write the model's files to a folder and return the measured part of its card."""
    network, side = plain(source.network), source.preprocessing.size
    full = folder / KINDS["onnx"]
    calibration = None
    if balance is not None:
        log.info("calibrating on %d validation faces", len(valid))
        calibration = calibrate(source, valid, balance)
        fold(network, calibration[0])
    log.info("writing files")
    for name_of_other in ("onnxscript", "onnx_ir"):
        logging.getLogger(name_of_other).setLevel(logging.WARNING)
    from safetensors.torch import save_file

    save_file(network.state_dict(), folder / KINDS["safetensors"])
    write_onnx(network, side, full, features=True)
    card = {
        "name": name,
        "architecture": source.architecture,
        "labels": list(source.labels),
        "neutral": "neutral",
        "preprocessing": asdict(source.preprocessing),
        "calibration": calibration and calibration[1],
    }
    if source.affect:
        card["affect"] = True
    log.info("measuring on %d test faces", len(test))
    images = prepared_all(source, test)
    logits = source.logits_by(session(full))(images)
    card["figures"] = {**figures(logits, test), "without_twins": figures_of(logits, test, alone)}
    if calibration:
        card["calibration"]["test"] = effect(
            calibration[0], calibration[0].undone(logits), test.labels
        )
    card["figures"]["backend_disagreement"] = disagreement(source, images, logits)
    card["smaller_files"] = smaller(full, folder, source, valid, images, logits)
    card["files"] = {
        kind: file_entry(folder / file) for kind, file in KINDS.items() if (folder / file).is_file()
    }
    return card


def curve(folder, source, valid, sizes, size_runs):
    """Accuracy and cost by input size: of runs of their own, else of the same weights."""
    log.info("measuring %d input sizes", len(size_runs or sizes))
    free = folder.parent / "any.onnx"
    any_size(folder / KINDS["onnx"], free)
    if size_runs:
        return run_curve(session(free), size_runs, valid, source.preprocessing.mirrored)
    return size_curve(session(free), source, some_of(valid, CURVE_FACES), sizes)


def plain(network):
    """A network whose weights lie in plain order, as files keep them."""
    import torch

    return network.to("cpu", torch.float32, memory_format=torch.contiguous_format).eval()


def calibrate(source, valid, balance):
    """The calibration and what the card says of it."""
    logits = logits_of(source.logits, valid.images, source.preprocessing)
    if any(valid.sets):
        found = fit_to_mixture(logits, valid.labels, valid.sets)
    else:
        found = fit_calibration(logits, valid.labels, balance)
    told = {**found.to_dict(), "validation": effect(found, logits, valid.labels)}
    return found, told


def prepared_all(source, faces):
    """All faces as the network's input."""
    return prepared(faces.images, source.preprocessing)


def figures(logits, test):
    """Everything that is said of the test part."""
    probabilities = softmax(logits)
    intervals = bootstrap(test.labels, probabilities.argmax(1), len(test.classes), groups_of(test))
    return {
        **metrics(probabilities, test.labels),
        "intervals": intervals,
        "reliability": reliability(probabilities, test.labels),
        **figures_by_set(probabilities, test),
    }


def without_twins(faces):
    """Which test faces, bool (N,), are nowhere in the training part, not even nearly."""
    places = np.flatnonzero([part == "test" for part in faces.parts])
    return ~np.isin(places, twins(faces, ["test"], ["train"]))


def figures_of(logits, test, chosen):
    """The first figures of some of the test faces."""
    told = metrics(softmax(logits[chosen]), test.labels[chosen])
    return {name: told[name] for name in ("faces", "accuracy", "mean_recall")}


def disagreement(source, images, logits, faces=256):
    """Largest difference of a probability between torch and ONNX Runtime on real faces."""
    ours = softmax(source.logits(images[:faces]))
    apart = float(np.abs(ours - softmax(logits[:faces])).max())
    if apart > AGREEMENT:
        raise DataError(f"ONNX Runtime and torch disagree by {apart:.1e}: nothing is exported")
    return apart


def smaller(full, folder, source, valid, images, logits):
    """Write fp16 and int8 files, and keep those that agree with the full one."""
    batch = prepared(some_of(valid, CALIBRATION_FACES).images, source.preprocessing)
    writers = {
        "onnx-fp16": lambda path: write_fp16(full, path),
        "onnx-int8": lambda path: write_int8(full, path, batch),
    }
    told = {}
    for kind, write in writers.items():
        path = folder / KINDS[kind]
        write(path)
        found = agreement(logits, source.logits_by(session(path))(images))
        told[kind] = {**found.to_dict(), "bytes": path.stat().st_size}
        if not found.holds:
            path.unlink()
        log.info("%s: %s", kind, "kept" if found.holds else "refused")
    return told


def put(folder, place):
    """Put a finished folder in its place; the files of a former model there are replaced."""
    place.mkdir(parents=True, exist_ok=True)
    for file in place.iterdir():
        if file.is_file() and not (folder / file.name).exists():
            file.unlink()
    for file in sorted(folder.iterdir(), key=lambda file: file.suffix == ".json"):
        file.chmod(0o644)
        file.replace(place / file.name)
