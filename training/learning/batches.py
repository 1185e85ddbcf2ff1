"""Batches of a run: chosen faces, varied, prepared as serving prepares them, and mixed."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from scoring.models.preprocessing import Preprocessing

from ..evaluation.predict import prepared
from .augment import augmentation
from .mixing import mix
from .scene import Framing, placed


@dataclass(frozen=True)
class Batch:
    """Network input (N, 3, S, S), label distributions (N, K) and valence and arousal (N, 2)."""

    inputs: np.ndarray
    votes: np.ndarray
    affect: np.ndarray


def preprocessing_of(faces, network, side):
    """How faces become input: pictures keep the detail that the data have.

    Parameters
    ----------
    faces : training.faces.Faces
    network : training.recipes.options.Network
    side : int
        Of the input.
    """
    return Preprocessing(size=side, detail=faces.size, grey=network.grey)


def epoch_batches(faces, votes, order, recipe, epoch, preprocessing, workers=0):
    """Yield the batches of an epoch; the same ones for the same seed, however many workers.

    Parameters
    ----------
    faces : training.faces.Faces
    votes : ndarray of float32, shape (N, K)
        What the network shall say of each face.
    order : ndarray of int
        Faces of the epoch; what does not fill a batch is left out.
    workers : int
        Threads that prepare the batches ahead; 0: none.
    """
    vary = augmentation(recipe.augment.kind)
    framing = framings(faces, recipe)
    size = min(recipe.fit.batch, len(order))

    def make(number):
        rng = np.random.default_rng((recipe.seed, epoch, number))
        chosen = order[number * size : (number + 1) * size]
        images = [faces.images[face] for face in chosen]
        if framing:
            images = placed(images, [framing(face) for face in chosen], rng)
        inputs = prepared(vary(images, rng), preprocessing)
        affect = np.full((len(chosen), 2), np.nan, np.float32)
        if faces.affect is not None:
            affect = faces.affect[chosen]
        return Batch(*mix(inputs, votes[chosen], affect, recipe.augment, rng))

    numbers = range(len(order) // size)
    return _ahead(make, numbers, workers) if workers else map(make, numbers)


def framings(faces, recipe):
    """How each face is framed, as a function of its number; None unless "scene" asks for it."""
    if recipe.augment.kind != "scene":
        return None
    known = {each.name: Framing(each.zoom, each.cut_out) for each in recipe.data.sets}
    return lambda face: known.get(faces.sets[face], Framing())


def _ahead(make, numbers, workers):
    """Make things in threads, a few ahead of the one that is asked for, in their order."""
    with ThreadPoolExecutor(workers) as pool:
        waiting = deque()
        for number in numbers:
            waiting.append(pool.submit(make, number))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
