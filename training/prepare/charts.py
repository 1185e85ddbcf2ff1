"""Small charts and picture sheets as HTML: SVG and data URLs, nothing from elsewhere."""

import base64
from html import escape

import cv2
import numpy as np

COLOURS = {"train": "#0072b2", "valid": "#e69f00", "test": "#009e73", "all": "#4b2fc4"}
WIDTH, HEIGHT = 420, 170


def bars(counts):
    """A row per class, stacked by part.

    Parameters
    ----------
    counts : dict of dict of str to int
        By part, then class.
    """
    parts, classes = list(counts), list(next(iter(counts.values())))
    totals = {name: sum(counts[part][name] for part in parts) for name in classes}
    most, all_ = max(totals.values()) or 1, sum(totals.values()) or 1
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
            + f"<td><b>{totals[name]:,}</b></td><td>{totals[name] / all_:.1%}</td></tr>"
        )
    heads = "".join(f"<th>{key(part)}</th>" for part in parts)
    return (
        f"<table><thead><tr><th></th><th></th>{heads}<th>faces</th><th>share</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def key(part):
    """A part's name with its colour."""
    return f'<span class=key><i style="background:{COLOURS[part]}"></i>{escape(part)}</span>'


def histogram(title, values, filed, parts, note="", low=None, high=None, logarithmic=False):
    """Outlines of a value's distribution, one per part, each of area 1.

    Parameters
    ----------
    title, note : str
    values : ndarray, shape (N,)
    filed : ndarray of object, shape (N,)
        Part of each value.
    parts : list of str
    low, high : float, optional
        Ends of the axis; 0.5 and 99.5 % quantiles by default.
    logarithmic : bool
        Whether the axis is; values have to be at least 0.
    """
    values = np.asarray(values, float)
    scaled = np.log10(np.maximum(values, 1)) if logarithmic else values
    low = np.quantile(scaled, 0.005) if low is None else low
    high = np.quantile(scaled, 0.995) if high is None else high
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, 41)
    shares = {
        part: np.histogram(np.clip(scaled[filed == part], low, high), edges)[0]
        / max(1, (filed == part).sum())
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
    medians = ", ".join(f"{part} {_number(np.median(values[filed == part]))}" for part in parts)
    return (
        f"<figure><figcaption><b>{escape(title)}</b> median {medians}</figcaption>"
        f'<svg viewBox="-2 -4 {WIDTH + 4} {HEIGHT + 30}" role="img" '
        f'aria-label="{escape(title)}: median {medians}">'
        f'<path class=axis d="M0 {HEIGHT}H{WIDTH}"/>{lines}{ticks}</svg><p>{note}</p></figure>'
    )


def _outline(shares, colour):
    step = WIDTH / len(shares)
    points = "".join(
        f"V{HEIGHT - share * HEIGHT:.1f}H{(index + 1) * step:.1f}"
        for index, share in enumerate(shares)
    )
    return (
        f'<path d="M0 {HEIGHT}{points}V{HEIGHT}Z" fill="{colour}" fill-opacity=".14" '
        f'stroke="{colour}" stroke-width="1.6"/>'
    )


def _number(value):
    return f"{value:,.0f}" if abs(value) >= 20 else f"{value:.2g}"


def sheet(images, across=12, side=72, gap=3):
    """Pictures side by side as one embedded JPEG; an empty text without any."""
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


def embedded(rgba, text, width):
    """An RGBA picture as an `img` element that carries its own data."""
    bgra = cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA)
    data = cv2.imencode(".webp", bgra, [cv2.IMWRITE_WEBP_QUALITY, 82])[1]
    url = "data:image/webp;base64," + base64.b64encode(data).decode()
    return f'<img src="{url}" alt="{escape(text)}" width="{width}">'


def _tile(image, side):
    """A picture in a square of a sheet; one that is not square keeps its proportions."""
    image = np.asarray(image)
    image = cv2.cvtColor(image, cv2.COLOR_GRAY2RGB) if image.ndim == 2 else image
    height, width = image.shape[:2]
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    tile = np.full((side, side, 3), 128, np.uint8)
    top, left = (side - size[1]) // 2, (side - size[0]) // 2
    tile[top : top + size[1], left : left + size[0]] = small
    return tile


def affect_map(affect, bins=24, width=260):
    """How often each valence (across) and arousal (up) occurs, as an embedded picture."""
    known = affect[~np.isnan(affect).any(1)]
    grid = np.histogram2d(known[:, 1], known[:, 0], bins, [[-1, 1], [-1, 1]])[0][::-1]
    share = np.log1p(grid) / max(np.log1p(grid).max(), 1e-9)
    colour = np.array([75, 47, 196], np.uint8)
    rgba = np.dstack([np.broadcast_to(colour, (bins, bins, 3)), (255 * share).astype(np.uint8)])
    rgba = cv2.resize(rgba, (width, width), interpolation=cv2.INTER_NEAREST)
    return embedded(rgba, "Frequency of valence and arousal", width)
