"""Small charts and picture sheets as self-contained HTML: SVG and data URLs."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import cv2
import numpy as np
import numpy.typing as npt

from scoring.types import FloatArray, Image

from .figures import parts_present

COLOURS = {"train": "#0072b2", "valid": "#e69f00", "test": "#009e73", "all": "#4b2fc4"}
WIDTH, HEIGHT = 420, 170


def bars(counts: Mapping[str, Mapping[str, int]]) -> str:
    """A row for each class, stacked by part.

    Parameters
    ----------
    counts
        By part, then by class.
    """
    parts, classes = list(counts), list(next(iter(counts.values())))
    totals = {name: sum(counts[part][name] for part in parts) for name in classes}
    most, total = max(totals.values()) or 1, sum(totals.values()) or 1
    rows = []
    for name in classes:
        pieces = "".join(
            f'<i style="width:{100 * counts[part][name] / most:.2f}%;background:{COLOURS[part]}" '
            f'title="{part}: {counts[part][name]:,}"></i>'
            for part in parts
        )
        rows.append(
            f"<tr><th>{escape(name)}</th><td class=bar>{pieces}</td>"
            + "".join(f"<td>{counts[part][name]:,}</td>" for part in parts)
            + f"<td><b>{totals[name]:,}</b></td><td>{totals[name] / total:.1%}</td></tr>"
        )
    headers = "".join(f"<th>{key(part)}</th>" for part in parts)
    return (
        f"<table><thead><tr><th></th><th></th>{headers}<th>faces</th><th>share</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def key(part: str) -> str:
    """A part's name with its colour."""
    return f'<span class=key><i style="background:{COLOURS[part]}"></i>{escape(part)}</span>'


@dataclass(frozen=True)
class Axis:
    """The horizontal axis of a histogram.

    Attributes
    ----------
    low, high
        Its ends; by default the 0.5 and 99.5 % quantiles.
    logarithmic
        Values must then be at least 0.
    """

    low: float | None = None
    high: float | None = None
    logarithmic: bool = False


def histogram(
    title: str, note: str, values: npt.ArrayLike, owners: npt.NDArray[np.object_], axis: Axis
) -> str:
    """Outlines of a value's distribution, one for each part, each of area 1.

    Parameters
    ----------
    values
        Shape (N,).
    owners
        The part of each value, shape (N,).
    """
    values, parts = np.asarray(values, float), parts_present(owners)
    logarithmic = axis.logarithmic
    scaled = np.log10(np.maximum(values, 1)) if logarithmic else values
    low = np.quantile(scaled, 0.005) if axis.low is None else axis.low
    high = np.quantile(scaled, 0.995) if axis.high is None else axis.high
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, 41)
    shares = {
        part: np.histogram(np.clip(scaled[owners == part], low, high), edges)[0]
        / max(1, (owners == part).sum())
        for part in parts
    }
    top = max(share.max() for share in shares.values()) or 1
    lines = "".join(_outline(shares[part] / top, COLOURS[part]) for part in parts)
    ticks = "".join(
        f'<text x="{place * WIDTH:.0f}" y="{HEIGHT + 20}" text-anchor="{anchor}">'
        f"{_number(10**tick if logarithmic else tick)}</text>"
        for place, anchor, tick in (
            (0, "start", low),
            (0.5, "middle", (low + high) / 2),
            (1, "end", high),
        )
    )
    medians = ", ".join(f"{part} {_number(np.median(values[owners == part]))}" for part in parts)
    return (
        f"<figure><figcaption><b>{escape(title)}</b> median {medians}</figcaption>"
        f'<svg viewBox="-2 -4 {WIDTH + 4} {HEIGHT + 30}" role="img" '
        f'aria-label="{escape(title)}: median {medians}">'
        f'<path class=axis d="M0 {HEIGHT}H{WIDTH}"/>{lines}{ticks}</svg><p>{note}</p></figure>'
    )


def _outline(shares: FloatArray, colour: str) -> str:
    step = WIDTH / len(shares)
    points = "".join(
        f"V{HEIGHT - share * HEIGHT:.1f}H{(index + 1) * step:.1f}"
        for index, share in enumerate(shares)
    )
    return (
        f'<path d="M0 {HEIGHT}{points}V{HEIGHT}Z" fill="{colour}" fill-opacity=".14" '
        f'stroke="{colour}" stroke-width="1.6"/>'
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 20 else f"{value:.2g}"


def sheet(images: Sequence[Image], across: int = 12, side: int = 72, gap: int = 3) -> str:
    """Pictures side by side as one embedded picture; an empty text if there are none."""
    if not len(images):
        return ""
    across = min(across, len(images))
    down = -(-len(images) // across)
    step = side + gap
    paper = np.full((down * step - gap, across * step - gap, 3), 128, np.uint8)
    mask = np.zeros(paper.shape[:2], np.uint8)
    for index, image in enumerate(images):
        top, left = index // across * step, index % across * step
        paper[top : top + side, left : left + side] = _tile(image, side)
        mask[top : top + side, left : left + side] = 255
    return embedded(np.dstack([paper, mask]), f"{len(images)} pictures", across * step - gap)


def embedded(rgba: Image, text: str, width: int) -> str:
    """An RGBA picture as an `img` element with its data inside."""
    bgra = cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA)
    data = cv2.imencode(".webp", bgra, [cv2.IMWRITE_WEBP_QUALITY, 82])[1]
    url = "data:image/webp;base64," + base64.b64encode(data.tobytes()).decode()
    return f'<img src="{url}" alt="{escape(text)}" width="{width}">'


def _tile(image: Image, side: int) -> Image:
    """A picture in a square of a sheet; one that is not square keeps its proportions."""
    pixels = np.asarray(image)
    rgb = cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB) if pixels.ndim == 2 else pixels
    height, width = rgb.shape[:2]
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    tile = np.full((side, side, 3), 128, np.uint8)
    top, left = (side - size[1]) // 2, (side - size[0]) // 2
    tile[top : top + size[1], left : left + size[0]] = small
    return tile


def affect_map(affect: FloatArray, bins: int = 24, width: int = 260) -> str:
    """How often each valence (x) and arousal (y) occurs, as an embedded picture."""
    known = affect[~np.isnan(affect).any(1)]
    grid = np.histogram2d(known[:, 1], known[:, 0], bins, [[-1, 1], [-1, 1]])[0][::-1]
    share = np.log1p(grid) / max(np.log1p(grid).max(), 1e-9)
    colour = np.array([75, 47, 196], np.uint8)
    rgba = np.dstack([np.broadcast_to(colour, (bins, bins, 3)), (255 * share).astype(np.uint8)])
    enlarged = cv2.resize(rgba, (width, width), interpolation=cv2.INTER_NEAREST)
    return embedded(np.asarray(enlarged, np.uint8), "Frequency of valence and arousal", width)
