"""The comparison chart: the score, small multiples of both curves, the losses, the timing."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from ..formula.result import Result
from ..types import FilePath
from .panels import draw_emotion, draw_lines, draw_losses, draw_timing, span, take_seen
from .style import CLIP, INK, LINE, MUTED, SHADE, TAKE, check_format, save, style
from .words import WARNINGS, components

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

SHOWN = 0.25  # an emotion gets a panel where it reaches this probability anywhere
WIDTH, LEFT, RIGHT = 8.0, 1.42, 0.5  # inches
HEADER, FOOTER, NOTE, GAP = 1.26, 0.55, 0.18, 0.13
COLUMNS = 2.5, 3.6, 4.8, 6.4
HEIGHTS = {"emotion": 0.56, "lines": 0.3, "losses": 0.2, "timing": 0.72}


def draw_chart(result: Result, path: FilePath) -> None:
    """Draw a result as a picture; the same result gives the same file.

    Parameters
    ----------
    path
        Its suffix decides the format: .png or .svg, whose text stays text.

    Raises
    ------
    PictureError
        If the format is unknown or the folder is missing.
    OSError
        If the file cannot be written.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    check_format(path)
    panels = list(chosen_panels(result))
    heights = [HEIGHTS[kind] for kind, _ in panels]
    height = HEADER + sum(heights) + GAP * (len(panels) - 1) + FOOTER
    height += NOTE * len(result.warnings)
    with style():
        figure = Figure(figsize=(WIDTH, height))
        FigureCanvasAgg(figure)
        draw_header(figure, result, height)
        top = height - HEADER
        for (kind, draw), tall in zip(panels, heights, strict=True):
            axes = figure.add_axes(
                (
                    LEFT / WIDTH,
                    (top - tall) / height,
                    (WIDTH - LEFT - RIGHT) / WIDTH,
                    tall / height,
                )
            )
            axes.set_xlim(span(result))
            draw(axes, result)
            if kind != "timing":
                axes.tick_params(axis="x", labelbottom=False)
            top -= tall + GAP
        axes.tick_params(axis="x", length=3)
        axes.set_xlabel("seconds of the clip", color=MUTED, fontsize=8.5)
        draw_warnings(figure, result, height)
        save(figure, path)


def chosen_panels(result: Result) -> Iterator[tuple[str, "Callable[[Axes, Result], None]"]]:
    """Kind and drawing function of each panel, from top to bottom."""
    for index, points in shown_emotions(result):
        yield "emotion", partial(draw_emotion, index=index, points=points)
    if result.lines:
        yield "lines", draw_lines
    yield "losses", draw_losses
    yield "timing", draw_timing


def shown_emotions(result: Result) -> list[tuple[int, float | None]]:
    """Index and points (None where the clip does not use it) of the labels worth a panel.

    Those that the clip uses come first, neutral comes last.
    """
    order = []
    for index, name in enumerate(result.labels):
        points = result.emotions.get(name)
        grids = (result.reference, result.take)
        peak = max(float(grid.probabilities[:, index].max(initial=0.0)) for grid in grids)
        strength = float(result.reference.probabilities[:, index].sum())
        if points is not None or peak >= SHOWN:
            order.append((index == result.neutral, points is None, -strength, index, points))
    return [(index, points) for *_, index, points in sorted(order, key=lambda each: each[:4])]


def draw_header(figure: "Figure", result: Result, height: float) -> None:
    """Score, components and legend."""

    def write(x: float, y: float, text: str, **how: Any) -> "Text":
        return figure.text(x / WIDTH, 1 - y / height, text, **how)

    write(0.3, 0.62, f"{result.score:.0f}", fontsize=34, weight="bold", va="baseline")
    write(0.32, 0.85, "expression match", color=MUTED, fontsize=8.5, va="baseline")
    for x, (name, text) in zip(COLUMNS, components(result), strict=True):
        write(x, 0.42, text, fontsize=11.5, va="baseline")
        write(x, 0.62, name, color=MUTED, fontsize=8.5, va="baseline")
    draw_legend(figure, result, height)


def draw_warnings(figure: "Figure", result: Result, height: float) -> None:
    """What the reader should know, below everything else."""
    for number, warning in enumerate(reversed(result.warnings)):
        text = WARNINGS.get(warning["code"], warning["code"])
        y = (0.12 + NOTE * number) / height
        figure.text(LEFT / WIDTH, y, text[0].upper() + text[1:] + ".", color=TAKE, fontsize=8.5)


def draw_legend(figure: "Figure", result: Result, height: float) -> None:
    """What the lines and shades in the picture mean."""
    from matplotlib.artist import Artist
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks: list[tuple[Artist, str]] = [
        (Line2D([], [], color=CLIP, linewidth=1.9), "clip"),
        (Line2D([], [], color=TAKE, linewidth=1.9, dashes=(3.2, 1.4)), "take"),
    ]
    if not take_seen(result).all():
        marks.append((Patch(facecolor=SHADE), "no face in the take"))
    if not result.reference.seen.all():
        marks.append((Patch(facecolor="none", edgecolor=LINE, hatch="////"), "none in the clip"))
    legend = figure.legend(
        *zip(*marks, strict=True),
        loc="upper right",
        bbox_to_anchor=((WIDTH - RIGHT + 0.08) / WIDTH, 1 - 0.88 / height),
        ncols=len(marks),
        frameon=False,
        fontsize=8.5,
        handlelength=2.0,
        columnspacing=1.4,
        borderpad=0,
        borderaxespad=0,
    )
    for text in legend.get_texts():
        text.set_color(INK)
