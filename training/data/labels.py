"""Label sets, and the explicit ways from one to another.

A label set belongs to its data. Labels move to another set only along a table below; what has
no place there is refused, unless the caller names it as to be dropped.
"""

from dataclasses import replace

import numpy as np

from scoring.constants import FER_LABELS
from training.faces import DataError

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
#: Index = ``expression`` code of AffectNet's lists; 8 to 10 (none, uncertain, no face) are none.
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

SETS = {"fer": FER_LABELS, "aihub": AIHUB}

#: Spellings of the seven basic labels found in folders and files.
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
#: AI-Hub to the seven basic labels. Joy and happiness, anger, sadness and neutral are asked for
#: in the same words; 불안 (anxiety, unease) goes to fear, its nearest and weaker relative, so
#: figures on fear from such a mixture deserve a second look. 당황 (embarrassment, being taken
#: aback) lies between surprise and fear and 상처 (hurt) between sadness and anger: they map to
#: nothing.
AIHUB_TO_FER = {
    "joy": "happiness",
    "anger": "anger",
    "anxiety": "fear",
    "sadness": "sadness",
    "neutral": "neutral",
}


def way(classes, target, drop=()):
    """Where each class goes in another label set.

    Parameters
    ----------
    classes : sequence of str
    target : str
        A name of `SETS`.
    drop : sequence of str
        Classes that may be lost.

    Returns
    -------
    list of (int or None)
        Index in the target set for each class; None for a dropped one.

    Raises
    ------
    DataError
        If the target is unknown, or a class has no place in it and is not to be dropped.
    """
    if target not in SETS:
        raise DataError(f"label set {target!r} is unknown: choose one of {', '.join(SETS)}")
    goal = SETS[target]
    unknown = [name for name in drop if name not in classes]
    if unknown:
        raise DataError(
            f"{', '.join(unknown)} cannot be dropped, the data have: {', '.join(classes)}"
        )
    table = _table(classes, target)
    lost = [name for name in classes if name not in drop and table.get(name.lower()) not in goal]
    if lost:
        raise DataError(
            f"{', '.join(lost)} has no place among the labels of {target} ({', '.join(goal)}); "
            f"leave such faces out with --drop {' '.join(lost)}, or keep the data's own labels"
        )
    return [None if name in drop else goal.index(table[name.lower()]) for name in classes]


def _table(classes, target):
    if target == "aihub":
        return {name: name for name in AIHUB} if set(classes) <= set(AIHUB) else {}
    return AIHUB_TO_FER if set(classes) == set(AIHUB) else SPELLINGS


def map_votes(votes, classes, target, drop=()):
    """Votes over one label set as votes over another.

    A face is kept if the class with the most votes is; its votes for dropped classes are taken
    away and the rest shared anew.

    Parameters
    ----------
    votes : ndarray, shape (N, K)
    classes, target, drop
        As of `way`.

    Returns
    -------
    mapped : ndarray of float, shape (N, L)
        Rows that are not kept are 0.
    kept : ndarray of bool, shape (N,)
    """
    votes = np.asarray(votes, float)
    places = way(classes, target, drop)
    mapped = np.zeros((len(votes), len(SETS[target])))
    for column, place in enumerate(places):
        if place is not None:
            mapped[:, place] += votes[:, column]
    kept = np.array([place is not None for place in places])[votes.argmax(1)]
    total = mapped.sum(1, keepdims=True)
    kept &= total[:, 0] > 0
    mapped = np.divide(mapped, total, out=np.zeros_like(mapped), where=kept[:, None])
    return mapped, kept


def map_dataset(data, target, drop=()):
    """A `DataSet` in another label set; faces of dropped classes are named in `left_out`."""
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
