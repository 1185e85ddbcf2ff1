"""Colours, fonts and file formats of every picture."""

from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import ScoringError
from ..types import FilePath, Image

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe, Ito, "Color Universal Design", 2008.
CLIP, TAKE = "#0072B2", "#D55E00"
PAPER, INK, MUTED, LINE, SHADE = "#ffffff", "#1b1a1f", "#6a6672", "#d9d5cd", "#e9e6e0"
HEAT = ["#f6f3ee", "#f3c9a5", "#D55E00", "#5c2300"]  # from nothing lost to most lost

# The first comes with matplotlib; the others, where they are installed, fill in what it lacks.
FONTS = ["DejaVu Sans", "Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic"]
DPI = 150
FORMATS = {".png": {"Software": None}, ".svg": {"Date": None, "Creator": None}}


class PictureError(ScoringError):
    """A picture or film cannot be written to the file that was named."""

    code = "bad_picture"


def check_format(path: FilePath) -> None:
    """Refuse a suffix that cannot be drawn, and a folder that is missing, with a `PictureError`."""
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise PictureError(f"{path} has an unknown format: name it .png or .svg")
    check_folder(path)


def check_folder(path: Path) -> None:
    """Refuse a file in a folder that does not exist."""
    if not path.parent.is_dir():
        raise PictureError(f"there is no folder {path.parent} for {path.name}: make it first")


def style() -> AbstractContextManager[None]:
    """A matplotlib context in which every picture is drawn and written."""
    import matplotlib

    return matplotlib.rc_context(
        {
            "font.family": installed_fonts(),
            "font.size": 9.5,
            "text.color": INK,
            "axes.edgecolor": LINE,
            "axes.labelcolor": INK,
            "axes.linewidth": 0.8,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.spines.left": False,
            "figure.facecolor": PAPER,
            "axes.facecolor": "none",
            "xtick.color": LINE,
            "ytick.color": LINE,
            "xtick.labelcolor": MUTED,
            "ytick.labelcolor": MUTED,
            "xtick.labelsize": 8.5,
            "ytick.labelsize": 8,
            "svg.fonttype": "none",
            "svg.hashsalt": "scoring",
        }
    )


@lru_cache(maxsize=1)
def installed_fonts() -> list[str]:
    """Those of `FONTS` that this machine has."""
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in FONTS if name in known]


def render(figure: "Figure") -> Image:
    """The pixels of a figure, RGBA, shape (H, W, 4)."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


def save(figure: "Figure", path: FilePath) -> None:
    """Write a figure; the same figure gives the same bytes, without date or program."""
    metadata = FORMATS[Path(path).suffix.lower()]
    figure.savefig(path, dpi=DPI, metadata=metadata)
