"""The grid a head is drawn on, and the few shapes that everything is drawn with."""

from dataclasses import dataclass, fields
from functools import cache

import cv2
import numpy as np

LEFT, TOP, RIGHT, BOTTOM = -1.36, -1.62, 1.36, 1.50


class Grid:
    """Pixel centres of a drawing in face units (1 = from between the eyes to the chin; y down).

    Attributes
    ----------
    x : ndarray of float32, shape (1, W)
    y : ndarray of float32, shape (H, 1)
    pixel : float
        Side of a pixel in face units.
    """

    def __init__(self, density, left=LEFT, top=TOP, right=RIGHT, bottom=BOTTOM):
        self.pixel = 1.0 / density
        width, height = round((right - left) * density), round((bottom - top) * density)
        self.left, self.top = left, top
        self.x = (left + (np.arange(width, dtype=np.float32) + 0.5) * self.pixel)[None]
        self.y = (top + (np.arange(height, dtype=np.float32) + 0.5) * self.pixel)[:, None]
        self.shape = (height, width)

    def window(self, left, top, right, bottom):
        """A part of the grid, and its place in the whole as slices of rows and columns."""
        rows = slice(*(np.searchsorted(self.y[:, 0], (top, bottom)).tolist()))
        columns = slice(*(np.searchsorted(self.x[0], (left, right)).tolist()))
        part = object.__new__(Grid)
        part.__dict__.update(self.__dict__, x=self.x[:, columns], y=self.y[rows])
        part.shape = (part.y.shape[0], part.x.shape[1])
        return part, (rows, columns)

    def spot(self, cx, cy, sx, sy):
        """A Gaussian spot with its peak of 1 at (cx, cy)."""
        return np.exp(-(((self.x - cx) / sx) ** 2)) * np.exp(-(((self.y - cy) / sy) ** 2))

    def pair(self, cx, cy, sx, sy):
        """Two mirrored Gaussian spots."""
        across = np.exp(-(((self.x - cx) / sx) ** 2)) + np.exp(-(((self.x + cx) / sx) ** 2))
        return across * np.exp(-(((self.y - cy) / sy) ** 2))

    def inside(self, distance, soft=0.0):
        """Cover from a signed distance in face units (positive inside), softened at the edge."""
        return ramp(distance / (2 * max(soft, 0.75 * self.pixel)) + 0.5)


@dataclass
class Layer:
    """What is drawn before it is lit.

    Attributes
    ----------
    height : ndarray of float32, shape (H, W)
        Towards the viewer, in face units.
    colour : ndarray of float32, shape (H, W, 3)
        Linear RGB of the surface.
    cover : ndarray of float32, shape (H, W)
    gloss : ndarray of float32, shape (H, W)
    glow : ndarray of float32, shape (H, W)
        White light added after shading (the lights mirrored in an eye).
    """

    height: np.ndarray
    colour: np.ndarray
    cover: np.ndarray
    gloss: np.ndarray
    glow: np.ndarray

    def window(self, place):
        """The layer at a place (slices); drawing there draws on this layer."""
        return Layer(*(getattr(self, field.name)[place] for field in fields(self)))

    def paint(self, colour, cover):
        """Paint a colour (3,) or (H, W, 3) over the layer where `cover` is."""
        rows, columns = (np.flatnonzero((cover > 0.002).any(axis)) for axis in (1, 0))
        if not len(rows):
            return
        part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        colour = np.asarray(colour, np.float32)
        colour = colour[part] if colour.ndim == 3 else colour
        self.colour[part] += cover[part][..., None] * (colour - self.colour[part])


def blank(grid, colour):
    """An empty layer of one colour."""
    shape = grid.shape
    return Layer(
        np.zeros(shape, np.float32),
        np.tile(np.asarray(colour, np.float32), (*shape, 1)),
        np.zeros(shape, np.float32),
        np.zeros(shape, np.float32),
        np.zeros(shape, np.float32),
    )


def ramp(value):
    """Smoothstep from 0 at 0 to 1 at 1."""
    value = np.clip(value, 0.0, 1.0)
    return value * value * (3.0 - 2.0 * value)


def between(value, start, end):
    """Smoothstep from 0 at `start` to 1 at `end`."""
    return ramp((value - start) / (end - start))


def blur(image, sigma):
    """Gaussian blur; `sigma` in pixels."""
    return cv2.GaussianBlur(image, (0, 0), max(float(sigma), 0.3))


def profile(points, at):
    """Smooth curve through (place, value) points, flat beyond its ends."""
    from scipy.interpolate import PchipInterpolator

    place, value = np.array(points, float).T
    return PchipInterpolator(place, value)(np.clip(at, place[0], place[-1])).astype(np.float32)


@cache
def noise(shape, sigma, seed):
    """Blurred white noise with a standard deviation of 1; never write into it."""
    image = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
    image = blur(image, sigma)
    return image / image.std()


def rgb(code):
    """Linear RGB of a colour written as in CSS, such as ``#c58b6f``."""
    value = np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0
    return (value**2.2).astype(np.float32)
