"""The frames of a replay: what does not move is drawn once, the rest is laid over it."""

from collections.abc import Sequence

import numpy as np

from ...constants import RATE
from ...formula.grid import Grid
from ...formula.result import Result
from ...types import FloatArray, Image
from ..chart import shown_emotions
from ..panels import span
from .pace import Pace
from .paint import blend, dot, line, place_label, place_picture, rgb, text_sprite
from .still import BOTTOM, BOXES, CLIP, INK, LEFT, PAPER, RIGHT, TAKE, TOP, WIDTH, Curve, draw_still

ROWS = 3  # emotions drawn below
SCRIPT = 474  # middle of the line that is being spoken
DIM = 0.38  # opacity of what is still to come


class Stage:
    """Draws the frames of a replay."""

    def __init__(self, result: Result, pace: Pace) -> None:
        self.result, self.seconds = result, span(result)
        self.curves = [curve(result, pace, *each) for each in chosen(result)]
        self.base, self.rows = draw_still(result, self.curves, self.seconds)
        area = self.base[TOP - 12 : BOTTOM + 4, LEFT - 8 : RIGHT + 8]
        self.faint = (DIM * area + (1 - DIM) * np.array(rgb(PAPER))).astype(np.uint8)

    def __call__(self, time: float, clip: Image, take: Image, moment: float) -> Image:
        """One frame: both pictures, their expressions, and how far the clip has come.

        Parameters
        ----------
        time, moment
            Seconds of the clip and of the take.

        Returns
        -------
        frame
            Shape (720, 1280, 3).
        """
        frame = self.base.copy()
        pairs = ((clip, self.result.reference, time, CLIP), (take, self.result.take, moment, TAKE))
        for box, (picture, grid, at, colour) in zip(BOXES, pairs, strict=True):
            place_picture(frame, picture, box)
            place_label(frame, expression_at(grid, self.result.labels, at), box, colour)
        self.place_line(frame, time)
        self.place_playhead(frame, time)
        return frame

    def place_line(self, frame: Image, time: float) -> None:
        """The line of the script that is being spoken."""
        for spoken in self.result.lines:
            if spoken.start <= time < spoken.end and spoken.text.strip():
                sprite = text_sprite(spoken.text, 15, INK)
                blend(frame, sprite, (WIDTH - sprite.shape[1]) // 2, SCRIPT - sprite.shape[0] // 2)
                return

    def place_playhead(self, frame: Image, time: float) -> None:
        """The playhead; what is still to come is faint."""
        x = self.x(time)
        left = round(x) - (LEFT - 8)
        frame[TOP - 12 : BOTTOM + 4, round(x) : RIGHT + 8] = self.faint[:, left:]
        line(frame, (x, TOP - 8), (x, BOTTOM), rgb(INK), 2)
        times = self.result.reference.times
        for (bottom, height), curve in zip(self.rows, self.curves, strict=True):
            for values, colour in ((curve.clip, CLIP), (curve.take, TAKE)):
                value = np.interp(time, times, values)
                if np.isfinite(value):
                    dot(frame, (x, bottom - height * value), rgb(colour))

    def x(self, time: float) -> float:
        """Column, in pixels, of a second of the clip."""
        low, high = self.seconds
        share = (time - low) / (high - low)
        return LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share))


def chosen(result: Result) -> list[tuple[int, float | None]]:
    """Index and points of the emotions that are drawn; neutral only where it is alone."""
    shown = shown_emotions(result)
    return [each for each in shown if each[0] != result.neutral][:ROWS] or shown[:1]


def curve(result: Result, pace: Pace, index: int, points: float | None) -> Curve:
    """One emotion of both, the take warped onto the clip's clock."""
    clip, take = result.reference, result.take
    warped = np.full(len(clip), np.nan)
    if len(take):
        moments = pace(clip.times)
        warped = np.interp(moments, take.times, column(take, index), left=np.nan, right=np.nan)
    return Curve(result.labels[index], points, column(clip, index), warped)


def column(grid: Grid, index: int) -> FloatArray:
    """One emotion, NaN where no face was seen."""
    return np.where(grid.seen, grid.probabilities[:, index], np.nan)


def expression_at(grid: Grid, labels: Sequence[str], time: float) -> str:
    """The strongest label at a moment, or that there is no face."""
    cell = min(max(round(time * RATE) - grid.first, 0), len(grid) - 1)
    if cell < 0 or not grid.seen[cell]:
        return "no face"
    return labels[int(grid.probabilities[cell].argmax())]
