"""The panels of the chart: an emotion, the script, the losses, the timing."""

from typing import TYPE_CHECKING, Any

import numpy as np

from ..formula.result import Result
from ..types import BoolArray, FloatArray, IntArray
from .style import CLIP, HEAT, INK, LINE, MUTED, SHADE, TAKE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

GAP = 0.06  # seconds left free after a line of the script
MIN_REACH = 0.5  # seconds that the timing panel reaches up and down at least
KERNEL = np.array([1, 4, 6, 4, 1]) / 16  # over 0.5 s; removes the steps of a path


def draw_emotion(axes: "Axes", result: Result, index: int, points: float | None = None) -> None:
    """One emotion: the clip a solid line over a pale area, the take dashed.

    Parameters
    ----------
    index
        Of the label.
    points
        Written at the right end.
    """
    shade_unseen(axes, result)
    for grid, colour, dashes, layer in (
        (result.reference, CLIP, (), 2),
        (result.take, TAKE, (3.2, 1.4), 3),
    ):
        values = np.where(grid.seen, grid.probabilities[:, index], np.nan)
        axes.plot(grid.times, values, color=colour, dashes=dashes, linewidth=1.7, zorder=layer)
        if grid is result.reference:
            axes.fill_between(grid.times, values, color=colour, alpha=0.13, linewidth=0, zorder=1)
    axes.set_ylim(-0.02, 1.05)
    axes.set_yticks([0, 1])
    axes.tick_params(axis="both", length=0)
    label(axes, result.labels[index])
    if points is not None:
        axes.text(1.012, 0.5, f"{points:.0f}", transform=axes.transAxes, va="center", weight="bold")


def shade_unseen(axes: "Axes", result: Result) -> None:
    """Grey where the take shows no face, hatched where the clip shows none."""
    clip = result.reference
    shades: tuple[tuple[BoolArray, dict[str, Any]], ...] = (
        (~take_seen(result), {"facecolor": SHADE, "edgecolor": "none"}),
        (~clip.seen, {"facecolor": "none", "edgecolor": LINE, "hatch": "////"}),
    )
    for mask, look in shades:
        for start, stop in stretches(mask):
            low, high = clip.times[start] - 0.05, clip.times[stop - 1] + 0.05
            axes.axvspan(low, high, linewidth=0, zorder=0, **look)


def take_seen(result: Result) -> BoolArray:
    """Whether the take shows a face at the time of each cell of the clip."""
    at = result.reference.first - result.take.first + np.arange(len(result.reference))
    inside = (at >= 0) & (at < len(result.take))
    seen = np.zeros(len(at), bool)
    seen[inside] = result.take.seen[at[inside]]
    return seen


def draw_lines(axes: "Axes", result: Result) -> None:
    """The script: one bar per line with its points, and its words where they fit."""
    axes.set_ylim(0, 1)
    for line in result.lines:
        axes.plot([line.start, line.end - GAP], [0.06, 0.06], color=MUTED, linewidth=1.2)
        points = "–" if line.score is None else f"{line.score:.0f}"
        axes.text(line.start, 0.2, points, weight="bold", va="bottom", fontsize=8.5, clip_on=True)
        words = axes.text(
            line.start, 0.2, line.text, color=MUTED, va="bottom", fontsize=8.5, clip_on=True
        )
        fit(axes, words, line.end, len(points))
    bare(axes)
    label(axes, "script")


def fit(axes: "Axes", words: "Text", end: float, digits: int) -> None:
    """Move words to the right of their line's points, and cut them to its length."""
    figure: Any = axes.figure
    start = words.get_position()[0]
    left, right = axes.get_xlim()
    per_inch = (right - left) / (axes.get_position().width * figure.get_figwidth())
    words.set_x(start + (0.09 * digits + 0.06) * per_inch)
    text, renderer = words.get_text(), figure.canvas.get_renderer()
    room = min(end, right) - 0.06 * per_inch
    while (
        text and words.get_window_extent(renderer).transformed(axes.transData.inverted()).x1 > room
    ):
        text = text[:-1].rstrip()
        words.set_text(text + "…" if text else "")


def draw_losses(axes: "Axes", result: Result) -> None:
    """Heat bar of the losses around each cell of the clip; the darker, the more was lost."""
    from matplotlib.colors import LinearSegmentedColormap

    losses = result.losses
    if len(losses):
        mean = smooth(losses)
        top = max(float(np.percentile(mean, 98)), 0.5 / len(losses))
        axes.pcolormesh(
            np.append(result.reference.times, result.reference.times[-1] + 0.1) - 0.05,
            [0, 1],
            mean[None],
            cmap=LinearSegmentedColormap.from_list("lost", HEAT),
            vmin=0,
            vmax=top,
            rasterized=True,
        )
    axes.set_ylim(0, 1)
    bare(axes)
    label(axes, "lost")


def smooth(values: FloatArray) -> FloatArray:
    """Weighted mean around each value; the ends are repeated."""
    half = len(KERNEL) // 2
    return np.convolve(np.pad(values, half, mode="edge"), KERNEL, "valid")


def draw_timing(axes: "Axes", result: Result) -> None:
    """The warping path as a delay: how late the take is at each moment of the clip."""
    i, j = result.path.T
    reach = MIN_REACH
    axes.axhline(0, color=LINE, linewidth=0.8, zorder=0)
    if len(i):
        times = result.reference.times[i]
        times, late = smooth(times), smooth(result.take.times[j] - times)
        reach = max(MIN_REACH, float(np.abs(late).max()))
        axes.plot(times, late, color=INK, linewidth=1.4)
        axes.fill_between(times, late, color=INK, alpha=0.08, linewidth=0)
    axes.set_ylim(-1.15 * reach, 1.15 * reach)
    axes.yaxis.tick_right()
    axes.set_yticks([-reach, 0, reach], [f"−{reach:.1f} s", "0", f"+{reach:.1f} s"])
    axes.tick_params(axis="y", length=0, pad=2)
    for place, word in ((reach, "late"), (-reach, "early")):
        margin(axes, word, 0.06, place, color=MUTED, fontsize=8)
    label(axes, "timing")


def label(axes: "Axes", text: str) -> None:
    """Write a panel's name in the left margin."""
    low, high = axes.get_ylim()
    margin(axes, text, 0.42, (low + high) / 2)


def margin(axes: "Axes", text: str, away: float, y: float, **how: Any) -> None:
    """Write a text that ends `away` inches left of a panel, at the height `y` of its data."""
    from matplotlib.transforms import ScaledTranslation

    move = ScaledTranslation(-away, 0, axes.figure.dpi_scale_trans)
    place = axes.get_yaxis_transform() + move
    axes.text(0, y, text, transform=place, ha="right", va="center", **how)


def bare(axes: "Axes") -> None:
    """Remove ticks and frame."""
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)


def stretches(mask: BoolArray) -> IntArray:
    """Start and stop of each run of True, shape (R, 2)."""
    changes = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(int)))
    return changes.reshape(-1, 2)


def span(result: Result) -> tuple[float, float]:
    """First and last second that a picture shows: those of the clip."""
    times = result.reference.times
    return (float(times[0]), float(times[-1])) if len(times) > 1 else (0.0, 1.0)
