"""What the clip classifiers reach, as text and as pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from scoring.types import FilePath, FloatArray, Json

from ..types import StrArray
from .classifiers import TITLES
from .learning import MAX_EXTRAPOLATION, LearningCurve
from .projection import Projection
from .table import Clips
from .validation import Figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00")  # Okabe & Ito


def table_text(figures: Mapping[str, Figures]) -> str:
    """Figures of each classifier as lines of a table."""
    lines = [f"{'classifier':<38}  accuracy  mean recall  95 % of it"]
    for name, found in figures.items():
        low, high = found.interval
        lines.append(
            f"{TITLES[name]:<38}  {found.accuracy:8.1%}  {found.mean_recall:11.1%}  "
            f"{low:.0%} to {high:.0%}"
        )
    return "\n".join(lines)


def answer(curve: LearningCurve, target: float | None = None) -> str:
    """How many clips one needs, in a few sentences.

    Parameters
    ----------
    target
        Mean recall to reach; by default, until doubling the clips gains less than a point.
    """
    last, (low, high) = int(curve.clips[-1]), curve.interval
    state = (
        f"{TITLES[curve.name]}: {curve.mean[-1]:.1%} mean recall after {last} clips; "
        f"twice as many promise {curve.at(2 * last):.1%}, the curve tends to {curve.ceiling:.1%} "
        f"(95 %: {low:.0%} to {high:.0%}). "
    )
    return state + (until_flat(curve, last) if target is None else until(curve, last, target))


def until_flat(curve: LearningCurve, last: int) -> str:
    """From how many clips on doubling them hardly gains anything."""
    enough = curve.enough()
    if enough is None:
        most = MAX_EXTRAPOLATION * last
        return f"Doubling still gains over a point beyond {most} clips: collect more."
    more = f", {enough - last} more than now" if enough > last else ""
    return f"From about {enough} clips on{more}, doubling them gains less than a point."


def until(curve: LearningCurve, last: int, target: float) -> str:
    """How many clips a mean recall needs."""
    needed = curve.needed(target)
    if needed is None:
        return (
            f"No number of clips up to {MAX_EXTRAPOLATION * last} promises {target:.0%}: better "
            "features, another model or clearer labels are needed, not only more clips."
        )
    if needed <= last:
        return f"For {target:.0%}, about {needed} clips are enough."
    return f"For {target:.0%}, about {needed} clips are needed, {needed - last} more than now."


def draw_curves(path: FilePath, curves: Sequence[LearningCurve]) -> None:
    """Learning curves as a PNG: points with their spread, and the law, extrapolated."""
    axes, save = new_picture()
    for curve, colour in zip(curves, np.resize(COLOURS, len(curves)), strict=True):
        axes.errorbar(
            curve.clips, curve.mean, curve.spread, fmt="o", color=colour, label=TITLES[curve.name]
        )
        ahead = np.geomspace(curve.clips[0], 3 * curve.clips[-1], 80)
        axes.plot(ahead, curve.at(ahead), color=colour, linestyle="--", linewidth=1)
    axes.set(xscale="log", xlabel="training clips", ylabel="mean recall on unseen people")
    ticks = curves[0].clips.tolist()
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set_ylim(0, 1.02)
    axes.legend(loc="lower right", frameon=False)
    save(path)


def draw_map(path: FilePath, points: FloatArray, labels: StrArray, projection: Projection) -> None:
    """Clips as points on the first two axes of a projection, coloured by label."""
    axes, save = new_picture()
    names = sorted(set(labels)) or [""]
    flat = points.shape[1] == 1  # two labels have one LDA axis: a row for each
    for row, (name, colour) in enumerate(zip(names, np.resize(COLOURS, len(names)), strict=True)):
        here = labels == name if len(labels) else np.ones(len(points), bool)
        up = np.full(here.sum(), row) if flat else points[here, 1]
        axes.scatter(points[here, 0], up, s=22, color=colour, alpha=0.8, label=name)
    kind = projection.kind.upper()
    shares = [f"{kind} {k + 1} ({share:.0%})" for k, share in enumerate(projection.explained)]
    axes.set_xlabel(shares[0])
    if flat:
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(-0.7, len(names) - 0.3)
    else:
        axes.set_ylabel(shares[1])
    if len(labels) and not flat:
        axes.legend(frameon=False)
    save(path)


def new_picture() -> tuple[Axes, Callable[[FilePath], None]]:
    """Axes to draw on, and a function that saves them."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure((7, 4.4), dpi=120, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return axes, lambda path: figure.savefig(path, format="png")


def as_dict(
    clips: Clips,
    figures: Mapping[str, Figures],
    curves: Sequence[LearningCurve],
    answers: Sequence[str],
    seed: int,
) -> Json:
    """All of it for a JSON file."""
    return {
        "clips": len(clips),
        "groups": len(set(clips.groups)),
        "classes": clips.classes,
        "model": clips.tracks[0].model,
        "seed": seed,
        "figures": {name: asdict(found) for name, found in figures.items()},
        "learning_curves": [
            {name: np.asarray(value).tolist() for name, value in vars(curve).items()}
            for curve in curves
        ],
        "answers": answers,
    }
