"""Everything that ``evaluate`` measures of a model or run, and of several as an ensemble."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scoring.models.backends import softmax
from scoring.types import FilePath, FloatArray, Json

from ..faces import DataError, Faces
from .affect import affect_figures
from .by_set import figures_by_set
from .ensemble import ensembles
from .given import in_order, open_faces, open_source_faces
from .groups import by_group, group_columns
from .intervals import bootstrap, groups_of
from .metrics import metrics, reliability
from .predict import logits_of, prepared, probabilities_of
from .sizes import TIMED_FACES, cost, size_curve, some_of
from .source import Source, network_of, open_source
from .views import VIEWS, view_probabilities

SHORT = ("accuracy", "mean_recall", "calibration_error", "log_loss")


@dataclass(frozen=True)
class StudyOptions:
    """What is measured.

    Attributes
    ----------
    part
        Of the data: 'train', 'valid', 'test' or 'all'.
    size
        Side of the input; by default the model's own.
    most
        Measure at most so many faces, evenly spaced.
    backend
        'onnx' or 'torch'.
    group_file
        CSV with more columns of groups, as `group_columns` reads it.
    views
        Whether to measure test-time augmentation.
    others
        Further models or runs for an ensemble.
    sizes
        Input sides to measure accuracy and cost at, on the validation part.
    report
        Folder for a report with pictures.
    """

    part: str = "test"
    size: int | None = None
    most: int | None = None
    backend: str = "onnx"
    group_file: FilePath | None = None
    views: bool = False
    others: Sequence[FilePath] = ()
    sizes: Sequence[int] = ()
    report: FilePath | None = None


@dataclass(frozen=True)
class Predictions:
    """A model's probabilities of faces.

    Attributes
    ----------
    source
        The model.
    faces
        With their votes in the order of the model's labels.
    probabilities
        float32, shape (N, K).
    affect
        Valence and arousal in [-1, 1], shape (N, 2); None if the model does not give them.
    """

    source: Source
    faces: Faces
    probabilities: FloatArray
    affect: FloatArray | None


def study(given: FilePath, data: FilePath, options: StudyOptions | None = None) -> Json:
    """Measure a model or run.

    Parameters
    ----------
    given
        As `open_source` takes it.
    data
        As `open_source_faces` takes it.

    Returns
    -------
    study
        name, data, part, labels, size, figures, groups, bytes, milliseconds, and what else
        `options` asks for.
    """
    options = options or StudyOptions()
    found = predict(given, data, options)
    source, faces = found.source, found.faces
    result = {
        "name": source.name,
        "data": Path(data).resolve().name,
        "part": options.part,
        "labels": list(source.labels),
        "size": source.preprocessing.size,
        "figures": figures_of(found.probabilities, faces),
        "groups": {
            name: by_group(found.probabilities, faces.labels, column)
            for name, column in group_columns(faces, options.group_file).items()
        },
        "bytes": weight_bytes(source),
        "milliseconds": cost(
            source.logits, prepared(faces.images[:TIMED_FACES], source.preprocessing)
        ),
    }
    if found.affect is not None and faces.affect is not None:
        result["affect"] = affect_figures(found.affect, faces.affect)
    if options.views:
        result["views"] = views_of(found)
    if options.others:
        result["ensemble"] = ensemble_of(found, data, options)
    if options.sizes:
        result["sizes"] = sizes_of(source, data, options)
    if options.report:
        report_to(Path(options.report), result, found)
    return result


def predict(given: FilePath, data: FilePath, options: StudyOptions) -> Predictions:
    """Run a model on the faces that are measured."""
    source = open_source(given, options.size, options.backend)
    faces = in_order(open_source_faces(data, options.part, source.record), source.labels)
    faces = some_of(faces, options.most)
    outputs = logits_of(source.outputs, faces.images, source.preprocessing)
    logits, affect = np.split(outputs, [len(source.labels)], axis=1)
    return Predictions(
        source, faces, softmax(logits), affect.clip(-1, 1) if source.affect else None
    )


def figures_of(probabilities: FloatArray, faces: Faces) -> Json:
    """Figures, intervals and reliability of predictions."""
    predicted = probabilities.argmax(1)
    return {
        **metrics(probabilities, faces.labels),
        "intervals": bootstrap(faces.labels, predicted, len(faces.classes), groups_of(faces)),
        "reliability": reliability(probabilities, faces.labels),
        **figures_by_set(probabilities, faces),
    }


def weight_bytes(source: Source) -> int:
    """Bytes of the weights in fp32, or of the ONNX file where there is nothing else."""
    if source.network is None:
        return source.record["files"]["onnx"]["bytes"]
    return sum(each.numel() * each.element_size() for each in source.network.state_dict().values())


def row(key: str, name: str, probabilities: FloatArray, faces: Faces, **more: object) -> Json:
    """One row of a comparison, with its name under `key`."""
    figures = metrics(probabilities, faces.labels)
    return {key: name, **{figure: figures[figure] for figure in SHORT}, **more}


def views_of(found: Predictions) -> list[Json]:
    """Figures with one view, with its mirror image, and with all of `VIEWS`."""
    source, faces = found.source, found.faces
    rows = [row("views", "plain", found.probabilities, faces)]
    for name, views in (("plain and mirrored", ("plain", "mirrored")), ("all six", tuple(VIEWS))):
        mean = view_probabilities(source.logits, faces.images, source.preprocessing, views)
        rows.append(row("views", name, mean, faces))
    return rows


def ensemble_of(found: Predictions, data: FilePath, options: StudyOptions) -> list[Json]:
    """Figures of each member and of each kind of ensemble."""
    source, faces = found.source, found.faces
    valid = some_of(in_order(open_faces(data, "valid"), source.labels), options.most)
    members = [source, *(open_source(name) for name in options.others)]
    on_valid, on_test = [], []
    for member in members:
        if set(member.labels) != set(source.labels):
            raise DataError(f"{member.name} has other labels than {source.name}: no ensemble")
        on_valid.append(probabilities_in_order(member, valid))
        known = member is source
        on_test.append(found.probabilities if known else probabilities_in_order(member, faces))
    rows = [
        row("model", member.name, probabilities, faces)
        for member, probabilities in zip(members, on_test, strict=True)
    ]
    joined = ensembles(on_valid, valid.labels, on_test, groups_of(valid))
    for kind, (probabilities, fitted) in joined.items():
        rows.append(row("model", kind, probabilities, faces, **fitted))
    return rows


def probabilities_in_order(member: Source, faces: Faces) -> FloatArray:
    """A model's probabilities of faces, its columns in the order of the faces' classes."""
    columns = [member.labels.index(label) for label in faces.classes]
    return probabilities_of(member.logits, faces.images, member.preprocessing)[:, columns]


def sizes_of(source: Source, data: FilePath, options: StudyOptions) -> list[Json]:
    """Accuracy and cost at several input sizes, on the validation part."""
    from scoring.models.onnx_export import write_onnx

    from ..export.small_files import open_session, write_any_size

    network = network_of(source)
    valid = some_of(in_order(open_faces(data, "valid"), source.labels), options.most)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any-size.onnx"
        write_onnx(network, source.preprocessing.size, path)
        write_any_size(path, path)
        return size_curve(open_session(path), source, valid, options.sizes)


def report_to(folder: Path, result: Json, found: Predictions) -> None:
    """Draw the pictures and write the report."""
    from .plots import confusion_plot, reliability_plot, sizes_plot
    from .report import write_report
    from .saliency import saliency_sheet

    folder.mkdir(parents=True, exist_ok=True)
    figures = result["figures"]
    confusion_plot(found.source.labels, figures["confusion"], folder / "confusion.png")
    reliability_plot(
        figures["reliability"], figures["calibration_error"], folder / "reliability.png"
    )
    if "sizes" in result:
        sizes_plot(result["sizes"], folder / "sizes.png")
    if found.source.network is not None:
        saliency_sheet(found.source, found.faces, found.probabilities, folder / "saliency.png")
        result["saliency"] = True
    write_report(folder, result)


def as_json(result: Json) -> str:
    """The figures as JSON text."""
    return json.dumps(result, indent=1, ensure_ascii=False)
