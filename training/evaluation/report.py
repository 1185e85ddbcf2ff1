"""A report folder: tables and pictures, as report.html and report.md, and figures.json."""

import html
import json
from dataclasses import dataclass
from pathlib import Path

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
    """A head and rows of cells."""

    head: list
    rows: list


@dataclass(frozen=True)
class Picture:
    """A PNG in the report's folder and what it shows."""

    file: str
    words: str


def sections_of(found):
    """Titles and blocks of a report from the figures of `training.evaluation.study.study`."""
    labels, figures = found["labels"], found["figures"]
    spans = figures["intervals"]
    rows = [
        ["accuracy", percent(figures["accuracy"]), interval(spans["accuracy"])],
        ["mean recall", percent(figures["mean_recall"]), interval(spans["mean_recall"])],
        ["mean F1", percent(figures["mean_f1"]), ""],
        ["calibration error", f"{figures['calibration_error']:.4f}", ""],
        ["log loss", f"{figures['log_loss']:.4f}", ""],
    ]
    drawn = f"Intervals: 95 %, bootstrap over {spans['units']:,} {spans['drawn']}."
    cost = f"{found['bytes']:,} bytes of weights; {found['milliseconds']:.2f} ms of processor time."
    sections = {
        "Figures": [
            Text(f"{figures['faces']:,} faces of part {found['part']}. {drawn} {cost}"),
            Table(["figure", "value", "interval"], rows),
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
            for column, groups in found["groups"].items()
            for block in (Text(column), figure_table("group", groups))
        ],
    }
    if "views" in found:
        text = "Test-time augmentation: the mean over views of each face."
        sections["Views"] = [Text(text), figure_table("views", found["views"])]
    if "ensemble" in found:
        text = "Members alone and joined; weights and stacking are fitted on the validation part."
        sections["Ensemble"] = [Text(text), figure_table("way", found["ensemble"])]
    if "sizes" in found:
        rows = [
            [
                r["size"],
                percent(r["accuracy"]),
                percent(r["mean_recall"]),
                f"{r['milliseconds']:.2f}",
            ]
            for r in found["sizes"]
        ]
        head = ["size, px", "accuracy", "mean recall", "ms a face"]
        sections["Input size"] = [Table(head, rows), Picture("sizes.png", "Accuracy beside cost")]
    if found.get("saliency"):
        words = "Right and wrong faces of each class, and where the predicted class was found"
        sections["What it looks at"] = [Picture("saliency.png", words)]
    return sections


def class_rows(labels, figures):
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


def figure_table(first, rows):
    """A table of rows that have a name, accuracy, mean recall, and perhaps calibration."""
    names = [
        key for key in ("faces", "accuracy", "mean_recall", "calibration_error") if key in rows[0]
    ]
    shown = {"faces": str, "calibration_error": lambda value: f"{value:.4f}"}
    cells = [[row[first], *(shown.get(name, percent)(row[name]) for name in names)] for row in rows]
    return Table([first, *(name.replace("_", " ") for name in names)], cells)


def write_report(folder, found):
    """Write figures.json, report.md and report.html; the pictures lie there already."""
    folder = Path(folder)
    (folder / "figures.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    sections = sections_of(found)
    title = f"{found['name']} on {found['data']}"
    (folder / "report.md").write_text(markdown(title, sections), encoding="utf-8")
    (folder / "report.html").write_text(page(title, sections), encoding="utf-8")


def markdown(title, sections):
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
                lines.append(f"![{block.words}]({block.file})")
    return "\n\n".join(lines) + "\n"


def page(title, sections):
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


def _html(block):
    if isinstance(block, Text):
        return f"<p>{html.escape(block.text)}</p>"
    if isinstance(block, Picture):
        words = html.escape(block.words)
        return f'<p><img src="{block.file}" alt="{words}"><br><small>{words}</small></p>'
    head = "".join(f"<th>{html.escape(str(cell))}</th>" for cell in block.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in block.rows
    )
    return f"<table><tr>{head}</tr>{rows}</table>"
