"""The head's shape and skin: height and colour of everything but eyes, brows, mouth and hair."""

import numpy as np

from .canvas import between, noise, profile

SKULL = (
    (-1.17, 0.0),
    (-1.13, 0.22),
    (-1.02, 0.43),
    (-0.85, 0.585),
    (-0.55, 0.685),
    (-0.15, 0.715),
    (0.15, 0.695),
    (0.40, 0.64),
    (0.62, 0.54),
    (0.80, 0.405),
    (0.92, 0.265),
    (0.985, 0.14),
    (1.01, 0.0),
)
DEPTH = (
    (-1.17, 0.0),
    (-1.08, 0.34),
    (-0.9, 0.56),
    (-0.6, 0.70),
    (-0.2, 0.74),
    (0.3, 0.74),
    (0.65, 0.72),
    (0.85, 0.66),
    (0.95, 0.54),
    (1.0, 0.30),
    (1.01, 0.0),
)
NOSE = (
    (-0.24, 0.0),
    (-0.12, 0.03),
    (0.03, 0.08),
    (0.16, 0.14),
    (0.23, 0.155),
    (0.30, 0.10),
    (0.37, 0.0),
)


def unjaw(grid, e):
    """The grid's y as if the jaw were closed: the lower face is stretched downwards."""
    return grid.y - 0.155 * e.jaw * between(grid.y, 0.30, 0.85)


def draw_head(grid, layer, look, e):
    """Draw the bare head: outline, relief, skin."""
    y = unjaw(grid, e)
    half = profile(SKULL, y) * (1 + look.jowl * between(y, 0.2, 0.7)) * look.width
    slope = np.gradient(half[:, 0], grid.pixel)[:, None]
    edge = (half - 0.01 - np.abs(grid.x)) / np.sqrt(1 + np.minimum(slope**2, 30.0))
    layer.cover = grid.inside(edge, 0.004)
    round_ = np.clip(1 - (np.abs(grid.x) / np.maximum(half, 1e-3)) ** 2.5, 0, 1) ** 0.5
    layer.height = profile(DEPTH, y) * round_ + _relief(grid, y, look, e)
    _skin(grid, layer, y, look, e)


def _relief(grid, y, look, e):
    """Height that the features add to the head's smooth shape."""
    x = grid.x
    nose_x = np.exp(-((x / profile(((-0.24, 0.05), (0.05, 0.060), (0.3, 0.088)), grid.y)) ** 2))
    z = profile(NOSE, grid.y) * nose_x * look.nose
    z = z + 0.070 * grid.spot(0, 0.235, 0.085, 0.075) * look.nose
    z += 0.060 * grid.pair(0.098 + 0.012 * e.sneer, 0.275 - 0.02 * e.sneer, 0.050, 0.050)
    z -= 0.105 * grid.pair(0.30, -0.085, 0.185, 0.115)
    z -= 0.035 * grid.pair(0.115, -0.10, 0.06, 0.10)
    brow = -0.245 - 0.05 * e.outer_brow - 0.07 * min(0.0, e.inner_brow)
    z += (0.042 + 0.02 * e.frown) * grid.pair(0.27 - 0.03 * e.frown, brow, 0.20, 0.065)
    lift = 0.09 * e.cheeks
    z += (0.045 + 0.055 * e.cheeks) * grid.pair(0.395, 0.20 - lift, 0.17, 0.13)
    z -= 0.03 * grid.pair(0.44, 0.52, 0.11, 0.16)
    z += 0.075 * grid.spot(0, 0.56, 0.27, 0.17)
    chin = np.exp(-((x / 0.15) ** 2)) * np.exp(-(((y - 0.885 + 0.03 * e.pout) / 0.085) ** 2))
    z += (0.07 + 0.03 * e.pout) * chin
    z -= 0.03 * np.exp(-((x / 0.2) ** 2)) * np.exp(-(((y - 0.765) / 0.045) ** 2))
    z -= 0.016 * grid.spot(0, 0.435, 0.028, 0.05)
    return z + _folds(grid, y, look, e)


def _folds(grid, y, look, e):
    """Folds that come and go with the expression."""
    ax = np.abs(grid.x)
    smile = max(0.0, e.corners)
    course = 0.135 + 0.20 * between(y, 0.24, 0.60) + 0.045 * smile * between(y, 0.3, 0.55)
    along = between(y, 0.25, 0.33) * (1 - between(y, 0.46 + 0.06 * smile, 0.64 + 0.06 * smile))
    depth = look.age * 0.010 + 0.030 * e.cheeks + 0.016 * e.sneer + 0.006 * max(0, -e.corners)
    z = -depth * along * np.exp(-(((ax - course) / 0.030) ** 2))
    bulge = along * (1 - between(y, 0.42, 0.60))
    z += 0.8 * depth * bulge * np.exp(-(((ax - course - 0.07) / 0.06) ** 2))
    down = max(0.0, -e.corners)
    z -= 0.016 * down * grid.pair(0.245, 0.70, 0.03, 0.06)
    waves = np.cos((grid.y + 0.06 * ax**2 + 0.62) * (2 * np.pi / 0.085))
    raised = max(0.0, 0.6 * e.inner_brow + 0.4 * e.outer_brow)
    z += 0.0034 * raised * waves * grid.spot(0, -0.54, 0.34, 0.11)
    z += 0.005 * max(0, e.inner_brow) * e.frown * waves * grid.spot(0, -0.46, 0.17, 0.09)
    z -= 0.028 * e.frown * grid.pair(0.052, -0.225, 0.018, 0.080)
    z += 0.022 * e.frown * grid.spot(0, -0.255, 0.05, 0.08)
    creases = np.exp(-((((grid.y + 0.04) % 0.05 - 0.025) / 0.012) ** 2))
    z -= 0.014 * e.sneer * creases * grid.spot(0, 0.0, 0.075, 0.08)
    bag = 0.008 * look.age + 0.012 * e.squint + 0.012 * e.cheeks
    under = np.exp(-(((grid.y - 0.055 + 0.55 * (ax - 0.3) ** 2) / 0.016) ** 2))
    z -= bag * under * np.exp(-(((ax - 0.29) / 0.15) ** 4))
    rough = noise(grid.shape, 0.045 / grid.pixel, 5) * np.exp(-((grid.x / 0.13) ** 2))
    z += 0.010 * e.pout * rough * np.exp(-(((y - 0.87) / 0.08) ** 2))
    return z


def _skin(grid, layer, y, look, e):
    """Colour and gloss of the skin, with blush, shadows under the eyes, nostrils, freckles."""
    layer.paint(look.skin, np.ones(grid.shape, np.float32))
    warm = 0.5 * grid.pair(0.41, 0.19 - 0.07 * e.cheeks, 0.19, 0.13) * (0.6 + 0.5 * e.cheeks)
    warm = warm + 0.30 * grid.spot(0, 0.24, 0.11, 0.07) + 0.14 * grid.spot(0, 0.90, 0.16, 0.09)
    layer.paint(look.blush, np.clip(warm * look.rosy, 0, 0.8))
    shade = np.asarray(look.skin) * np.float32([0.62, 0.50, 0.50])
    lid = 0.38 - 0.25 * max(0.0, -e.lids)
    layer.paint(shade, np.clip(lid * grid.pair(0.27, -0.135, 0.15, 0.06), 0, 1))
    layer.paint(shade, np.clip(0.26 * grid.pair(0.25, 0.045, 0.13, 0.035), 0, 1))
    mottle = noise(grid.shape, 0.02 / grid.pixel, 3)
    layer.colour *= (1 + 0.018 * mottle)[..., None]
    if look.freckles:
        dots = np.clip(noise(grid.shape, 0.0075 / grid.pixel, 8) - 1.5, 0, 1)
        where = grid.pair(0.30, 0.14, 0.20, 0.085) + grid.spot(0, 0.10, 0.12, 0.08)
        layer.paint(shade, np.clip(look.freckles * dots * where, 0, 0.6))
    dark = np.asarray(look.skin) * np.float32([0.22, 0.12, 0.12])
    flare = 0.010 * e.sneer
    hole = np.clip(1.25 * grid.pair(0.052, 0.318 - flare, 0.028, 0.0145 + flare / 2), 0, 1)
    layer.paint(dark, 0.85 * hole**1.5)
    layer.gloss = 0.22 + 0.25 * grid.spot(0, 0.2, 0.07, 0.14) + 0.14 * grid.spot(0, -0.5, 0.4, 0.2)
    layer.gloss = layer.gloss.astype(np.float32)
