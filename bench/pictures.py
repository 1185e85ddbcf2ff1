"""Pictures for the documents, drawn from the project's own demo clip and simulation.

`python -m bench.pictures [FOLDER]` writes them as SVG; the same code and clip give the same files.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from scoring.constants import FER_LABELS
from scoring.formula.grid import Grid, to_grid
from scoring.formula.mapping import ScoreMapping
from scoring.formula.rest import expression_strengths, resting_face
from scoring.formula.result import Result
from scoring.formula.score import score_tracks
from scoring.report.chart import draw_chart
from scoring.types import FloatArray

from .fidelity import FORMULAS
from .measure import run
from .performers import KINDS
from .simulation import EXPRESSIONS, NEUTRAL_INDEX, act, make_classifier, make_person, watch

ROOT = Path(__file__).resolve().parents[1]
CLIP, TAKE, BOTH, SHADE = "#0072B2", "#D55E00", "#009E73", "#999999"
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "reon",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "white",
}
SEED, CLIPS_OF_EACH = 5, 40


@dataclass(frozen=True, eq=False)
class Example:
    """A demo clip and its take on the grid, their expression strengths, and the result."""

    clip: Grid
    take: Grid
    x: FloatArray
    y: FloatArray
    result: Result


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser("python -m bench.pictures", description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "images")
    folder = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    matplotlib.rcParams.update(STYLE)
    example = demo_example()
    draw_chart(example.result, folder / "chart.svg")
    pictures = {
        "rest": draw_rest(),
        "path": draw_path(example),
        "shared": draw_shared(example),
        "mapping": draw_mapping(),
        "performers": draw_performers(),
    }
    for name, figure in pictures.items():
        figure.savefig(folder / f"scoring-{name}.svg", metadata={"Date": None})
        print(folder / f"scoring-{name}.svg")


def demo_example(name: str = "attic") -> Example:
    """Analyse a demo clip and the take beside it."""
    from scoring.analysis.analyse import analyse_video
    from scoring.models.classifier import load_classifier
    from scoring.models.registry import get_model

    classifier = load_classifier(get_model())
    folder = ROOT / "demo" / "media"
    reference = analyse_video(folder / f"{name}.mp4", classifier)
    performed = analyse_video(folder / f"{name}-take.mp4", classifier)
    grids, strengths = [], []
    for track in (reference, performed):
        grid = to_grid(track)
        rest = resting_face(grid.probabilities, grid.seen, track.neutral)
        grids.append(grid)
        strengths.append(expression_strengths(rest, grid.probabilities, grid.seen, track.neutral))
    (clip, take), (x, y) = grids, strengths
    return Example(clip, take, x, y, score_tracks(reference, performed))


def draw_rest() -> Figure:
    """A simulated face that looks a little sad at rest: the raw curve, and what is above rest."""
    rng = np.random.default_rng(SEED)
    strengths = act(rng, seconds=14.0)
    k = int(strengths.sum(axis=0).argmax())
    column = np.delete(np.arange(len(FER_LABELS)), NEUTRAL_INDEX)[k]
    person = replace(make_person(rng), bias=np.where(np.arange(EXPRESSIONS) == k, 1.3, 0.0))
    grid = to_grid(watch(rng, strengths, make_classifier(rng), person))
    rest = resting_face(grid.probabilities, grid.seen, NEUTRAL_INDEX)
    raw, level, name = grid.probabilities[:, column], float(rest[column]), FER_LABELS[column]
    above = expression_strengths(rest, grid.probabilities, grid.seen, NEUTRAL_INDEX)[:, k]
    figure = Figure(figsize=(7.5, 3.6), layout="constrained")
    top, bottom = figure.subplots(2, 1, sharex=True, sharey=True)
    top.plot(grid.times, raw, color=TAKE)
    top.axhspan(0, level, color=SHADE, alpha=0.35, linewidth=0)
    top.text(0.1, level / 2, "the resting face", va="center", fontsize=8)
    top.set_title(f"what the model says: probability of {name}", loc="left", fontsize=10)
    bottom.fill_between(grid.times, above, color=TAKE, alpha=0.35, linewidth=0)
    bottom.plot(grid.times, above, color=TAKE)
    bottom.set_title("what counts: how far it rises above rest", loc="left", fontsize=10)
    bottom.set(xlabel="seconds", xlim=(0, grid.times[-1]), ylim=(0, 1), yticks=[0, 1])
    return figure


def draw_path(example: Example) -> Figure:
    """Differences of all pairs of moments, the band, and the warping path through it."""
    x, y = example.x, example.y
    costs = np.maximum(x.sum(axis=1)[:, None], y.sum(axis=1)) - np.minimum(x[:, None], y[None]).sum(
        axis=-1
    )
    clip, take = example.clip.times, example.take.times
    figure = Figure(figsize=(5.6, 4.8), layout="constrained")
    axes = figure.subplots()
    extent = (take[0], take[-1], clip[0], clip[-1])
    image = axes.imshow(costs, cmap="magma_r", origin="lower", extent=extent, vmin=0, vmax=1)
    axes.plot(clip + 1.5, clip, ":", color="black", linewidth=0.8)
    axes.plot(clip - 1.5, clip, ":", color="black", linewidth=0.8)
    i, j = np.asarray(example.result.path).T
    axes.plot(take[j], clip[i], color=BOTH, linewidth=2.5, label="warping path")
    axes.set(xlim=(take[0], take[-1]), ylim=(clip[0], clip[-1]))
    axes.set(xlabel="seconds of the performance", ylabel="seconds of the clip")
    axes.legend(loc="lower right", framealpha=0.9)
    figure.colorbar(image, label="difference of the two faces", shrink=0.8)
    return figure


def draw_shared(example: Example) -> Figure:
    """Along the path: the expression that both show, over all the expression."""
    i, j = np.asarray(example.result.path).T
    x, y = example.x[i], example.y[j]
    shared = np.minimum(x, y).sum(axis=1)
    total = np.maximum(x.sum(axis=1), y.sum(axis=1))
    at = np.arange(len(i))
    figure = Figure(figsize=(7.5, 2.6), layout="constrained")
    axes = figure.subplots()
    axes.fill_between(at, total, color=SHADE, alpha=0.45, linewidth=0, label="shown by either")
    axes.fill_between(at, shared, color=BOTH, alpha=0.85, linewidth=0, label="shown by both")
    axes.set(ylim=(0, 1), yticks=[0, 1], xlim=(0, at[-1]), xticks=[])
    axes.set_xlabel("along the warping path")
    axes.set_ylabel("expression")
    figure.legend(loc="outside upper right", ncols=2, frameon=False)
    share, score = example.result.share, example.result.score
    axes.set_title(f"share {share:.2f}, score {score:.0f}", loc="left", fontsize=10)
    return figure


def draw_mapping() -> Figure:
    """The curve from share to points."""
    share = np.linspace(0, 1, 201)
    figure = Figure(figsize=(4.2, 3.2), layout="constrained")
    axes = figure.subplots()
    axes.plot(share, ScoreMapping()(share), color=CLIP, linewidth=2)
    axes.plot([0, 1], [0, 100], ":", color=SHADE)
    axes.set(xlabel="share of the expression", ylabel="score", xlim=(0, 1), ylim=(0, 100))
    return figure


def draw_performers() -> Figure:
    """Mean score of every kind of performer by the four formulas."""
    scores = run(FORMULAS, SEED, 4, CLIPS_OF_EACH // 4, processes=2)
    colours = dict(zip(FORMULAS, (SHADE, "#E69F00", "#56B4E9", CLIP), strict=True))
    markers = dict(zip(FORMULAS, "^sDo", strict=True))
    means = {
        kind: {name: scores["ordinary", kind][name].mean() for name in FORMULAS} for kind in KINDS
    }
    kinds = sorted(KINDS, key=lambda kind: means[kind]["RE:ON"])
    figure = Figure(figsize=(7.5, 5.4), layout="constrained")
    axes = figure.subplots()
    for name in FORMULAS:
        values = [means[kind][name] for kind in kinds]
        size = 60 if name == "RE:ON" else 26
        axes.scatter(
            values, range(len(kinds)), size, colours[name], marker=markers[name], label=name
        )
    axes.set_yticks(range(len(kinds)), kinds)
    axes.grid(axis="x", alpha=0.25)
    axes.set(xlim=(-2, 102), xlabel="mean score")
    figure.legend(loc="outside upper center", ncols=len(FORMULAS), frameon=False)
    return figure


if __name__ == "__main__":
    main()
