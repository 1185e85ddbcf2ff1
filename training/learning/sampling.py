"""Which faces a run learns from and validates on, and which of them each epoch sees."""

import logging

import numpy as np

from scoring.types import FloatArray, IntArray

from ..audit import check, twins
from ..faces import DataError, Faces
from ..recipes.options import Data
from ..recipes.recipe import Recipe

log = logging.getLogger(__name__)


def parts_of(faces: Faces, recipe: Recipe) -> tuple[Faces, Faces | None, Faces | None]:
    """The training, validation and test parts that a recipe asks for.

    Parameters
    ----------
    faces
        Everything that was prepared.

    Returns
    -------
    train, valid, test
        `valid` is None if the recipe learns from everything but the test part; `test`, which
        no run uses, is None if the data have no such part.

    Raises
    ------
    training.audit.LeakError
        If a person or a video is in two parts.
    DataError
        If a part is empty.
    """
    options = recipe.data
    check(faces)
    if options.twins == "drop":
        faces = without_twins(faces)
    if not any(faces.parts):
        raise DataError(
            "these data have no parts: split them with python -m training audit DATA "
            "--split group --keep (or person, video)"
        )
    train = faces.part("train")
    valid, test = (faces.part(name) if name in faces.parts else None for name in ("valid", "test"))
    if options.whole:
        chosen = [number for number, part in enumerate(faces.parts) if part in ("train", "valid")]
        train, valid = faces.select(chosen), None
    elif valid is None:
        raise DataError(
            "these data have no validation part: split them with python -m training audit DATA "
            "--split group --keep, or set data.whole to true to learn without validation"
        )
    for label in options.repeat:
        if label not in faces.classes:
            raise DataError(f"data.repeat names {label}; the data have {', '.join(faces.classes)}")
    if options.fraction < 1:
        train = train.select(share_of(train.labels, options.fraction, recipe.seed))
    log.info("learning from %d faces, validating on %d", len(train), len(valid) if valid else 0)
    return train, valid, test


def without_twins(faces: Faces) -> Faces:
    """The faces without those that have a copy or near copy in a part that measures theirs."""
    dropped = np.concatenate(
        [twins(faces, ["train"], ["valid", "test"]), twins(faces, ["valid"], ["test"])]
    )
    log.info("%d faces have twins in the validation or test part: left out", len(dropped))
    return faces.select(np.setdiff1d(np.arange(len(faces)), dropped))


def share_of(labels: IntArray, fraction: float, seed: int) -> IntArray:
    """Indices of a share of the faces, at least one of each class, in ascending order."""
    rng = np.random.default_rng((seed, 71))
    chosen = []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        chosen.append(members[: max(1, round(fraction * len(members)))])
    return np.sort(np.concatenate(chosen))


def epoch_indices(faces: Faces, options: Data, rng: np.random.Generator) -> IntArray:
    """Indices of one epoch's faces in random order: common classes capped, rare ones repeated.

    Parameters
    ----------
    options
        With sets, their weights and `balance` decide; else `cap` and `repeat`.
    """
    if options.sets:
        return balanced_indices(faces, options, rng)
    labels, classes = faces.labels, faces.classes
    chosen = []
    for index, name in enumerate(classes):
        members = rng.permutation(np.flatnonzero(labels == index))[: options.cap or None]
        chosen.append(np.tile(members, options.repeat.get(name, 1)))
    return rng.permutation(np.concatenate(chosen))


def balanced_indices(faces: Faces, options: Data, rng: np.random.Generator) -> IntArray:
    """Indices of one epoch's faces from several sets, balanced over set and class.

    Each set gets a share of the epoch in proportion to its weight, and within it each class of n
    faces a share in proportion to n ** (1 - balance). No face is drawn again before all of its
    class have been.
    """
    labels, owner = faces.labels, np.array(faces.sets)
    total = options.faces or len(faces)
    weights = np.array([each.weight for each in options.sets])
    chosen = []
    for each, share in zip(options.sets, weights / weights.sum(), strict=True):
        mine = np.flatnonzero(owner == each.name)
        counts = np.bincount(labels[mine], minlength=len(faces.classes))
        parts = np.where(counts > 0, np.maximum(counts, 1.0) ** (1 - options.balance), 0)
        for index, part in enumerate(parts / max(parts.sum(), 1)):
            members = mine[labels[mine] == index]
            wanted = round(total * share * part)
            if wanted:
                rounds = [rng.permutation(members) for _ in range(-(-wanted // len(members)))]
                chosen.append(np.concatenate(rounds)[:wanted])
    return rng.permutation(np.concatenate(chosen))


def target_votes(faces: Faces, options: Data) -> FloatArray:
    """The label distributions to be learnt: the annotators' votes, or the majority label."""
    if options.labels == "votes":
        return faces.votes
    return np.eye(len(faces.classes), dtype=np.float32)[faces.labels]
