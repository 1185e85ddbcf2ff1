"""A trained network becomes a model folder: safetensors, ONNX, card.json and a readable card."""

import logging
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.models.backends import softmax
from scoring.models.install import check_names, check_outputs, file_entry
from scoring.models.onnx_export import write_onnx
from scoring.models.registry import load_model
from scoring.types import BoolArray, FilePath, FloatArray, Json

from ..audit import twins
from ..evaluation.by_set import figures_by_set
from ..evaluation.given import in_order, open_source_faces
from ..evaluation.intervals import bootstrap, groups_of
from ..evaluation.metrics import metrics, reliability
from ..evaluation.predict import logits_of, prepared
from ..evaluation.sizes import SIZES, run_curve, size_curve, some_of, with_mirror
from ..evaluation.source import Source, network_of
from ..faces import DataError, Faces
from .calibrate import Balance, Calibration, effect, fit_calibration, fit_to_mixture, fold
from .card import write_card
from .provenance import CardDetails, provenance
from .small_files import (
    CALIBRATION_FACES,
    agreement,
    open_session,
    write_any_size,
    write_fp16,
    write_int8,
)
from .soup import mean_source

if TYPE_CHECKING:
    import torch

log = logging.getLogger(__name__)

MAX_DISAGREEMENT = 1e-3
CURVE_FACES = 1000
KINDS = {
    "onnx": "model.onnx",
    "safetensors": "model.safetensors",
    "onnx-fp16": "model.fp16.onnx",
    "onnx-int8": "model.int8.onnx",
}


@dataclass(frozen=True)
class ExportOptions:
    """How a run is exported.

    Attributes
    ----------
    size
        Side of the input in pixels; by default that of the run's last epoch.
    mirrored
        Whether the model averages each face with its mirror image; by default as the run did.
    balance
        Shift towards mean recall, as `fit_calibration` takes it; None: no calibration.
    sizes
        Input sizes for the curve of accuracy and cost; empty: no curve.
    size_runs
        Runs that differ only in their input size; the curve is then theirs, not of `sizes`.
    details
        What the card is to say.
    """

    size: int | None = None
    mirrored: bool | None = None
    balance: Balance | None = "auto"
    sizes: Sequence[int] = SIZES
    size_runs: Sequence[FilePath] = ()
    details: CardDetails = field(default_factory=CardDetails)


def export(
    runs: Sequence[FilePath],
    data: FilePath,
    out: FilePath,
    name: str,
    options: ExportOptions | None = None,
) -> Json:
    """Calibrate a run's network, write its files, measure them, and put them in place.

    Parameters
    ----------
    runs
        Folder of a run, folder of a model, or name of an installed model; of several the mean
        of their weights is taken (see `training.export.soup`).
    data
        Prepared faces or FER+; the model is calibrated on the part 'valid', measured on 'test'.
    out
        Folder of models. ``out/name`` is replaced only when all checks have passed.

    Returns
    -------
    card
        As written to card.json.

    Raises
    ------
    DataError
        If model and data do not match, or ONNX Runtime and torch disagree; nothing is replaced.
    """
    options = options or ExportOptions()
    source = mean_source(runs, options.size)
    if options.mirrored is not None:
        source = with_mirror(source, options.mirrored)
    check_names(name, source.labels)
    if source.architecture == "small_cnn":
        raise DataError("small_cnn is a baseline of this toolkit and cannot be installed")
    faces = in_order(open_source_faces(data, "all", source.record), source.labels)
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".new-") as place:
        folder = Path(place) / name
        folder.mkdir()
        card = build(source, faces, folder, options.balance)
        card["sizes"] = curve(folder, source, faces.part("valid"), options)
        card = {**card, **provenance(source, data, faces, options.details)}
        write_card(folder, card)
        check_outputs(load_model(folder))
        install(folder, out / name)
    return card


def build(source: Source, faces: Faces, folder: Path, balance: Balance | None) -> Json:
    """Write the model's files to a folder and return the measured part of its card.

    Parameters
    ----------
    faces
        All parts.
    folder
        Its name is the model's.
    """
    valid, test = faces.part("valid"), faces.part("test")
    network, calibration = plain(network_of(source)), None
    card: Json = {
        "name": folder.name,
        "architecture": source.architecture,
        "labels": list(source.labels),
        "neutral": "neutral",
        "preprocessing": asdict(source.preprocessing),
        "calibration": None,
    }
    if balance is not None:
        log.info("calibrating on %d validation faces", len(valid))
        calibration, card["calibration"] = calibrate(source, valid, balance)
        fold(network, calibration)
    write_full(network, source.preprocessing.size, folder)
    if source.affect:
        card["affect"] = True
    log.info("measuring on %d test faces", len(test))
    batch = prepared(test.images, source.preprocessing)
    logits = source.logits_by(open_session(folder / KINDS["onnx"]))(batch)
    card["figures"] = {
        **figures(logits, test),
        "without_twins": short_figures(logits, test, without_twins(faces)),
        "backend_disagreement": disagreement(source, batch, logits),
    }
    if calibration:
        card["calibration"]["test"] = effect(calibration, calibration.invert(logits), test.labels)
    card["smaller_files"] = write_smaller(source, valid, batch, logits, folder)
    card["files"] = {
        kind: file_entry(folder / file) for kind, file in KINDS.items() if (folder / file).is_file()
    }
    return card


def write_full(network: "torch.nn.Module", size: int, folder: Path) -> None:
    """Write the safetensors and ONNX files in full precision."""
    from safetensors.torch import save_file

    log.info("writing files")
    for chatty in ("onnxscript", "onnx_ir"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    save_file(network.state_dict(), folder / KINDS["safetensors"])
    write_onnx(network, size, folder / KINDS["onnx"], features=True)


def curve(folder: Path, source: Source, valid: Faces, options: ExportOptions) -> list[Json]:
    """Accuracy and cost by input size: of a run for each size, else of the same weights."""
    log.info("measuring %d input sizes", len(options.size_runs or options.sizes))
    path = folder.parent / "any-size.onnx"
    write_any_size(folder / KINDS["onnx"], path)
    run = open_session(path)
    if options.size_runs:
        return run_curve(run, options.size_runs, valid, source.preprocessing.mirrored)
    return size_curve(run, source, some_of(valid, CURVE_FACES), options.sizes)


def plain(network: "torch.nn.Module") -> "torch.nn.Module":
    """A network in evaluation mode whose weights lie contiguously in memory, as in files."""
    import torch

    layout: Any = {"memory_format": torch.contiguous_format}  # torch's stubs leave it out
    return network.to("cpu", torch.float32, **layout).eval()


def calibrate(source: Source, valid: Faces, balance: Balance) -> tuple[Calibration, Json]:
    """The calibration and what the card says about it."""
    logits = logits_of(source.logits, valid.images, source.preprocessing)
    if any(valid.sets):
        calibration = fit_to_mixture(logits, valid.labels, valid.sets)
    else:
        calibration = fit_calibration(logits, valid.labels, balance)
    entry = {**calibration.to_dict(), "validation": effect(calibration, logits, valid.labels)}
    return calibration, entry


def figures(logits: FloatArray, test: Faces) -> Json:
    """All figures of the test part."""
    probabilities = softmax(logits)
    intervals = bootstrap(test.labels, probabilities.argmax(1), len(test.classes), groups_of(test))
    return {
        **metrics(probabilities, test.labels),
        "intervals": intervals,
        "reliability": reliability(probabilities, test.labels),
        **figures_by_set(probabilities, test),
    }


def without_twins(faces: Faces) -> BoolArray:
    """Which test faces, shape (N,), have no copy or near copy in the training part."""
    places = np.flatnonzero([part == "test" for part in faces.parts])
    return ~np.isin(places, twins(faces, ["test"], ["train"]))


def short_figures(logits: FloatArray, test: Faces, chosen: BoolArray) -> Json:
    """The main figures of some of the test faces."""
    found = metrics(softmax(logits[chosen]), test.labels[chosen])
    return {name: found[name] for name in ("faces", "accuracy", "mean_recall")}


def disagreement(source: Source, batch: FloatArray, logits: FloatArray, faces: int = 256) -> float:
    """Largest difference in a probability between torch and ONNX Runtime on real faces."""
    ours = softmax(source.logits(batch[:faces]))
    largest = float(np.abs(ours - softmax(logits[:faces])).max())
    if largest > MAX_DISAGREEMENT:
        raise DataError(f"ONNX Runtime and torch disagree by {largest:.1e}: nothing is exported")
    return largest


def write_smaller(
    source: Source, valid: Faces, batch: FloatArray, logits: FloatArray, folder: Path
) -> Json:
    """Write fp16 and int8 files, and keep those that agree with the fp32 one.

    Parameters
    ----------
    valid
        Faces to measure the ranges of activations on.
    batch, logits
        Prepared test faces, and the fp32 file's logits of them.

    Returns
    -------
    files
        The card's entry for each kind of file.
    """
    full = folder / KINDS["onnx"]
    for_ranges = prepared(some_of(valid, CALIBRATION_FACES).images, source.preprocessing)
    writers = {
        "onnx-fp16": lambda path: write_fp16(full, path),
        "onnx-int8": lambda path: write_int8(full, path, for_ranges),
    }
    entries = {}
    for kind, write in writers.items():
        path = folder / KINDS[kind]
        write(path)
        found = agreement(logits, source.logits_by(open_session(path))(batch))
        entries[kind] = {**found.to_dict(), "bytes": path.stat().st_size}
        if not found.acceptable:
            path.unlink()
        log.info("%s: %s", kind, "kept" if found.acceptable else "refused")
    return entries


def install(folder: Path, place: Path) -> None:
    """Move a finished folder's files to a place, replacing those of an earlier model there."""
    place.mkdir(parents=True, exist_ok=True)
    for file in place.iterdir():
        if file.is_file() and not (folder / file.name).exists():
            file.unlink()
    for file in sorted(folder.iterdir(), key=lambda file: file.suffix == ".json"):
        file.chmod(0o644)
        file.replace(place / file.name)
