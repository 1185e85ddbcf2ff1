"""Tables of a model card, in Markdown."""

import json


def percent(share):
    """A share as text; a dash where there is none."""
    return "–" if share is None else f"{100 * share:.1f} %"


def interval(pair):
    """An interval as text."""
    return "" if pair is None else f"[{100 * pair[0]:.1f}, {100 * pair[1]:.1f}]"


def table(head, rows):
    """A Markdown table of a head and rows of cells."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def class_table(labels, figures):
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


def calibration_table(found):
    """What a calibration changed on the validation part, where it was fitted, and on the test."""
    rows = [
        [
            f"{part}, {when}",
            percent(found[part][when]["accuracy"]),
            percent(found[part][when]["mean_recall"]),
            f"{found[part][when]['calibration_error']:.3f}",
            f"{found[part][when]['log_loss']:.3f}",
        ]
        for part in ("validation", "test")
        if part in found
        for when in ("before", "after")
    ]
    return table(["part", "accuracy", "mean recall", "calibration error", "log loss"], rows)


def confusion_table(labels, matrix):
    """Rows are true labels, columns predictions, cells counts."""
    rows = [[label, *row] for label, row in zip(labels, matrix, strict=True)]
    return table(["true \\ predicted", *labels], rows)


def size_table(rows, chosen):
    """Accuracy beside milliseconds for each input size; the chosen one is marked."""
    cells = [
        [
            f"**{row['size']}**" if row["size"] == chosen else row["size"],
            percent(row["accuracy"]),
            percent(row["mean_recall"]),
            f"{row['milliseconds']:.2f}",
        ]
        for row in rows
    ]
    return table(["size, px", "accuracy", "mean recall", "ms a face"], cells)


def file_table(files):
    """Name, size and hash of each file."""
    rows = [
        [entry["name"], f"{entry['bytes']:,}", f"`{entry['sha256']}`"] for entry in files.values()
    ]
    return table(["file", "bytes", "SHA-256"], rows)


def smaller_lines(files):
    """What became of the smaller files."""
    lines = []
    for kind, told in files.items():
        fate = "kept" if told["kept"] else "refused, not part of this model"
        lines.append(
            f"- {kind.removeprefix('onnx-')} ({told['bytes']:,} bytes): {fate}. On the test part "
            f"probabilities move by {told['largest']:.4f} at most and {told['mean']:.4f} on "
            f"average, {percent(told['changed'])} of the decisions change."
        )
    return "\n".join(lines)


def recipe_lines(recipe):
    """A recipe as JSON, a line for each of its parts."""
    lines = [f'"{key}": {json.dumps(value)}' for key, value in recipe.items()]
    return "```json\n{" + ",\n ".join(lines) + "}\n```"
