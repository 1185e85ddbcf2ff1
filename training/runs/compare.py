"""A comparison of kept runs."""

import json
from collections.abc import Iterable
from pathlib import Path

from scoring.types import FilePath, Json

from ..faces import DataError
from .record import RECORD

COLUMNS = ("run", "recipe", "data", "epochs", "accuracy", "mean recall", "ECE", "seconds", "best")


def find_runs(paths: Iterable[FilePath]) -> list[Path]:
    """Folders of kept runs: those given, and those inside the given folders.

    Raises
    ------
    DataError
        If a path holds none.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        here = (
            [path]
            if (path / RECORD).is_file()
            else sorted(record.parent for record in path.glob(f"*/{RECORD}"))
        )
        if not here:
            raise DataError(f"{path} is not a kept run and holds none: {RECORD} is missing")
        found += [folder for folder in here if folder not in found]
    return found


def summary(folder: FilePath) -> Json:
    """One run's row: figures of the epoch whose weights were kept, else of the last one.

    Returns
    -------
    row
        By `COLUMNS`; None for what a run does not have (yet).
    """
    record = json.loads((Path(folder) / RECORD).read_text())
    rows = record["epochs"]
    last = rows[-1] if rows else {}
    figures = record.get("figures") or {
        name.removeprefix("valid_"): value for name, value in last.items()
    }
    planned = sum(epochs for _, epochs in record["recipe"]["fit"]["sizes"])
    state = "" if "finished" in record else f" of {planned}"
    return {
        "run": Path(folder).name,
        "recipe": record["recipe"]["name"],
        "data": f"{record['data']['train']['faces']} {record['data']['train']['sha256'][:8]}",
        "epochs": f"{len(rows)}{state}",
        "accuracy": figures.get("accuracy"),
        "mean recall": figures.get("mean_recall"),
        "ECE": figures.get("calibration_error"),
        "seconds": record["seconds"],
        "best": record.get("best_epoch"),
    }


def table(rows: Iterable[Json]) -> str:
    """Summaries as text, the best mean recall first."""
    rows = sorted(rows, key=lambda row: -(row["mean recall"] or 0))
    lines = [COLUMNS, *([_cell(row[name]) for name in COLUMNS] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.4f}" if isinstance(value, float) and value <= 1 else str(value)
