"""What does not move in a replay: its layout, the names, the score, the curves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...formula.result import Result
from ...types import FloatArray, Image
from ..panels import smooth
from ..style import render, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE = WIDTH, HEIGHT = 1280, 720
DPI = 100
PAPER, CARD, INK, MUTED, RULE = "#0e0d12", "#1a1820", "#f5f2f8", "#a9a3b5", "#37333f"
CLIP, TAKE = "#56B4E9", "#E69F00"  # those of Okabe and Ito that stand out from black
HEAT = [CARD, "#7a3d00", "#E69F00", "#fff3d6"]  # from nothing lost to most lost

BOXES = ((24, 64, 604, 388), (652, 64, 604, 388))  # left, top, width, height
LEFT, RIGHT = 136, 1200  # of the curves
TOP, BOTTOM, BAR, GAP = 500, 690, 14, 10


@dataclass(frozen=True, eq=False)
class Curve:
    """One emotion of both, on the clip's clock; NaN where no face was seen.

    Attributes
    ----------
    clip, take
        Probabilities, shape (N,).
    """

    name: str
    points: float | None
    clip: FloatArray
    take: FloatArray


def draw_still(
    result: Result, curves: Sequence[Curve], seconds: tuple[float, float]
) -> tuple[Image, list[tuple[float, float]]]:
    """The picture without what moves.

    Parameters
    ----------
    seconds
        Of the clip, at the left and the right end of the curves.

    Returns
    -------
    picture
        Shape (HEIGHT, WIDTH, 3).
    rows
        Bottom and height of each curve in pixels.
    """
    from matplotlib.figure import Figure

    with style():
        figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=PAPER)
        draw_header(figure, result)
        room = (BOTTOM - BAR - TOP) / max(1, len(curves))
        rows = [(TOP + (n + 1) * room - GAP, room - GAP) for n in range(len(curves))]
        for curve, row in zip(curves, rows, strict=True):
            draw_curve(axes_at(figure, *row, seconds), curve, result.reference.times)
            label_row(figure, curve.name, *row, curve.points)
        draw_losses(axes_at(figure, BOTTOM, BAR, seconds), result.losses, seconds)
        label_row(figure, "lost", BOTTOM, BAR)
        return render(figure)[..., :3].copy(), rows


def draw_header(figure: "Figure", result: Result) -> None:
    """The names of both pictures, and the score."""

    def write(x: float, y: float, text: str, **how: Any) -> None:
        figure.text(x / WIDTH, 1 - y / HEIGHT, text, va="baseline", **how)

    for (left, *_), name, colour in zip(BOXES, ("Clip", "Take"), (CLIP, TAKE), strict=True):
        write(left + 2, 44, "●", color=colour, fontsize=13)
        write(left + 26, 44, name, color=INK, fontsize=15, weight="bold")
    write(WIDTH - 24, 46, f"{result.score:.0f}", color=INK, fontsize=27, weight="bold", ha="right")
    digits = len(f"{result.score:.0f}")
    write(WIDTH - 38 - 26 * digits, 44, "expression match", color=MUTED, fontsize=12, ha="right")


def axes_at(figure: "Figure", bottom: float, height: float, seconds: tuple[float, float]) -> "Axes":
    """Axes across the width of the curves, in pixels, without a frame."""
    place = (LEFT / WIDTH, 1 - bottom / HEIGHT, (RIGHT - LEFT) / WIDTH, height / HEIGHT)
    axes = figure.add_axes(place)
    axes.set_axis_off()
    axes.set_xlim(seconds)
    axes.set_ylim(0, 1)
    return axes


def draw_curve(axes: "Axes", curve: Curve, times: FloatArray) -> None:
    """The clip a solid line over a pale area, the take dashed."""
    axes.axhline(0, color=RULE, linewidth=1.6)
    axes.fill_between(times, curve.clip, color=CLIP, alpha=0.2, linewidth=0)
    axes.plot(times, curve.clip, color=CLIP, linewidth=2, clip_on=False)
    axes.plot(times, curve.take, color=TAKE, linewidth=2, dashes=(3, 1.2), clip_on=False)


def draw_losses(axes: "Axes", losses: FloatArray, seconds: tuple[float, float]) -> None:
    """Heat bar of the losses; the brighter, the more was lost."""
    from matplotlib.colors import LinearSegmentedColormap

    if len(losses) < 2:
        return
    mean = smooth(losses)
    axes.imshow(
        mean[None],
        cmap=LinearSegmentedColormap.from_list("lost", HEAT),
        extent=(*seconds, 0, 1),
        aspect="auto",
        vmin=0,
        vmax=max(float(np.percentile(mean, 98)), 0.5 / len(losses)),
    )


def label_row(
    figure: "Figure", name: str, bottom: float, height: float, points: float | None = None
) -> None:
    """Name at the left, points at the right."""
    y = 1 - (bottom - height / 2) / HEIGHT
    figure.text((LEFT - 16) / WIDTH, y, name, color=INK, fontsize=11.5, ha="right", va="center")
    if points is not None:
        x, text = (WIDTH - 24) / WIDTH, f"{points:.0f}"
        figure.text(x, y, text, color=INK, fontsize=12.5, weight="bold", ha="right", va="center")
