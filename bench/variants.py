"""Variants of the product's formula, on the same performances.

`python -m bench.variants` shows what each choice of the formula is worth: one thing at a time is
changed, and order and means are measured as in `bench.fidelity`. All have the product's curve
from share to points, which changes no order; a mean of 79 says nothing if the order is worse.
"""

import argparse
import secrets
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from scipy.special import rel_entr

from scoring.constants import REST_CAP, REST_MARGIN, REST_SHRINK
from scoring.dtw.alignment import Alignment, Band, align, clock_band, stretched_band
from scoring.formula.grid import Grid, to_grid
from scoring.formula.pairs import Pairs, make_pairs
from scoring.formula.rest import (
    calm_cells,
    even_out_habits,
    expression_strengths,
    resting_face,
    subtract_rest,
)
from scoring.track import Track
from scoring.types import BoolArray, FloatArray

from .fidelity import means, order
from .measure import CLIPS, Formula, run
from .performers import BAD
from .tables import table

CLASSES = 6
SHOWN = ("good", "own tempo", *BAD)


def average_rest(probabilities: FloatArray, seen: BoolArray, neutral: int) -> FloatArray:
    """The resting face of an unknown person."""
    return resting_face(probabilities[:0], seen[:0], neutral)


def calmest_rest(probabilities: FloatArray, seen: BoolArray, neutral: int) -> FloatArray:
    """The mean of the half of the calm cells in which neutral is highest."""
    calm = calm_cells(probabilities, seen, neutral)
    calmest = calm[: (len(calm) + 1) // 2]
    trust = len(calmest) / (len(calmest) + REST_SHRINK)
    rest = (1 - trust) * average_rest(probabilities, seen, neutral)
    if len(calm):
        rest = rest + trust * probabilities[calmest].mean(axis=0)
    return np.minimum(rest, np.where(np.arange(len(rest)) == neutral, 1.0, REST_CAP))


def above_without_margin(
    rest: FloatArray, probabilities: FloatArray, seen: BoolArray, neutral: int
) -> FloatArray:
    """Expression above rest, flicker included."""
    rest, probabilities = even_out_habits(rest, probabilities, neutral)
    return subtract_rest(rest - REST_MARGIN, probabilities, seen, neutral)


def faces(
    reference: Track,
    take: Track,
    rest: Callable[..., FloatArray] = resting_face,
    above: Callable[..., FloatArray] = expression_strengths,
) -> list[tuple[Grid, FloatArray]]:
    """Grid and expression above rest of both tracks."""
    found = []
    for track in (reference, take):
        grid = to_grid(track)
        face = rest(grid.probabilities, grid.seen, track.neutral)
        found.append((grid, above(face, grid.probabilities, grid.seen, track.neutral)))
    return found


def bands_of(clip: Grid, cells: Grid, own_tempo: bool = True) -> list[Band]:
    """The bands of both alignments."""
    offset = cells.first - clip.first
    bands = [clock_band(len(clip), offset)]
    stretched = stretched_band(len(clip), len(cells), offset) if own_tempo else None
    return bands if stretched is None or len(clip) == len(cells) else [*bands, stretched]


def paths(reference: Track, take: Track, own_tempo: bool = True, **changed: Any) -> list[Pairs]:
    """Pairs of each alignment."""
    (clip, x), (cells, y) = faces(reference, take, **changed)
    offset = cells.first - clip.first
    return [
        make_pairs(x, y, align(x, y, band, clip.seen), clip.seen, offset)
        for band in bands_of(clip, cells, own_tempo)
    ]


def points(share: float, curve: tuple[float, float] = (1.75, 2.5)) -> float:
    """The product's curve."""
    return 100.0 * (1.0 - (1.0 - min(max(share, 0.0), 1.0) ** curve[0]) ** curve[1])


def shared(reference: Track, take: Track, **changed: Any) -> float:
    """The product's formula, or one with other expressions or without the stretched path."""
    return points(max(pairs.share for pairs in paths(reference, take, **changed)))


def distributions(pairs: Pairs) -> FloatArray:
    """Both sides of the pairs including neutral, shape (2, P, K)."""
    both = (pairs.reference, pairs.take)
    return np.stack([np.column_stack([1 - v.sum(axis=1), v]) for v in both])


def jensen_shannon(p: FloatArray, q: FloatArray) -> FloatArray:
    """Divergence of rows p and q in bits, 0 to 1."""
    middle = (p + q) / 2

    def to_middle(r: FloatArray) -> FloatArray:
        return rel_entr(r, middle).sum(axis=-1) / np.log(2)

    return np.clip((to_middle(p) + to_middle(q)) / 2, 0.0, 1.0)


def divergence(reference: Track, take: Track, root: bool = False) -> float:
    """Jensen-Shannon divergence along the path, over that of both from neutral."""
    best = 0.0
    for pairs in paths(reference, take):
        p, q = distributions(pairs)
        calm = np.eye(p.shape[1])[0]
        local = jensen_shannon(p, q)
        either = np.maximum(jensen_shannon(p, calm), jensen_shannon(q, calm))
        if root:
            local, either = np.sqrt(local), np.sqrt(either)
        total = pairs.weights @ either
        best = max(best, float(1 - pairs.weights @ local / total) if total > 0 else 0.0)
    return points(best)


def rotated(reference: Track, take: Track) -> float:
    """The share relative to its mean when the take's emotions are rotated, which is what chance
    would give. Six alignments instead of one."""
    (clip, x), (cells, y) = faces(reference, take)
    offset = cells.first - clip.first
    best = 0.0
    for band in bands_of(clip, cells):
        shares = []
        for turn in range(CLASSES):
            turned = np.roll(y, turn, axis=1)
            path = align(x, turned, band, clip.seen)
            shares.append(make_pairs(x, turned, path, clip.seen, offset).share)
        chance = float(np.mean(shares[1:]))
        best = max(best, (shares[0] - chance) / (1.0 - chance))
    return points(best)


def lock_step(reference: Track, take: Track) -> float:
    """The share without any warping."""
    (clip, x), (cells, y) = faces(reference, take)
    offset = cells.first - clip.first
    i = np.arange(max(0, offset), min(len(x), len(y) + offset))
    rest_x, rest_y = np.setdiff1d(np.arange(len(x)), i), np.setdiff1d(np.arange(len(y)), i - offset)
    path = Alignment(np.stack([i, i - offset], 1), np.full(len(i), 2.0), rest_x, rest_y, 0.0)
    return points(make_pairs(x, y, path, clip.seen, offset).share)


VARIANTS: dict[str, Formula] = {
    "lock-step": lock_step,
    "clock only": partial(shared, own_tempo=False),
    "average rest": partial(shared, rest=average_rest),
    "calmest half": partial(shared, rest=calmest_rest),
    "no margin": partial(shared, above=above_without_margin),
    "habits kept": partial(shared, above=subtract_rest),
    "JSD": divergence,
    "root of JSD": partial(divergence, root=True),
    "rotated": rotated,
    "product": shared,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser("python -m bench.variants", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, help="repeat the call with this seed (default: new)")
    parser.add_argument("--references", type=int, default=20, help="clips of each kind and model")
    parser.add_argument("--models", type=int, default=4, help="simulated classifiers")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--only", nargs="+", choices=list(VARIANTS), default=list(VARIANTS), metavar="VARIANT"
    )
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args(arguments)
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    print(f"seed {seed}: {options.models} classifiers x {options.references} clips", flush=True)
    chosen = {name: VARIANTS[name] for name in options.only}
    scores = run(chosen, seed, options.models, options.references, options.processes)
    keys = [(f"{clips}: {kind}", (clips, kind)) for clips in CLIPS for kind in SHOWN]
    for part in (
        ("order", chosen, order(scores, chosen), 4),
        ("mean score", chosen, means(scores, chosen, keys), 1),
    ):
        print("\n" + table(*part, markdown=options.markdown))


if __name__ == "__main__":
    main()
