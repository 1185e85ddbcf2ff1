"""Label sets, and the explicit mappings from one to another.

A label set belongs to its data. Labels are mapped to another set only by a table below; a label
without a counterpart there is refused, unless the caller says that it is to be dropped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from scoring.constants import FER_LABELS
from scoring.types import BoolArray, FloatArray

from ..faces import DataError
from .dataset import DataSet

#: Order of the vote columns of FER+, without 'unknown' and 'NF'.
FERPLUS = (
    "neutral",
    "happiness",
    "surprise",
    "sadness",
    "anger",
    "disgust",
    "fear",
    "contempt",
)
#: Index = ``emotion`` code of fer2013.csv.
FER2013 = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
#: Index = ``expression`` code of AffectNet's lists; 8 to 10 are not labels.
AFFECTNET = (
    "neutral",
    "happiness",
    "sadness",
    "surprise",
    "fear",
    "disgust",
    "anger",
    "contempt",
)
#: Index + 1 = code of RAF-DB's lists.
RAFDB = ("surprise", "fear", "disgust", "happiness", "sadness", "anger", "neutral")
#: Index = code in CK+'s emotion files.
CKPLUS = (
    "neutral",
    "anger",
    "contempt",
    "disgust",
    "fear",
    "happiness",
    "sadness",
    "surprise",
)
#: The seven of AI-Hub's composite emotion set: 기쁨 당황 분노 불안 상처 슬픔 중립.
AIHUB = ("joy", "embarrassment", "anger", "anxiety", "hurt", "sadness", "neutral")
AIHUB_KOREAN = dict(
    zip(("기쁨", "당황", "분노", "불안", "상처", "슬픔", "중립"), AIHUB, strict=True)
)

SETS: dict[str, tuple[str, ...]] = {"fer": FER_LABELS, "aihub": AIHUB}

#: Spellings of the seven basic labels in names of folders and files.
SPELLINGS = {name: name for name in FER_LABELS} | {
    "angry": "anger",
    "disgusted": "disgust",
    "fearful": "fear",
    "afraid": "fear",
    "happy": "happiness",
    "joy": "happiness",
    "sad": "sadness",
    "surprised": "surprise",
}
#: AI-Hub to the seven basic labels. Joy (happiness), anger, sadness and neutral mean the same in
#: both; 불안 (anxiety, unease) is mapped to fear, which is related but stronger, so figures on
#: fear from such a mixture deserve a second look. 당황 (embarrassment, being taken aback) lies
#: between surprise and fear, and 상처 (hurt) between sadness and anger: they have no counterpart.
AIHUB_TO_FER = {
    "joy": "happiness",
    "anger": "anger",
    "anxiety": "fear",
    "sadness": "sadness",
    "neutral": "neutral",
}


def class_indices(
    classes: Sequence[str], target: str, drop: Sequence[str] = ()
) -> list[int | None]:
    """Index of each class in another label set.

    Parameters
    ----------
    target
        A key of `SETS`.
    drop
        Classes to be dropped.

    Returns
    -------
    indices
        None for a dropped class.

    Raises
    ------
    DataError
        If the target is unknown, or a class has no counterpart in it and is not to be dropped.
    """
    if target not in SETS:
        raise DataError(f"label set {target!r} is unknown: choose one of {', '.join(SETS)}")
    wanted = SETS[target]
    unknown = [name for name in drop if name not in classes]
    if unknown:
        raise DataError(
            f"{', '.join(unknown)} cannot be dropped, the data have: {', '.join(classes)}"
        )
    table = _table(classes, target)
    lost = [name for name in classes if name not in drop and table.get(name.lower()) not in wanted]
    if lost:
        raise DataError(
            f"{', '.join(lost)} has no place among the labels of {target} ({', '.join(wanted)}); "
            f"leave such faces out with --drop {' '.join(lost)}, or keep the data's own labels"
        )
    return [None if name in drop else wanted.index(table[name.lower()]) for name in classes]


def _table(classes: Sequence[str], target: str) -> Mapping[str, str]:
    if target == "aihub":
        return {name: name for name in AIHUB} if set(classes) <= set(AIHUB) else {}
    return AIHUB_TO_FER if set(classes) == set(AIHUB) else SPELLINGS


def map_votes(
    votes: npt.ArrayLike, classes: Sequence[str], target: str, drop: Sequence[str] = ()
) -> tuple[FloatArray, BoolArray]:
    """Votes over one label set as votes over another.

    A face is kept if the class with the most votes is; its votes for dropped classes are removed
    and the others scaled to sum to 1.

    Parameters
    ----------
    votes
        Shape (N, K).
    classes, target, drop
        As for `class_indices`.

    Returns
    -------
    mapped
        Shape (N, L); rows that are not kept are 0.
    kept
        Shape (N,).
    """
    votes = np.asarray(votes, float)
    places = class_indices(classes, target, drop)
    mapped = np.zeros((len(votes), len(SETS[target])))
    for column, place in enumerate(places):
        if place is not None:
            mapped[:, place] += votes[:, column]
    kept = np.array([place is not None for place in places])[votes.argmax(1)]
    total = mapped.sum(1, keepdims=True)
    kept &= total[:, 0] > 0
    mapped = np.divide(mapped, total, out=np.zeros_like(mapped), where=kept[:, None])
    return mapped, kept


def map_dataset(data: DataSet, target: str, drop: Sequence[str] = ()) -> DataSet:
    """A data set in another label set; faces of dropped classes are listed in `left_out`."""
    votes = np.stack([sample.votes for sample in data.samples])
    mapped, kept = map_votes(votes, data.classes, target, drop)
    samples, left_out = [], list(data.left_out)
    for sample, row, keep in zip(data.samples, mapped, kept, strict=True):
        if keep:
            samples.append(replace(sample, votes=row))
        else:
            lost = data.classes[sample.votes.argmax()]
            left_out.append((sample.name, f"label {lost} was to be dropped"))
    return replace(data, classes=SETS[target], samples=samples, left_out=left_out)
