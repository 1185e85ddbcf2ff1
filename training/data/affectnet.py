"""AffectNet and sets with the same layout: CSV lists with box, expression, valence, arousal.

Layout::

    ROOT/Manually_Annotated_file_lists/{training,validation}.csv
    ROOT/Manually_Annotated_Images/<subDirectory_filePath>

The lists may lie in ROOT itself, and so may the pictures. Columns: subDirectory_filePath,
face_x, face_y, face_width, face_height, facial_landmarks, expression, valence, arousal; the box
and the landmarks may be missing. Expressions 0 to 7 are those of
`training.data.labels.AFFECTNET`; 8 (none), 9 (uncertain) and 10 (no face) are left out. Valence
and arousal are -2 where they were not annotated.

Source: Mollahosseini, Hasani, Mahoor, "AffectNet", IEEE Transactions on Affective Computing 2017.
"""

import csv
from math import nan
from pathlib import Path

from scoring.types import FilePath

from ..faces import DataError
from .dataset import PARTS, DataSet, Sample, one_hot
from .labels import AFFECTNET

LISTS = "Manually_Annotated_file_lists"
IMAGES = "Manually_Annotated_Images"
BOX = ("face_x", "face_y", "face_width", "face_height")
NONE = {8: "expression: none", 9: "expression: uncertain", 10: "expression: no face"}
LICENCE = "AffectNet: for research under an agreement with its makers, not for commercial use"


def read(root: FilePath) -> DataSet:
    """Read the lists; the layout is described at the top of this module."""
    root = Path(root)
    lists = root / LISTS if (root / LISTS).is_dir() else root
    images = root / IMAGES if (root / IMAGES).is_dir() else root
    paths = [path for path in sorted(lists.glob("*.csv")) if path.stem.lower() in PARTS]
    if not paths:
        raise DataError(f"{lists} holds no training.csv or validation.csv")
    samples: list[Sample] = []
    left_out: list[tuple[str, str]] = []
    for path in paths:
        with path.open(newline="", encoding="utf-8-sig") as lines:
            for number, row in enumerate(csv.DictReader(lines), 2):
                try:
                    found = _sample(row, images, PARTS[path.stem.lower()])
                except (KeyError, TypeError, ValueError) as error:
                    message = f"{path}, line {number} does not follow AffectNet's layout: {error!r}"
                    raise DataError(message) from None
                if isinstance(found, Sample):
                    samples.append(found)
                else:
                    left_out.append(found)
    return DataSet("affectnet", AFFECTNET, samples, LICENCE, left_out)


def _sample(row: dict[str, str], images: Path, part: str) -> Sample | tuple[str, str]:
    """The sample of a row, or its name and the reason why there is none."""
    name, code = row["subDirectory_filePath"], int(row["expression"])
    if code in NONE:
        return name, NONE[code]
    if not 0 <= code < len(AFFECTNET):
        raise ValueError(f"expression {code}")
    valence, arousal = (_affect(row[column]) for column in ("valence", "arousal"))
    return Sample(
        name,
        one_hot(code, len(AFFECTNET)),
        images / name,
        part=part,
        valence=valence,
        arousal=arousal,
        box=_box(row),
    )


def _affect(text: str) -> float:
    value = float(text)
    if value == -2:
        return nan
    if not -1 <= value <= 1:
        raise ValueError(f"valence or arousal {value}")
    return value


def _box(row: dict[str, str]) -> tuple[float, float, float, float] | None:
    given = [row.get(name) or "NULL" for name in BOX]
    if "NULL" in given:
        return None
    left, top, width, height = map(float, given)
    return left, top, width, height
