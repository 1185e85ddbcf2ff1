"""Hair: a mass with strands that run from the crown along its outline."""

import numpy as np

from .canvas import between, blank, noise, profile, ramp

BOB = (
    (-1.36, 0.0),
    (-1.33, 0.20),
    (-1.24, 0.44),
    (-1.05, 0.68),
    (-0.75, 0.83),
    (-0.35, 0.90),
    (0.10, 0.93),
    (0.50, 0.97),
    (0.78, 0.97),
    (0.96, 0.90),
    (1.06, 0.72),
    (1.10, 0.5),
)
CROP = (
    (-1.40, 0.0),
    (-1.37, 0.22),
    (-1.28, 0.44),
    (-1.10, 0.64),
    (-0.85, 0.75),
    (-0.50, 0.775),
    (-0.25, 0.755),
    (-0.05, 0.735),
    (0.04, 0.725),
    (0.10, 0.70),
)
SHAPES = {"bob": BOB, "crop": CROP}


def _opening(grid, style):
    """Signed distance into the part of the head that hair leaves free."""
    x, y = grid.x, grid.y
    if style == "bob":
        half = profile(
            (
                (-0.95, 0.36),
                (-0.74, 0.50),
                (-0.45, 0.60),
                (-0.1, 0.635),
                (0.3, 0.615),
                (0.7, 0.60),
                (1.0, 0.66),
                (1.3, 0.75),
            ),
            y,
        )
        dx = x + 0.17
        fringe = np.where(dx < 0, 1.05 * np.abs(dx) ** 1.5, 0.62 * np.abs(dx) ** 1.25)
        parted = fringe - 0.955
        return np.minimum(half - np.abs(x), (y - parted) * 0.8)
    half = profile(((-0.9, 0.42), (-0.6, 0.56), (-0.30, 0.615), (-0.05, 0.66), (0.1, 0.80)), y)
    line = -0.815 + 0.20 * np.abs(x - 0.05) ** 2 + 0.018 * np.sin(x * 11 + 1) + 0.10 * x
    return np.minimum(half - np.abs(x), y - line)


def draw_hair(grid, look, sway=0.0):
    """Draw the hair in front of the head.

    Returns
    -------
    Layer
        Its cover is 0 where the face shows.
    """
    layer = blank(grid, look.hair)
    shape = SHAPES[look.style]
    half = profile(shape, grid.y)
    x = grid.x - sway * between(grid.y, -0.2, 1.2)
    ragged = 0.012 * noise((1, grid.shape[1]), 3, 4)[0][None] * between(grid.y, 0.2, 1.0)
    end = shape[-1][0]
    hem = end - 0.08 * (np.abs(x) - 0.75) ** 2 + ragged - grid.y
    slope = np.abs(np.gradient(half[:, 0], grid.pixel))[:, None]
    edge = (half - 0.02 - np.abs(x)) / np.sqrt(1 + np.minimum(slope, 4.0) ** 2)
    wisps = (0.003 if look.style == "bob" else 0.018) * _strands(grid, x, half, 40, 12)
    free = _opening(grid, look.style) + 0.8 * wisps
    layer.cover = grid.inside(np.minimum(edge + wisps, hem), 0.008) * grid.inside(-free, 0.014)
    round_ = np.clip(1 - (np.abs(x) / np.maximum(half, 1e-3)) ** 2.6, 0, 1) ** 0.5
    fine, coarse = _strands(grid, x, half, 95, 1), _strands(grid, x, half, 22, 2)
    lip = np.clip(1 + free / 0.10, 0, 1)
    if look.style == "bob":
        seam = np.exp(-(((x + 0.17 * between(grid.y, -1.33, -1.0)) / 0.016) ** 2))
        seam = seam * between(grid.y, -0.86, -1.0)
        layer.colour *= (1 - 0.6 * seam)[..., None]
    layer.height = 0.80 * round_ + 0.010 * fine + 0.030 * coarse - 0.10 * lip**2 + 0.04
    tone = 1 + 0.16 * fine + 0.22 * coarse
    layer.colour *= np.clip(tone, 0.35, 2.0)[..., None]
    sheen = np.exp(-(((grid.y + 0.78 - 0.35 * x**2 + 0.02 * coarse) / 0.13) ** 2))
    sheen = sheen + 0.5 * np.exp(-(((grid.y - 0.30 + 0.03 * coarse) / 0.25) ** 2))
    layer.gloss = (np.clip(0.30 + 0.30 * fine, 0, 1) * (0.35 + 3.0 * sheen)).astype(np.float32)
    layer.colour *= (1 + 0.9 * np.clip(sheen * (0.6 + 0.4 * fine), 0, 2))[..., None]
    return layer


def _strands(grid, x, half, count, seed):
    """Noise that is constant along a strand, standard deviation about 1."""
    line = noise((1, 4096), 4096 / count / 6, seed)[0]
    line = line / line.std()
    place = np.clip((x + 0.20) / np.maximum(half, 0.05), -1.6, 1.6)
    wave = 0.012 * np.sin(grid.y * 5.0 + 3 * place)
    return np.interp((place + wave + 1.7) / 3.4 * 4095, np.arange(4096), line).astype(np.float32)


def draw_back_hair(grid, look):
    """Hair behind the neck, for styles that have it."""
    layer = blank(grid, look.hair * 0.45)
    if look.style == "bob":
        half = profile(BOB, grid.y) * 0.86
        layer.cover = grid.inside(np.minimum(half - np.abs(grid.x), 1.05 - grid.y), 0.01)
        layer.cover *= between(grid.y, 0.0, 0.3)
        layer.colour *= (1 + 0.2 * _strands(grid, grid.x, half, 60, 6))[..., None]
    return layer


def draw_ears(grid, look):
    """Ears as a layer behind the head's edge."""
    layer = blank(grid, look.skin)
    shape = np.hypot((np.abs(grid.x) - 0.735 * look.width) / 0.095, (grid.y - 0.06) / 0.205)
    layer.cover = grid.inside((1 - shape) * 0.1, 0.006)
    layer.height = 0.10 * np.sqrt(np.clip(1 - shape**2, 0, 1)) - 0.06 * np.exp(
        -(((shape - 0.55) / 0.2) ** 2)
    )
    layer.paint(look.blush, 0.35 * ramp(shape))
    layer.gloss += 0.15
    return layer
