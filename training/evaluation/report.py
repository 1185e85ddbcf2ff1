"""A report folder: tables and pictures, as report.html and report.md, and figures.json."""

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from scoring.types import FilePath, Json

from ..export.card_tables import interval, percent, table

STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #ccc;padding:.25rem .6rem;
text-align:right}td:first-child,th:first-child{text-align:left}img{max-width:100%;height:auto}"""


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Table:
    """A header and rows of cells."""

    head: Sequence[object]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True)
class Picture:
    """A PNG in the report's folder and what it shows."""

    file: str
    caption: str


Sections: TypeAlias = dict[str, list[Text | Table | Picture]]
"""The blocks under each heading of a report."""


def sections_of(study: Json) -> Sections:
    """The report on the figures of `training.evaluation.study.study`."""
    labels, figures = study["labels"], study["figures"]
    spans = figures["intervals"]
    rows = [
        ["accuracy", percent(figures["accuracy"]), interval(spans["accuracy"])],
        ["mean recall", percent(figures["mean_recall"]), interval(spans["mean_recall"])],
        ["mean F1", percent(figures["mean_f1"]), ""],
        ["calibration error", f"{figures['calibration_error']:.4f}", ""],
        ["log loss", f"{figures['log_loss']:.4f}", ""],
    ]
    drawn = f"Intervals: 95 %, bootstrap over {spans['units']:,} {spans['drawn']}."
    cost = (
        f"{study['bytes']:,} bytes of weights; {study['milliseconds']:.2f} ms of processor time "
        "per face."
    )
    sections: Sections = {
        "Figures": [
            Text(f"{figures['faces']:,} faces of part {study['part']}. {drawn} {cost}"),
            Table(["figure", "value", "interval"], rows),
            *set_tables(figures),
        ],
        "Classes": [
            Table(
                ["class", "faces", "precision", "recall", "interval", "F1"],
                class_rows(labels, figures),
            ),
            Picture("confusion.png", "Confusion matrix: rows are true classes"),
        ],
        "Calibration": [Picture("reliability.png", "Accuracy by confidence")],
        "Groups": [
            block
            for column, groups in study["groups"].items()
            for block in (Text(column), figure_table("group", groups))
        ],
    }
    if "affect" in study:
        text = "Valence and arousal: Lin's concordance and Pearson's correlation, and the error."
        sections["Valence and arousal"] = [Text(text), affect_table(study["affect"])]
    if "views" in study:
        text = "Test-time augmentation: the mean over views of each face."
        sections["Views"] = [Text(text), figure_table("views", study["views"])]
    if "ensemble" in study:
        text = "Each model, then ensembles; weights and stacking are fitted on the validation part."
        sections["Ensemble"] = [Text(text), figure_table("model", study["ensemble"])]
    if "sizes" in study:
        rows = [
            [
                row["size"],
                percent(row["accuracy"]),
                percent(row["mean_recall"]),
                f"{row['milliseconds']:.2f}",
            ]
            for row in study["sizes"]
        ]
        head = ["size, px", "accuracy", "mean recall", "ms per face"]
        sections["Input size"] = [Table(head, rows), Picture("sizes.png", "Accuracy against cost")]
    if study.get("saliency"):
        caption = "Right and wrong faces of each class, and the regions that led to the prediction"
        sections["What it looks at"] = [Picture("saliency.png", caption)]
    return sections


def set_tables(figures: Json) -> list[Table]:
    """A table of the data sets that were joined, or none."""
    rows: list[list[object]] = [
        [
            name,
            row["faces"],
            percent(row["accuracy"]),
            interval(row["intervals"]["accuracy"]),
            percent(row["mean_recall"]),
            interval(row["intervals"]["mean_recall"]),
        ]
        for name, row in figures.get("by_set", {}).items()
    ]
    head = ["set", "faces", "accuracy", "interval", "mean recall", "interval"]
    return [Table(head, rows)] if rows else []


def class_rows(labels: Sequence[str], figures: Json) -> list[list[object]]:
    """Cells of the table of classes."""
    columns = (
        labels,
        [sum(row) for row in figures["confusion"]],
        map(percent, figures["precision"]),
        map(percent, figures["recall"]),
        map(interval, figures["intervals"]["recall"]),
        map(percent, figures["f1"]),
    )
    return [list(row) for row in zip(*columns, strict=True)]


def affect_table(figures: Json) -> Table:
    """Agreement with the annotated valence and arousal; a dash where undefined."""
    rows = []
    for dimension, found in figures.items():
        values = (found["ccc"], found["pearson"], found["rmse"])
        cells = ("–" if value is None else f"{value:.3f}" for value in values)
        rows.append([dimension, found["faces"], *cells])
    return Table(["", "faces", "concordance", "correlation", "RMS error"], rows)


def figure_table(first: str, rows: Sequence[Json]) -> Table:
    """A table of rows with a name, accuracy, mean recall and, where known, calibration error."""
    names = [
        key for key in ("faces", "accuracy", "mean_recall", "calibration_error") if key in rows[0]
    ]
    shown: dict[str, Callable[[Any], str]] = {
        "faces": str,
        "calibration_error": lambda value: f"{value:.4f}",
    }
    cells = [[row[first], *(shown.get(name, percent)(row[name]) for name in names)] for row in rows]
    return Table([first, *(name.replace("_", " ") for name in names)], cells)


def write_report(folder: FilePath, study: Json) -> None:
    """Write figures.json, report.md and report.html beside the pictures, which exist already."""
    folder = Path(folder)
    (folder / "figures.json").write_text(json.dumps(study, indent=1, ensure_ascii=False) + "\n")
    sections = sections_of(study)
    title = f"{study['name']} on {study['data']}"
    (folder / "report.md").write_text(markdown(title, sections), encoding="utf-8")
    (folder / "report.html").write_text(page(title, sections), encoding="utf-8")


def markdown(title: str, sections: Sections) -> str:
    """The report as Markdown."""
    lines = [f"# {title}"]
    for heading, blocks in sections.items():
        lines.append(f"## {heading}")
        for block in blocks:
            if isinstance(block, Text):
                lines.append(block.text)
            elif isinstance(block, Table):
                lines.append(table(block.head, block.rows))
            else:
                lines.append(f"![{block.caption}]({block.file})")
    return "\n\n".join(lines) + "\n"


def page(title: str, sections: Sections) -> str:
    """The report as one HTML page beside its pictures."""
    parts = [f"<h1>{html.escape(title)}</h1>"]
    for heading, blocks in sections.items():
        parts.append(f"<h2>{html.escape(heading)}</h2>")
        parts += [_html(block) for block in blocks]
    body = "\n".join(parts)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{STYLE}</style>{body}</html>\n"
    )


def _html(block: Text | Table | Picture) -> str:
    if isinstance(block, Text):
        return f"<p>{html.escape(block.text)}</p>"
    if isinstance(block, Picture):
        caption = html.escape(block.caption)
        return f'<p><img src="{block.file}" alt="{caption}"><br><small>{caption}</small></p>'
    head = "".join(f"<th>{html.escape(str(cell))}</th>" for cell in block.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in block.rows
    )
    return f"<table><tr>{head}</tr>{rows}</table>"
