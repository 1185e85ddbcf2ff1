"""What stands still in a replay: its layout, who is who, the score, the curves."""

from dataclasses import dataclass

import numpy as np

from ..panels import smooth
from ..style import style

SIZE = WIDTH, HEIGHT = 1280, 720
DPI = 100
PAPER, CARD, INK, MUTED, RULE = "#0e0d12", "#1a1820", "#f5f2f8", "#a9a3b5", "#37333f"
CLIP, TAKE = "#56B4E9", "#E69F00"  # of Okabe and Ito, those that stand out from black
HEAT = [CARD, "#7a3d00", "#E69F00", "#fff3d6"]  # nothing lost to most lost

BOXES = ((24, 64, 604, 388), (652, 64, 604, 388))  # left, top, width, height
LEFT, RIGHT = 136, 1200  # of the curves
TOP, BOTTOM, BAR, GAP = 500, 690, 14, 10


@dataclass(frozen=True, eq=False)
class Curve:
    """One emotion of both, on the clip's clock; NaN where no face was seen.

    Attributes
    ----------
    name : str
    points : float or None
    clip, take : ndarray of float, shape (N,)
    """

    name: str
    points: float | None
    clip: np.ndarray
    take: np.ndarray


def draw_still(result, curves, seconds):
    """The picture without what moves.

    Parameters
    ----------
    result : Result
    curves : list of Curve
    seconds : (float, float)
        Of the clip, at the left and the right end of the curves.

    Returns
    -------
    picture : ndarray of uint8, shape (HEIGHT, WIDTH, 3)
    rows : list of (float, float)
        Bottom and height of each curve in pixels.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with style():
        figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=PAPER)
        canvas = FigureCanvasAgg(figure)
        draw_header(figure, result)
        room = (BOTTOM - BAR - TOP) / max(1, len(curves))
        rows = [(TOP + (n + 1) * room - GAP, room - GAP) for n in range(len(curves))]
        for curve, row in zip(curves, rows, strict=True):
            draw_curve(axes_at(figure, *row, seconds), curve, result.reference.times)
            label_row(figure, curve.name, *row, curve.points)
        draw_losses(axes_at(figure, BOTTOM, BAR, seconds), result.losses, seconds)
        label_row(figure, "lost", BOTTOM, BAR)
        canvas.draw()
        return np.asarray(canvas.buffer_rgba())[..., :3].copy(), rows


def draw_header(figure, result):
    """Who is who, and the score."""

    def write(x, y, text, **how):
        figure.text(x / WIDTH, 1 - y / HEIGHT, text, va="baseline", **how)

    for (left, *_), name, colour in zip(BOXES, ("Clip", "Take"), (CLIP, TAKE), strict=True):
        write(left + 2, 44, "●", color=colour, fontsize=13)
        write(left + 26, 44, name, color=INK, fontsize=15, weight="bold")
    write(WIDTH - 24, 46, f"{result.score:.0f}", color=INK, fontsize=27, weight="bold", ha="right")
    digits = len(f"{result.score:.0f}")
    write(WIDTH - 38 - 26 * digits, 44, "expression match", color=MUTED, fontsize=12, ha="right")


def axes_at(figure, bottom, height, seconds):
    """Axes over the width of the curves, in pixels, without a frame."""
    place = (LEFT / WIDTH, 1 - bottom / HEIGHT, (RIGHT - LEFT) / WIDTH, height / HEIGHT)
    axes = figure.add_axes(place)
    axes.set_axis_off()
    axes.set_xlim(seconds)
    axes.set_ylim(0, 1)
    return axes


def draw_curve(axes, curve, times):
    """The clip a solid line over a pale area, the take dashed."""
    axes.axhline(0, color=RULE, linewidth=1.6)
    axes.fill_between(times, curve.clip, color=CLIP, alpha=0.2, linewidth=0)
    axes.plot(times, curve.clip, color=CLIP, linewidth=2, clip_on=False)
    axes.plot(times, curve.take, color=TAKE, linewidth=2, dashes=(3, 1.2), clip_on=False)


def draw_losses(axes, losses, seconds):
    """Heat bar of what was lost; bright is much."""
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


def label_row(figure, name, bottom, height, points=None):
    """Name at the left, points at the right."""
    y = 1 - (bottom - height / 2) / HEIGHT
    figure.text((LEFT - 16) / WIDTH, y, name, color=INK, fontsize=11.5, ha="right", va="center")
    if points is not None:
        how = {"color": INK, "fontsize": 12.5, "weight": "bold", "ha": "right", "va": "center"}
        figure.text((WIDTH - 24) / WIDTH, y, f"{points:.0f}", **how)
