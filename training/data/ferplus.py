"""FER+ as published: grey 48 x 48 PNG in folders, ten annotators' votes in one CSV.

Layout::

    ROOT/fer2013new.csv                        Usage, Image name, neutral ... contempt, unknown, NF
    ROOT/data/FER2013{Train,Valid,Test}/*.png

Source: Barsoum, Zhang, Canton Ferrer, Zhang, "Training Deep Networks for Facial Expression
Recognition with Crowd-Sourced Label Distribution", ICMI 2016. The people are not identified.
"""

import csv
from collections.abc import Mapping

import numpy as np

from scoring.types import FilePath, FloatArray

from ..faces import DataError
from .dataset import DataSet, Sample, require
from .labels import FERPLUS

FOLDERS = {"train": "FER2013Train", "valid": "FER2013Valid", "test": "FER2013Test"}
USAGES = {"Training": "train", "PublicTest": "valid", "PrivateTest": "test"}
NONE = {"unknown": "most annotators did not know", "NF": "most annotators saw no face"}
COLUMNS = (*FERPLUS, *NONE)
LICENCE = "FER+ labels: MIT; the pictures are FER2013's, whose rights are unclear"


def label_distribution(votes: Mapping[str, int]) -> FloatArray | str:
    """Turn the ten vote counts of one face into a distribution over the eight labels.

    Labels chosen by a single annotator are noise and are dropped, as the authors of FER+ do.

    Parameters
    ----------
    votes
        Counts by column name of ``fer2013new.csv``.

    Returns
    -------
    distribution
        Shape (8,), in the order of `training.data.labels.FERPLUS`. Where no single label has the
        most votes, the reason as text.
    """
    kept = {name: count for name, count in votes.items() if count > 1}
    most = max(kept.values(), default=0)
    winners = [name for name, count in kept.items() if count == most]
    if len(winners) != 1:
        return "no label has the most votes"
    if winners[0] in NONE:
        return NONE[winners[0]]
    counts = np.array([kept.get(name, 0) for name in FERPLUS], float)
    return counts / counts.sum()


def read(root: FilePath) -> DataSet:
    """Read FER+: eight classes, with votes and official parts.

    Parameters
    ----------
    root
        Folder that holds ``fer2013new.csv`` and ``data/``.
    """
    path = require(f"{root}/fer2013new.csv", "unpack FER+ there (fer2013new.csv beside data/)")
    samples: list[Sample] = []
    left_out: list[tuple[str, str]] = []
    with path.open(newline="", encoding="utf-8-sig") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                counts = {name: int(row[name]) for name in COLUMNS}
                part = USAGES[row["Usage"]]
            except (KeyError, TypeError, ValueError) as error:
                message = f"{path}, line {number} does not follow FER+'s layout: {error!r}"
                raise DataError(message) from None
            if not row["Image name"]:
                left_out.append((f"line {number}", "the list names no picture"))
                continue
            name = f"{FOLDERS[part]}/{row['Image name']}"
            votes = label_distribution(counts)
            if isinstance(votes, str):
                left_out.append((name, votes))
            else:
                picture = path.parent / "data" / name
                samples.append(Sample(name, votes, picture, part=part))
    return DataSet("ferplus", FERPLUS, samples, LICENCE, left_out)
