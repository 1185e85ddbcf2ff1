"""How well the score tells good performances from bad ones, in simulation.

`python -m bench.fidelity` draws new clips, people and classifiers at each call and prints the
seed; `--seed` repeats a call. All formulas score the same performances. `--quick` shows that the
measurement works; its figures are coarse.
"""

import argparse
import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import numpy as np

from scoring.formula.score import score_tracks
from scoring.track import Track

from . import baselines
from .measure import CAPTURED, CLIPS, LADDERS, Formula, Scores, run
from .performers import BAD, KINDS
from .tables import auc, spearman, table


def reon(reference: Track, take: Track) -> float:
    """The product's score."""
    return score_tracks(reference, take).score


FORMULAS: dict[str, Formula] = {
    "predecessor": baselines.predecessor,
    "lock-step": baselines.lock_step,
    "mean TV, no band": baselines.plain_dtw,
    "RE:ON": reon,
}
# A held expression is the same when it is played backwards.
ALIKE = {"one emotion": {"reversed"}}


def order(scores: Scores, formulas: Collection[str]) -> list[tuple[Any, ...]]:
    """How well each formula orders performances: rows of a table."""

    def figures(of: Callable[[str], float]) -> list[float]:
        return [of(name) for name in formulas]

    def separation(clips: str) -> list[float]:
        def of(name: str) -> float:
            kinds = set(BAD) - ALIKE.get(clips, set())
            bad = np.concatenate([scores[clips, kind][name] for kind in sorted(kinds)])
            return auc(scores[clips, "good"][name], bad)

        return figures(of)

    graded = [each for key, each in scores.items() if key[0] == "graded"]
    quality = np.concatenate([each["quality"] for each in graded])
    return [
        *((f"AUC good against bad, {clips}", *separation(clips)) for clips in CLIPS),
        (
            "Spearman with quality",
            *figures(lambda f: spearman(quality, np.concatenate([g[f] for g in graded]))),
        ),
    ]


def means(
    scores: Scores, formulas: Iterable[str], keys: Iterable[tuple[str, tuple[Any, ...]]]
) -> list[tuple[Any, ...]]:
    """Mean score of each (row name, key): rows of a table."""
    return [(name, *(scores[key][f].mean() for f in formulas)) for name, key in keys]


def captures(scores: Scores, formula: str) -> list[tuple[Any, ...]]:
    """Mean and standard deviation without and with a neutral capture: rows of a table."""
    return [
        (
            f"{clips}: {kind}",
            *(
                figure
                for key in ((clips, kind), (clips, kind, "captured"))
                for figure in (scores[key][formula].mean(), scores[key][formula].std())
            ),
        )
        for clips in CLIPS
        for kind in CAPTURED
    ]


def report(scores: Scores, formulas: Collection[str], markdown: bool = False) -> str:
    """All tables of a run as text; the one on the neutral capture is of the last formula."""
    ladder = [(f"{name} {v:g}", (name, v)) for name, values in LADDERS.items() for v in values]
    parts: list[tuple[str, Collection[str], list[tuple[Any, ...]], int]] = [
        ("order", formulas, order(scores, formulas), 3)
    ]
    for clips in CLIPS:
        rows = means(scores, formulas, [(kind, (clips, kind)) for kind in KINDS])
        parts.append((f"mean score, {clips} clips", formulas, rows, 1))
    parts.append(("ladders, mean score", formulas, means(scores, formulas, ladder), 1))
    columns = ("no capture", "±", "neutral capture", "±")
    last = list(formulas)[-1]
    parts.append((f"neutral capture, {last}", columns, captures(scores, last), 1))
    return "\n\n".join(table(*part, markdown=markdown) for part in parts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser("python -m bench.fidelity", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, help="repeat the call with this seed (default: new)")
    parser.add_argument("--references", type=int, default=60, help="clips of each kind and model")
    parser.add_argument("--models", type=int, default=4, help="simulated classifiers")
    parser.add_argument("--quick", action="store_true", help="2 models x 6 references")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--markdown", action="store_true", help="tables for a document")
    options = parser.parse_args(arguments)
    if min(options.references, options.models, options.processes) < 1:
        parser.error("--references, --models and --processes must be at least 1")
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    models, references = (2, 6) if options.quick else (options.models, options.references)
    print(f"seed {seed}: {models} classifiers x {references} clips of each kind", flush=True)
    scores = run(FORMULAS, seed, models, references, options.processes)
    print("\n" + report(scores, FORMULAS, options.markdown))


if __name__ == "__main__":
    main()
