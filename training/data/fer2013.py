"""FER2013 in its two common forms.

``fer2013-folders``, a folder per part and class; other spellings of both are understood::

    ROOT/{train,validation,test}/{angry,disgust,fear,happy,neutral,sad,surprise}/*.{jpg,png}

``fer2013-csv``, the challenge's one file (ROOT may be the file itself)::

    ROOT/fer2013.csv        emotion,pixels,Usage
                            0,"70 80 82 ... 109",Training

with 48 x 48 grey values row by row, emotion 0 anger, 1 disgust, 2 fear, 3 happiness, 4 sadness,
5 surprise, 6 neutral, and Usage Training, PublicTest (validation) or PrivateTest (test).

Source: Goodfellow et al., "Challenges in Representation Learning", ICONIP 2013.
"""

import csv
from pathlib import Path

import numpy as np

from scoring.types import FilePath

from ..faces import DataError
from .dataset import PARTS, DataSet, Sample, one_hot, require
from .folders import read as read_class_folders
from .labels import FER2013

SIDE = 48
LICENCE = "FER2013: made for a challenge; the rights to the pictures are unclear"


def read_folders(root: FilePath) -> DataSet:
    """Read FER2013 laid out as folders, as described at the top of this module."""
    return read_class_folders(root, name="fer2013-folders", labels="fer", licence=LICENCE)


def read_csv(root: FilePath) -> DataSet:
    """Read ``fer2013.csv``, as described at the top of this module."""
    path = Path(root)
    path = require(
        path / "fer2013.csv" if path.is_dir() else path, "give the folder of fer2013.csv"
    )
    samples = []
    with path.open(newline="", encoding="utf-8-sig") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                pixels = np.array(row["pixels"].split(), np.uint8).reshape(SIDE, SIDE)
                votes = one_hot(int(row["emotion"]), len(FER2013))
                part = PARTS[row["Usage"].strip().lower()]
            except (AttributeError, IndexError, KeyError, OverflowError, ValueError) as error:
                raise DataError(
                    f"{path}, line {number} does not follow FER2013's layout: {error}"
                ) from None
            samples.append(Sample(f"line {number}", votes, pixels=pixels, part=part))
    return DataSet("fer2013-csv", FER2013, samples, LICENCE)
