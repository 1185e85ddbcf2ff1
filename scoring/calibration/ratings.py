"""Reading a table of ratings; the help of the command describes its layout."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..constants import FORMULA
from ..errors import ScoringError
from ..formula.result import Result
from ..formula.score import score_tracks
from ..track import Track
from ..types import FilePath
from .calibrate import CalibrationError


@dataclass(frozen=True)
class Rating:
    """One row of the table.

    Attributes
    ----------
    row
        In the file, the header being row 1.
    rating
        0 to 100.
    take
        What was rated; the same for all ratings of one take.
    share
        0 to 1; None where it has to be computed.
    files
        Reference and take; empty where the share is known.
    """

    row: int
    rating: float
    take: str
    share: float | None = None
    files: tuple[Path, ...] = ()


def read_ratings(path: FilePath) -> list[Rating]:
    """Read a table of ratings and check every row.

    Raises
    ------
    CalibrationError
        With the number of the row that cannot be used.
    OSError
        If the table cannot be opened.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            names = [name.strip().lower() for name in table.fieldnames or []]
            check_header(path, names)
            table.fieldnames = names
            return [
                read_row(row, table.line_num, path.parent) for row in table if any(row.values())
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise CalibrationError(f"{path.name} is not a CSV file in UTF-8: {error}") from error


def check_header(path: Path, names: Sequence[str]) -> None:
    """Refuse a table that lacks the columns that are needed."""
    has = set(names)
    if "rating" not in has or not (has & {"share", "result"} or {"reference", "take"} <= has):
        raise CalibrationError(
            f"{path.name} has the columns {', '.join(names) or 'none'}; it needs rating and "
            "either share, or result, or reference and take"
        )


def read_row(row: Mapping[str, str | None], number: int, folder: Path) -> Rating:
    """A checked row."""
    values = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    rating = between(values["rating"], 0, 100, "rating", number)
    if values.get("share"):
        share = between(values["share"], 0, 1, "share", number)
        return Rating(number, rating, values.get("take") or f"share {share:.9g}", share)
    if values.get("result"):
        file = existing(values["result"], folder, number)
        return Rating(number, rating, str(file), share_of_result(file, number))
    if values.get("reference") and values.get("take"):
        files = tuple(existing(values[name], folder, number) for name in ("reference", "take"))
        return Rating(number, rating, " ".join(map(str, files)), None, files)
    raise CalibrationError(f"row {number} names neither a share, nor a result, nor two tracks")


def between(text: str, least: float, most: float, name: str, number: int) -> float:
    """A number within its range."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise CalibrationError(
            f"row {number}: {name} is {text!r}, it must be a number from {least} to {most}"
        )
    return value


def existing(name: str, folder: Path, number: int) -> Path:
    """The path of a file that is there."""
    path = folder / name
    if not path.is_file():
        raise CalibrationError(f"row {number}: there is no file {path}")
    return path


def share_of_result(path: Path, number: int) -> float:
    """The share in a result of the present formula."""
    try:
        result = Result.from_dict(json.loads(path.read_text()))
    except (ValueError, RecursionError) as error:
        raise CalibrationError(f"row {number}: {path.name}: {error}") from error
    if result.formula.split("+")[0] != FORMULA:
        raise CalibrationError(
            f"row {number}: {path.name} is of formula {result.formula}, this is formula "
            f"{FORMULA}: score it again"
        )
    return result.share


def shares_of(ratings: Sequence[Rating], track_of: Callable[[Path], Track]) -> list[float]:
    """The share of every rated take; each pair of files is scored once.

    Parameters
    ----------
    track_of
        Gives the track of a file.

    Raises
    ------
    CalibrationError
        With the number of the row whose files cannot be scored.
    """
    tracks: dict[Path, Track] = {}
    known: dict[tuple[Path, ...], float] = {}
    for rating in ratings:
        if rating.share is not None or rating.files in known:
            continue
        try:
            for file in rating.files:
                if file not in tracks:
                    tracks[file] = track_of(file)
            reference, take = rating.files
            known[rating.files] = score_tracks(tracks[reference], tracks[take]).share
        except (ScoringError, OSError) as error:
            raise CalibrationError(f"row {rating.row}: {error}") from error
    return [known[each.files] if each.share is None else each.share for each in ratings]
