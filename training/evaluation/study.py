"""Everything that ``evaluate`` measures of one model or run, and of several together."""

import json
import tempfile
from pathlib import Path

from scoring.models.backends import softmax

from .by_set import figures_by_set
from .ensemble import gains
from .given import in_order, open_faces, open_source_faces
from .groups import by_group, group_columns
from .intervals import bootstrap, groups_of
from .metrics import metrics, reliability
from .predict import logits_of, prepared, probabilities_of
from .sizes import FACES, cost, size_curve, some_of
from .source import open_source
from .views import VIEWS, view_probabilities

SHORT = ("accuracy", "mean_recall", "calibration_error", "log_loss")


def study(
    given,
    data,
    part="test",
    *,
    size=None,
    most=None,
    backend="onnx",
    group_file=None,
    views=False,
    others=(),
    sizes=(),
    report=None,
):
    """Measure a model or run.

    Parameters
    ----------
    given : str or path
        As `open_source` takes it.
    data : path
        As `open_faces` takes it.
    part : str
    size : int, optional
        Another input side than its own.
    most : int, optional
        Measure at most so many faces, evenly chosen.
    backend : {'onnx', 'torch'}
    group_file : path, optional
        More columns of groups, as `group_columns` reads them.
    views : bool
        Whether to measure test-time augmentation.
    others : sequence of str
        Further models or runs for an ensemble.
    sizes : sequence of int
        Input sides to measure accuracy and cost at, on the validation part.
    report : path, optional
        Folder for a report with pictures.

    Returns
    -------
    dict
    """
    source = open_source(given, size, backend)
    faces = some_of(in_order(open_source_faces(data, part, source.record), source.labels), most)
    logits = logits_of(source.logits, faces.images, source.preprocessing)
    probabilities = softmax(logits)
    found = {
        "name": source.name,
        "data": Path(data).resolve().name,
        "part": part,
        "labels": list(source.labels),
        "size": source.preprocessing.size,
        "figures": figures_of(probabilities, faces),
        "groups": {
            name: by_group(probabilities, faces.labels, column)
            for name, column in group_columns(faces, group_file).items()
        },
        "bytes": weight_bytes(source),
        "milliseconds": cost(source.logits, prepared(faces.images[:FACES], source.preprocessing)),
    }
    if views:
        found["views"] = views_of(source, faces, probabilities)
    if others:
        found["ensemble"] = ensemble_of(source, others, data, faces, probabilities, most)
    if sizes:
        found["sizes"] = sizes_of(source, data, sizes, most)
    if report:
        report_to(Path(report), found, source, faces, probabilities)
    return found


def figures_of(probabilities, faces):
    """Figures, intervals and reliability of predictions."""
    drawn = bootstrap(faces.labels, probabilities.argmax(1), len(faces.classes), groups_of(faces))
    rows = reliability(probabilities, faces.labels)
    return {
        **metrics(probabilities, faces),
        "intervals": drawn,
        "reliability": rows,
        **figures_by_set(probabilities, faces),
    }


def weight_bytes(source):
    """Bytes of the weights in fp32, or of the ONNX file where there are no others."""
    if source.network is None:
        return source.record["files"]["onnx"]["bytes"]
    return sum(each.numel() * each.element_size() for each in source.network.state_dict().values())


def short(name, value, probabilities, faces, **more):
    """One row of a comparison."""
    figures = metrics(probabilities, faces)
    return {name: value, **{key: figures[key] for key in SHORT}, **more}


def views_of(source, faces, plain):
    """Figures with one view, with its mirror image, and with all of `VIEWS`."""
    ways = {"plain and mirrored": ("plain", "mirrored"), "all six": tuple(VIEWS)}
    rows = [short("views", "plain", plain, faces)]
    for words, names in ways.items():
        seen = view_probabilities(source.logits, faces.images, source.preprocessing, names)
        rows.append(short("views", words, seen, faces))
    return rows


def ensemble_of(source, others, data, faces, probabilities, most):
    """Figures of each member and of each way to join them."""
    members = [source, *(open_source(name) for name in others)]
    valid = some_of(in_order(open_faces(data, "valid"), source.labels), most)
    ahead, tests = [], []
    for member in members:
        if set(member.labels) != set(source.labels):
            raise ValueError(f"{member.name} has other labels than {source.name}: no ensemble")
        columns = [member.labels.index(label) for label in source.labels]
        ahead.append(
            probabilities_of(member.logits, valid.images, member.preprocessing)[:, columns]
        )
        if member is source:
            tests.append(probabilities)
        else:
            seen = probabilities_of(member.logits, faces.images, member.preprocessing)
            tests.append(seen[:, columns])
    rows = [
        short("way", member.name, test, faces) for member, test in zip(members, tests, strict=True)
    ]
    for way, (joined, fitted) in gains(ahead, valid.labels, tests, groups_of(valid)).items():
        rows.append(short("way", way, joined, faces, **fitted))
    return rows


def sizes_of(source, data, sizes, most):
    """Accuracy and cost at several input sizes, on the validation part."""
    from scoring.models.onnx_export import write_onnx

    from ..export.small_files import open_session, write_any_size

    if source.network is None:
        raise ValueError(f"{source.name} is only an ONNX file of one input size")
    valid = some_of(in_order(open_faces(data, "valid"), source.labels), most)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.onnx"
        write_onnx(source.network, source.preprocessing.size, path)
        write_any_size(path, path)
        return size_curve(open_session(path), source, valid, sizes)


def report_to(folder, found, source, faces, probabilities):
    """Draw the pictures and write the report."""
    from .plots import confusion_plot, reliability_plot, sizes_plot
    from .report import write_report
    from .saliency import saliency_sheet

    folder.mkdir(parents=True, exist_ok=True)
    figures = found["figures"]
    confusion_plot(source.labels, figures["confusion"], folder / "confusion.png")
    reliability_plot(
        figures["reliability"], figures["calibration_error"], folder / "reliability.png"
    )
    if "sizes" in found:
        sizes_plot(found["sizes"], folder / "sizes.png")
    if source.network is not None:
        saliency_sheet(source, faces, probabilities, folder / "saliency.png")
        found["saliency"] = True
    write_report(folder, found)


def as_json(found):
    """The figures as JSON text."""
    return json.dumps(found, indent=1, ensure_ascii=False)
