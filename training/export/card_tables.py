"""Tables of a model card, in Markdown."""

import json
from collections.abc import Iterable, Sequence

from scoring.types import Json


def percent(share: float | None) -> str:
    """A share as text; a dash where there is none."""
    return "–" if share is None else f"{100 * share:.1f} %"


def interval(pair: Sequence[float] | None) -> str:
    """An interval of shares as text, in percent; empty where there is none."""
    return "" if pair is None else f"[{100 * pair[0]:.1f}, {100 * pair[1]:.1f}]"


def table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table of a header and rows of cells."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def class_table(labels: Sequence[str], figures: Json) -> str:
    """Precision, recall with its interval, and F1 of each class."""
    spans = figures.get("intervals", {}).get("recall") or [None] * len(labels)
    faces = [sum(row) for row in figures["confusion"]]
    columns = (figures["precision"], figures["recall"], figures["f1"])
    rows = [
        [label, count, percent(precision), f"{percent(recall)} {interval(span)}", percent(f1)]
        for label, count, precision, recall, f1, span in zip(
            labels, faces, *columns, spans, strict=True
        )
    ]
    return table(["class", "faces", "precision", "recall", "F1"], rows)


def calibration_table(calibration: Json) -> str:
    """Figures before and after calibration, of the validation and the test part."""
    rows = [
        [
            f"{part}, {when}",
            percent(calibration[part][when]["accuracy"]),
            percent(calibration[part][when]["mean_recall"]),
            f"{calibration[part][when]['calibration_error']:.3f}",
            f"{calibration[part][when]['log_loss']:.3f}",
        ]
        for part in ("validation", "test")
        if part in calibration
        for when in ("before", "after")
    ]
    return table(["part", "accuracy", "mean recall", "calibration error", "log loss"], rows)


def confusion_table(labels: Sequence[str], matrix: Sequence[Sequence[int]]) -> str:
    """Rows are true labels, columns predictions, cells counts."""
    rows = [[label, *row] for label, row in zip(labels, matrix, strict=True)]
    return table(["true \\ predicted", *labels], rows)


def size_table(rows: Iterable[Json], chosen: int) -> str:
    """Accuracy and milliseconds for each input size; the chosen one is in bold."""
    cells = [
        [
            f"**{row['size']}**" if row["size"] == chosen else row["size"],
            percent(row["accuracy"]),
            percent(row["mean_recall"]),
            f"{row['milliseconds']:.2f}",
        ]
        for row in rows
    ]
    return table(["size, px", "accuracy", "mean recall", "ms per face"], cells)


def file_table(files: Json) -> str:
    """Name, size and hash of each file."""
    rows = [
        [entry["name"], f"{entry['bytes']:,}", f"`{entry['sha256']}`"] for entry in files.values()
    ]
    return table(["file", "bytes", "SHA-256"], rows)


def smaller_lines(files: Json) -> str:
    """Which of the smaller files were kept, and how much they differ."""
    lines = []
    for kind, entry in files.items():
        status = "kept" if entry["kept"] else "refused, not part of this model"
        lines.append(
            f"- {kind.removeprefix('onnx-')} ({entry['bytes']:,} bytes): {status}. On the test "
            f"part, probabilities change by at most {entry['largest']:.4f}, on average by "
            f"{entry['mean']:.4f}, and {percent(entry['changed'])} of the decisions change."
        )
    return "\n".join(lines)


def recipe_lines(recipe: Json) -> str:
    """A recipe as JSON, one line for each section."""
    lines = [f'"{key}": {json.dumps(value)}' for key, value in recipe.items()]
    return "```json\n{" + ",\n ".join(lines) + "}\n```"
