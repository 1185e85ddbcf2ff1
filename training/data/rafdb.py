"""RAF-DB, basic emotions.

Layout::

    ROOT/[basic/]EmoLabel/list_patition_label.txt      train_00001.jpg 5
    ROOT/[basic/]Image/original/train_00001.jpg
    ROOT/[basic/]Image/aligned/train_00001_aligned.jpg

The list's name is misspelt in the original. Labels 1 to 7 are surprise, fear, disgust, happiness,
sadness, anger, neutral; the part is the start of a picture's name. The originals are read where
they exist, because they can be cropped as in serving; else the aligned faces (``--as-is``).

Source: Li, Deng, Du, "Reliable Crowdsourcing and Deep Locality-Preserving Learning for
Expression Recognition in the Wild", CVPR 2017.
"""

from pathlib import Path

from scoring.types import FilePath

from ..faces import DataError
from .dataset import PARTS, DataSet, Sample, one_hot, require
from .labels import RAFDB

LIST = "EmoLabel/list_patition_label.txt"
LICENCE = "RAF-DB: for research under an agreement with its makers, not for commercial use"


def read(root: FilePath) -> DataSet:
    """Read RAF-DB's list; the layout is described at the top of this module."""
    root = Path(root) / "basic" if (Path(root) / "basic").is_dir() else Path(root)
    path = require(root / LIST, "unpack RAF-DB's basic emotions there")
    original = (root / "Image" / "original").is_dir()
    folder = root / "Image" / ("original" if original else "aligned")
    require(folder, "unpack the pictures of RAF-DB there")
    samples = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip():
            continue
        try:
            name, code = line.split()
            part = PARTS[name.split("_")[0]]
            votes = one_hot(range(1, 8).index(int(code)), len(RAFDB))
        except (KeyError, ValueError):
            raise DataError(
                f"{path}, line {number}: {line!r} is not a picture's name and a label from 1 to 7"
            ) from None
        stem = Path(name)
        file = name if original else f"{stem.stem}_aligned{stem.suffix}"
        samples.append(Sample(name, votes, folder / file, part=part))
    return DataSet("rafdb", RAFDB, samples, LICENCE)
