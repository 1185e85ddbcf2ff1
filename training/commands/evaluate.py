"""``evaluate``: figures of a model or run, its calibration, groups, views, ensembles, cost."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable

from scoring.types import Json

EXAMPLE = """examples: python -m training evaluate reon-b0 --data DATA
          python -m training evaluate runs/mine --data DATA --tta --sizes --report report
          python -m training evaluate runs/a --data DATA --ensemble runs/b reon-b0 --json"""


def arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.epilog = EXAMPLE
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.add_argument("given", metavar="MODEL_OR_RUN", help="an installed model, or a folder")
    parser.add_argument("--data", required=True, help="prepared faces, or FER+ as published")
    parser.add_argument("--part", default="test", choices=("train", "valid", "test", "all"))
    parser.add_argument("--size", type=int, help="side of the input (default: its own)")
    parser.add_argument("--most", type=int, help="measure at most so many faces")
    parser.add_argument("--backend", choices=("onnx", "torch"), default="onnx")
    parser.add_argument("--groups", metavar="CSV", help="more groups: column name, and any others")
    parser.add_argument("--tta", action="store_true", help="measure test-time augmentation")
    parser.add_argument(
        "--ensemble", nargs="+", default=(), metavar="OTHER", help="measure ensembles with these"
    )
    parser.add_argument(
        "--sizes", type=int, nargs="*", help="accuracy and cost by input size (default: six sizes)"
    )
    parser.add_argument("--report", metavar="FOLDER", help="write a report with pictures")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(options: Namespace) -> None:
    """Measure and print."""
    from ..evaluation.sizes import SIZES
    from ..evaluation.study import StudyOptions, as_json, study

    what = StudyOptions(
        part=options.part,
        size=options.size,
        most=options.most,
        backend=options.backend,
        group_file=options.groups,
        views=options.tta,
        others=options.ensemble,
        sizes=SIZES if options.sizes == [] else options.sizes or (),
        report=options.report,
    )
    result = study(options.given, options.data, what)
    print(as_json(result) if options.json else as_text(result))


def as_text(study: Json) -> str:
    """The figures as tables for a terminal."""
    from ..evaluation.report import Picture, Table, Text, sections_of

    lines = [f"{study['name']}, input {study['size']} px, on {study['data']}"]
    for heading, blocks in sections_of(study).items():
        if not all(isinstance(block, Picture) for block in blocks):
            lines += ["", heading]
        for block in blocks:
            if isinstance(block, Text):
                lines.append(block.text)
            elif isinstance(block, Table):
                lines += columns([block.head, *block.rows])
    return "\n".join(lines)


def columns(rows: Iterable[Iterable[object]]) -> list[str]:
    """Rows of cells as aligned text, the first column to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  " + "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])])
        for row in cells
    ]
