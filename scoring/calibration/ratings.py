"""Reading a table of ratings; its layout is in the help of the command."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from ..constants import FORMULA
from ..errors import ScoringError
from .calibrate import CalibrationError


@dataclass(frozen=True)
class Rating:
    """One row of the table.

    Attributes
    ----------
    row : int
        In the file, the head row being 1.
    rating : float
        0 to 100.
    take : str
        What was rated; the same for all ratings of one take.
    share : float or None
        0 to 1; None where it has to be computed.
    files : tuple of Path
        Reference and take; empty where the share is known.
    """

    row: int
    rating: float
    take: str
    share: float | None = None
    files: tuple = ()


def read_ratings(path):
    """Read a table of ratings and check every row.

    Parameters
    ----------
    path : path

    Returns
    -------
    list of Rating

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
            check_head(path, names)
            table.fieldnames = names
            return [
                read_row(row, table.line_num, path.parent) for row in table if any(row.values())
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise CalibrationError(f"{path.name} is no CSV file in UTF-8: {error}") from error


def check_head(path, names):
    """Refuse a table without the columns that are needed."""
    has = set(names)
    if "rating" not in has or not (has & {"share", "result"} or {"reference", "take"} <= has):
        raise CalibrationError(
            f"{path.name} has the columns {', '.join(names) or 'none'}; needed are rating and "
            "either share, or result, or reference and take"
        )


def read_row(row, number, folder):
    """One checked row."""
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


def between(text, least, most, name, number):
    """A number in its range."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise CalibrationError(
            f"row {number}: {name} is {text!r}, allowed are numbers from {least} to {most}"
        )
    return value


def existing(name, folder, number):
    """Path of a file that is there."""
    path = folder / name
    if not path.is_file():
        raise CalibrationError(f"row {number}: there is no file {path}")
    return path


def share_of_result(path, number):
    """The share that a result of the present formula holds."""
    from ..formula.result import Result

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


def shares_of(ratings, track_of):
    """The share of every rated take; each pair of files is scored once.

    Parameters
    ----------
    ratings : list of Rating
    track_of : callable
        ``track_of(path) -> Track``.

    Returns
    -------
    list of float

    Raises
    ------
    CalibrationError
        With the number of the row whose files cannot be scored.
    """
    from ..formula.score import score_tracks

    tracks, known = {}, {}
    for rating in ratings:
        if rating.share is not None or rating.files in known:
            continue
        try:
            for file in rating.files:
                if file not in tracks:
                    tracks[file] = track_of(file)
            known[rating.files] = score_tracks(*(tracks[file] for file in rating.files)).share
        except (ScoringError, OSError) as error:
            raise CalibrationError(f"row {rating.row}: {error}") from error
    return [known[each.files] if each.share is None else each.share for each in ratings]
