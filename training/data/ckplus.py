"""CK+, the extended Cohn-Kanade set: sequences from a neutral face to the peak.

Layout::

    ROOT/cohn-kanade-images/S005/001/S005_001_00000001.png ... S005_001_00000011.png
    ROOT/Emotion/S005/001/S005_001_00000011_emotion.txt           3.0000000e+00

The subject (person) and the sequence (video) are in a picture's name. An emotion file belongs to
the last frame; its code is 0 neutral, 1 anger, 2 contempt, 3 disgust, 4 fear, 5 happiness,
6 sadness, 7 surprise. Sequences without one have no label and are left out. Of a labelled
sequence, the last frames carry the label and the first one is neutral.

Source: Lucey et al., "The Extended Cohn-Kanade Dataset (CK+)", CVPR Workshops 2010.
"""

from pathlib import Path

from scoring.types import FilePath

from ..faces import DataError
from .dataset import DataSet, Sample, one_hot, pictures_under, require
from .labels import CKPLUS

PEAK = 3
LICENCE = "CK+: for research under an agreement with its makers, not for commercial use"


def read(root: FilePath, peak: int = PEAK) -> DataSet:
    """Read CK+.

    Parameters
    ----------
    peak
        How many of a sequence's last frames carry its label.
    """
    images = require(f"{root}/cohn-kanade-images", "unpack CK+'s pictures there")
    labels = require(f"{root}/Emotion", "unpack CK+'s emotion labels there")
    sequences: dict[str, list[Path]] = {}
    for path in pictures_under(images):
        if path.stem.count("_") != 2:
            raise DataError(f"{path} is not named SUBJECT_SEQUENCE_FRAME as in CK+")
        sequences.setdefault(path.stem.rsplit("_", 1)[0], []).append(path)
    samples: list[Sample] = []
    left_out: list[tuple[str, str]] = []
    for video, frames in sorted(sequences.items()):
        person = video.split("_")[0]
        files = sorted((labels / frames[0].parent.relative_to(images)).glob("*_emotion.txt"))
        if not files:
            left_out.append((video, "the sequence has no emotion label"))
            continue
        peaks = frames[max(1, len(frames) - peak) :]
        codes = [CKPLUS.index("neutral")] + [_code(files[0])] * len(peaks)
        for path, code in zip([frames[0], *peaks], codes, strict=True):
            name = path.relative_to(images).as_posix()
            votes = one_hot(code, len(CKPLUS))
            samples.append(Sample(name, votes, path, person=person, video=video))
    return DataSet("ckplus", CKPLUS, samples, LICENCE, left_out)


def _code(path: Path) -> int:
    try:
        return range(len(CKPLUS)).index(int(float(path.read_text())))
    except ValueError:
        raise DataError(f"{path} holds no code from 0 to 7") from None
