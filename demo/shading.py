"""Light on a drawn layer: soft key, cool fill, rim, light that travels under the skin, gloss."""

from dataclasses import dataclass

import numpy as np

from .canvas import blur


@dataclass(frozen=True)
class Light:
    """A room's light; directions point from the face to the lamp (x right, y down, z viewer)."""

    key: tuple = (-0.55, -0.55, 0.72)
    key_colour: tuple = (1.06, 0.96, 0.86)
    fill: tuple = (0.75, 0.05, 0.6)
    fill_colour: tuple = (0.25, 0.29, 0.34)
    ambient: tuple = (0.20, 0.205, 0.22)
    rim: tuple = (0.85, -0.35, -0.15)
    rim_colour: tuple = (0.40, 0.36, 0.32)
    exposure: float = 1.0


def _unit(vector):
    vector = np.asarray(vector, np.float32)
    return vector / np.linalg.norm(vector)


def normals(height, pixel):
    """Unit normals (nx, ny, nz) of a height field."""
    dy, dx = np.gradient(height, pixel)
    length = np.sqrt(1 + dx * dx + dy * dy)
    return -dx / length, -dy / length, 1 / length


def shade(layer, grid, light, turn=None, depth=0.028):
    """Light a layer.

    Parameters
    ----------
    turn : ndarray, shape (3, 3), optional
        Rotation of the head; the lamps stay where they are.
    depth : float
        How far red light spreads under the surface, in face units; green and blue less.

    Returns
    -------
    ndarray of float32, shape (H, W, 3)
        Linear RGB, not multiplied by the layer's cover.
    """
    turn = np.eye(3, dtype=np.float32) if turn is None else turn
    key, fill, rim = (turn.T @ _unit(v) for v in (light.key, light.fill, light.rim))
    colour = np.empty_like(layer.colour)
    hollow = _hollow(layer.height, grid.pixel)
    for channel, spread in enumerate((1.0, 0.55, 0.40)):
        soft = blur(layer.height, spread * depth / grid.pixel)
        n = normals(0.65 * soft + 0.35 * layer.height, grid.pixel)
        wrap = (0.30, 0.20, 0.16)[channel]
        lit = _lambert(n, key, wrap) * light.key_colour[channel]
        lit += _lambert(n, fill, 0.4) * light.fill_colour[channel]
        edge = np.clip(_dot(n, rim), 0, 1) * (1 - n[2]) ** 1.5
        lit += edge * light.rim_colour[channel]
        lit += light.ambient[channel] * (0.75 + 0.25 * -n[1])
        lit *= hollow ** (0.8, 1.0, 1.06)[channel]
        colour[..., channel] = layer.colour[..., channel] * lit
    n = normals(blur(layer.height, 0.008 / grid.pixel), grid.pixel)
    half = _unit(key + np.float32([0, 0, 1]))
    shine = np.clip(_dot(n, half), 0, 1)
    shine = layer.gloss * (0.10 * shine**14 + 0.10 * shine**50) * hollow
    colour += shine[..., None] * np.asarray(light.key_colour, np.float32)
    colour += layer.glow[..., None]
    return colour * light.exposure


def _dot(n, direction):
    return n[0] * direction[0] + n[1] * direction[1] + n[2] * direction[2]


def _lambert(n, direction, wrap):
    return np.clip((_dot(n, direction) + wrap) / (1 + wrap), 0, None) ** (1 + wrap)


def _hollow(height, pixel):
    """Soft shadow in hollows, from the height against its surroundings at three widths."""
    dark = np.zeros_like(height)
    for width, weight in ((0.02, 5.0), (0.06, 2.6), (0.16, 1.3)):
        dark += weight * np.clip(blur(height, width / pixel) - height, 0, None)
    return 1 / (1 + dark)


def develop(linear):
    """Linear RGB to 8 bit with a soft shoulder in the highlights."""
    x = np.clip(linear, 0, None)
    x = np.where(x > 0.65, 0.65 + 0.35 * np.tanh((x - 0.65) / 0.42), x)
    return np.clip(255 * x ** (1 / 2.2) + 0.5, 0, 255).astype(np.uint8)


WINDOW = Light()
LAMP = Light(
    key=(-0.60, -0.40, 0.70),
    key_colour=(1.12, 0.92, 0.72),
    fill=(0.75, 0.1, 0.6),
    fill_colour=(0.19, 0.22, 0.28),
    exposure=0.94,
)
DAY = Light(
    key=(0.50, -0.50, 0.75),
    key_colour=(0.98, 0.97, 0.96),
    fill=(-0.75, 0.05, 0.6),
    rim=(-0.85, -0.35, -0.15),
    rim_colour=(0.32, 0.34, 0.38),
)
EVENING = Light(
    key=(0.45, -0.60, 0.72),
    key_colour=(1.04, 0.95, 0.88),
    fill=(-0.75, 0.05, 0.6),
    fill_colour=(0.30, 0.26, 0.26),
    rim=(-0.85, -0.35, -0.15),
    rim_colour=(0.25, 0.33, 0.45),
)
