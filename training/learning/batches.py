"""Batches of a run: chosen faces, augmented, prepared as in serving, and mixed."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from scoring.models.preprocessing import Preprocessing
from scoring.types import FloatArray, IntArray

from ..evaluation.predict import prepared
from ..faces import Faces
from ..recipes.options import Network
from ..recipes.recipe import Recipe
from .augment import augmentation
from .mixing import mix
from .scene import Framing, placed

T = TypeVar("T")


@dataclass(frozen=True)
class Batch:
    """Network input (N, 3, S, S), label distributions (N, K) and valence and arousal (N, 2)."""

    inputs: FloatArray
    votes: FloatArray
    affect: FloatArray


def preprocessing_of(faces: Faces, network: Network, side: int) -> Preprocessing:
    """How faces become input of a given side; pictures keep the detail that the data have."""
    return Preprocessing(size=side, detail=faces.size, grey=network.grey)


@dataclass(frozen=True)
class Epoch:
    """What one epoch learns from.

    Attributes
    ----------
    faces, votes
        The faces, and the label distributions to be learnt, float32, shape (N, K).
    order
        Indices of the faces that the epoch sees, in their order.
    number
        Of the epoch, from 0; with the recipe's seed it decides all random numbers.
    preprocessing
        How faces become input.
    """

    faces: Faces
    votes: FloatArray
    order: IntArray
    number: int
    preprocessing: Preprocessing


def epoch_batches(epoch: Epoch, recipe: Recipe, workers: int = 0) -> Iterable[Batch]:
    """The batches of an epoch; the same for the same seed, whatever the number of workers.

    Faces at the end that do not fill a batch are left out.

    Parameters
    ----------
    workers
        Threads that prepare batches ahead; 0: none.
    """
    faces, order = epoch.faces, epoch.order
    augment = augmentation(recipe.augment.kind)
    framing = framings(faces, recipe)
    size = min(recipe.fit.batch, len(order))

    def make(number: int) -> Batch:
        rng = np.random.default_rng((recipe.seed, epoch.number, number))
        chosen = order[number * size : (number + 1) * size]
        images = [faces.images[face] for face in chosen]
        framed = placed(images, [framing(face) for face in chosen], rng) if framing else images
        inputs = prepared(augment(framed, rng), epoch.preprocessing)
        affect: FloatArray = np.full((len(chosen), 2), np.nan, np.float32)
        if faces.affect is not None:
            affect = faces.affect[chosen]
        return Batch(*mix(inputs, epoch.votes[chosen], affect, recipe.augment, rng))

    numbers = range(len(order) // size)
    return _ahead(make, numbers, workers) if workers else map(make, numbers)


def framings(faces: Faces, recipe: Recipe) -> Callable[[int], Framing] | None:
    """How each face is framed, by its index; None unless the augmentation is "scene"."""
    if recipe.augment.kind != "scene":
        return None
    known: dict[str | None, Framing] = {
        each.name: Framing(each.zoom, each.cut_out) for each in recipe.data.sets
    }
    return lambda face: known.get(faces.sets[face], Framing())


def _ahead(make: Callable[[int], T], numbers: Iterable[int], workers: int) -> Iterator[T]:
    """Make things in threads, a few ahead of the one that is needed, in their order."""
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[T]] = deque()
        for number in numbers:
            waiting.append(pool.submit(make, number))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
