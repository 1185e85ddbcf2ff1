"""Eyes, brows and mouth: drawn between curves that are functions of x."""

import numpy as np

from .canvas import between, noise, ramp, rgb

EYE_X, EYE_Y, EYE_WIDTH = 0.298, -0.075, 0.148
MOUTH_Y, MOUTH_WIDTH = 0.555, 0.235


def draw_eyes(grid, layer, look, e):
    """Draw both eyes with lids, lashes and the lights they mirror."""
    for side in (-1, 1):
        x, y = side * EYE_X, EYE_Y
        part, place = grid.window(x - 0.26, y - 0.24, x + 0.26, y + 0.20)
        _draw_eye(part, layer.window(place), look, e, side)


def _lids(grid, look, e, side):
    """Curves of the upper and lower lid (1, W) and how far along the eye (-1 inner, 1 outer)."""
    along = side * (grid.x - side * EYE_X) / (EYE_WIDTH * look.eye_size)
    t = np.clip(along, -1, 1)
    sad = max(0.0, e.inner_brow) * e.frown
    opening = 0.078 * look.eye_size * (1 + 0.50 * max(0, e.lids))
    opening = opening - 0.020 * e.frown * max(0, -e.inner_brow)
    lower = 0.048 * look.eye_size * (1 - 0.62 * e.squint - 0.25 * e.cheeks + 0.25 * max(0, e.lids))
    opening = opening - max(0, -e.lids) * (opening + lower)
    fierce = max(0.0, -e.inner_brow) * e.frown
    line = EYE_Y - 0.014 * t + (0.012 * sad - 0.012 * fierce) * t
    peak = 1 - np.abs(t + 0.12 * (1 - t * t)) ** 2.3
    upper = line - opening * np.clip(peak, 0, 1) ** 0.85
    below = line + lower * (1 - np.abs(t - 0.10 * (1 - t * t)) ** 2.2)
    return np.minimum(upper, below), below, along


def _draw_eye(grid, layer, look, e, side):
    upper, below, along = _lids(grid, look, e, side)
    y = grid.y
    within = between(np.abs(along), 1.03, 0.97)
    open_ = grid.inside(np.minimum(y - upper, below - y), 0.004) * within
    cx = side * EYE_X + 0.045 * e.look_x
    cy = EYE_Y - 0.012 + 0.035 * e.look_y - 0.004 * max(0, e.lids)
    radius = np.hypot(grid.x - cx, y - cy)
    ball = np.hypot((grid.x - side * EYE_X) / 0.17, (y - EYE_Y) / 0.15)
    shut = max(0.0, -e.lids)
    layer.height += 0.055 * shut * grid.spot(side * EYE_X, EYE_Y - 0.01, 0.14, 0.085)
    layer.height += open_ * (0.03 * np.sqrt(np.clip(1 - ball**2, 0, 1)) - 0.022)
    _ball(grid, layer, look, open_, radius, cx, cy, along, upper, below)
    crease = upper - (0.036 + 0.016 * max(0, -e.lids)) * np.sqrt(np.clip(1 - along**2, 0, 1))
    lid = np.exp(-((np.maximum(np.abs(along) - 0.72, 0) / 0.22) ** 2))
    layer.height -= 0.016 * lid * np.exp(-(((y - crease + 0.008) / 0.011) ** 2))
    layer.height += 0.012 * lid * np.exp(-(((y - upper + 0.017) / 0.014) ** 2)) * (1 - open_)
    layer.height += 0.010 * lid * np.exp(-(((y - below - 0.018) / 0.015) ** 2)) * (1 - open_)
    _lashes(grid, layer, look, along, upper, below, crease, lid, e)


def _ball(grid, layer, look, open_, radius, cx, cy, along, upper, below):
    """White, iris, pupil and mirrored lights of one eye."""
    y = grid.y
    white = rgb("#e9e2dc") * np.float32([1, 0.985, 0.97])
    layer.paint(white, open_)
    layer.paint(rgb("#c9796d"), open_ * between(along, -0.72, -0.98) * 0.8)
    layer.paint(rgb("#b98f85"), open_ * between(along, 0.6, 1.0) * 0.55)
    size = 0.071 * look.eye_size
    iris = open_ * grid.inside(size - radius, 0.006)
    angle = np.arctan2(y - cy, grid.x - cx)
    fibres = 1 + 0.14 * np.cos(angle * 23) * np.cos(angle * 9 + 1) + 0.4 * (y - cy) / size
    layer.paint(look.iris * fibres[..., None], iris)
    layer.paint(look.iris * 0.18, iris * between(radius, 0.72 * size, 1.02 * size) * 0.85)
    layer.paint(np.float32([0.006, 0.005, 0.005]), open_ * grid.inside(0.031 - radius, 0.004))
    shadow = 0.46 * between(y - upper, 0.055, 0.0) + 0.15 * between(below - y, 0.02, 0.0)
    layer.paint(np.float32([0.05, 0.03, 0.025]), shadow * open_)
    layer.gloss += open_ * (0.15 - layer.gloss)
    lamp = np.hypot(grid.x - cx + 0.026, 0.9 * (y - cy + 0.028))
    bounce = np.hypot(grid.x - cx - 0.026, y - cy - 0.028)
    lights = 0.95 * grid.inside(0.0145 - lamp, 0.004) + 0.25 * grid.inside(0.010 - bounce, 0.006)
    layer.glow += lights * open_


def _lashes(grid, layer, look, along, upper, below, crease, lid, e):
    """Dark line of the upper lid, crease and a faint lower line."""
    y = grid.y
    dark = look.hair * 0.25 + np.float32([0.006, 0.004, 0.003])
    edge = between(np.abs(along), 1.12, 0.97)
    thick = 0.0085 + 0.006 * look.lash * between(along, -0.6, 1.0)
    line = np.exp(-(((y - upper + 0.3 * thick) / thick) ** 2)) * edge
    layer.paint(dark, np.clip(line * 1.1, 0, 1) * 0.92)
    layer.paint(
        look.skin * np.float32([0.45, 0.32, 0.30]),
        0.55 * lid * np.exp(-(((y - crease + 0.006) / 0.008) ** 2)),
    )
    lower = np.exp(-(((y - below - 0.002) / 0.007) ** 2)) * edge
    layer.paint(look.skin * np.float32([0.35, 0.22, 0.20]), 0.55 * lower)


def draw_brows(grid, layer, look, e):
    """Draw both brows, hair by hair in their texture."""
    whole, all_ = grid, layer
    for side in (-1, 1):
        x = side * EYE_X
        grid, place = whole.window(x - 0.30, -0.50, x + 0.32, 0.0)
        layer, y = all_.window(place), grid.y
        along = (side * grid.x - 0.105 + 0.030 * e.frown) / 0.40
        t = np.clip(along, 0, 1)
        rest = -0.236 - 0.044 * np.sin(np.pi * t**0.85) + 0.045 * t**3
        inner, outer = (1 - t) ** 1.6, 1 - (1 - t) ** 1.3
        lift = 0.10 if e.inner_brow > 0 else 0.125
        moved = lift * e.inner_brow * inner + 0.085 * e.outer_brow * outer * (1 - 0.3 * t)
        curve = rest - moved + 0.030 * e.frown * (e.inner_brow < 0.2) * inner + 0.008 * side * 0.3
        thick = look.brow_weight * (0.028 + 0.008 * np.sin(np.pi * t)) * (1 - 0.62 * t**2)
        ends = between(along, -0.06, 0.10) * between(along, 1.02, 0.80)
        band = np.exp(-(np.abs((y - curve) / thick) ** 2.4)) * ends
        strands = noise(grid.shape, 0.009 / grid.pixel, 21)
        comb = np.sin((side * grid.x + (y - curve) * (1.6 - 1.2 * t)) * 150 + 1.5 * strands)
        hairs = 0.82 + 0.10 * comb + 0.06 * strands
        layer.paint(look.hair * 0.55, np.clip(band * hairs, 0, 0.90))
        layer.height += 0.010 * band


def _lips(grid, look, e):
    """Curves of the mouth: (outer upper, inner upper, inner lower, outer lower, t)."""
    smile, down = max(0.0, e.corners), max(0.0, -e.corners)
    round_ = 0.10 * e.jaw * (1 - smile) + 0.04 * down
    width = MOUTH_WIDTH * (1 + 0.40 * smile + 0.20 * e.wide - round_)
    t = np.clip(grid.x / width, -1.0, 1.0)
    arch = 1 - t * t
    line = MOUTH_Y - 0.085 * (e.corners + 0.10) * (np.abs(t) ** 1.7 - 0.25) + 0.006 * t
    line = line - 0.028 * e.pout * arch - 0.012 * smile + 0.004 * np.cos(t * 6) * arch
    gape = arch ** (0.60 + 0.25 * smile)
    inner_up = line - gape * (0.030 * e.part + 0.020 * e.jaw + 0.022 * e.sneer)
    inner_low = line + gape * (0.040 * e.part + 0.215 * e.jaw + 0.02 * smile * e.part)
    thin = 1 - 0.55 * e.press - 0.22 * smile - 0.12 * e.jaw
    bow = 0.058 * arch**0.75 * (1 - 0.16 * np.exp(-((t / 0.13) ** 2))) * look.lip_size * thin
    full = 0.074 * arch**0.62 * look.lip_size * (thin + 0.10 * e.pout)
    return (
        inner_up - bow,
        inner_up,
        np.maximum(inner_low, inner_up),
        np.maximum(inner_low, inner_up) + full,
        grid.x / width,
    )


def draw_mouth(grid, layer, look, e):
    """Draw lips, the line between them, teeth, tongue and the dark inside."""
    grid, place = grid.window(-0.46, 0.36, 0.46, 1.02)
    layer = layer.window(place)
    top, up, low, bottom, along = _lips(grid, look, e)
    y = grid.y
    end = between(np.abs(along), 1.02, 0.93)
    upper = grid.inside(np.minimum(y - top, up - y + 0.003), 0.006) * end
    lower = grid.inside(np.minimum(y - low + 0.003, bottom - y), 0.008) * end
    gap = grid.inside(np.minimum(y - up, low - y), 0.003) * between(np.abs(along), 1.0, 0.97)
    in_up = np.clip((y - top) / np.maximum(up - top, 1e-3), 0, 1)
    in_low = np.clip((y - low) / np.maximum(bottom - low, 1e-3), 0, 1)
    layer.height += 0.034 * upper * np.sqrt(4 * in_up * (1 - in_up)) * (1 - 0.5 * e.press)
    layer.height += 0.048 * lower * np.sqrt(4 * in_low * (1 - in_low)) * (1 - 0.5 * e.press)
    wrinkles = 1 + 0.06 * np.sin(grid.x * 210 + 3 * noise(grid.shape, 4, 33))
    layer.paint(look.lips * (0.82 * wrinkles)[..., None], upper * 0.86)
    layer.paint(look.lips * (1.10 * wrinkles)[..., None], lower * 0.80)
    layer.gloss += lower * 0.35 * 4 * in_low * (1 - in_low)
    _inside(grid, layer, up, low, along, gap)
    seam = np.exp(-(((y - 0.5 * (up + low)) / 0.0085) ** 2)) * between(np.abs(along), 1.04, 0.9)
    layer.paint(look.lips * 0.16, 0.85 * seam * between(low - up, 0.03, 0.006))
    corner = np.zeros(grid.shape, np.float32)
    for side in (-1, 1):
        place = np.argmin(np.abs(along[0] - side * 0.98))
        corner = corner + grid.spot(grid.x[0, place], 0.5 * (up + low)[0, place], 0.022, 0.020)
    layer.height -= (0.014 + 0.012 * abs(e.corners)) * corner
    layer.paint(look.skin * np.float32([0.42, 0.28, 0.26]), np.clip(0.5 * corner, 0, 1))


def _inside(grid, layer, up, low, along, gap):
    """Teeth, tongue and the dark of an open mouth."""
    y = grid.y
    depth = low - up
    dark = np.float32([0.028, 0.008, 0.008])
    layer.paint(dark, gap)
    layer.height -= 0.05 * gap
    layer.gloss *= 1 - gap
    tongue = gap * grid.inside(y - (low - 0.40 * depth + 0.25 * depth * along**2), 0.02)
    layer.paint(rgb("#9c4a48"), tongue * between(depth, 0.07, 0.16) * 0.75)
    reach = np.minimum(0.062, 0.75 * depth + 0.01) * (1 - 0.22 * along**2)
    teeth = gap * grid.inside(up + reach - y, 0.006) * between(np.abs(along), 0.95, 0.70)
    gaps = np.abs(np.sin(np.pi * grid.x / 0.054)) ** 0.30
    lit = (1 - 0.55 * along**2) * ramp(0.45 + (y - up) / 0.04) * (0.80 + 0.20 * gaps)
    layer.paint(rgb("#ece4d8") * lit[..., None], teeth * between(depth, 0.008, 0.03))
    layer.height += 0.03 * teeth
