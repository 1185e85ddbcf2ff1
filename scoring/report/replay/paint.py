"""What is laid over a frame of the replay: pictures, words, lines and dots."""

from functools import cache
from typing import TypeAlias

import cv2
import numpy as np

from ...types import FloatArray, Image
from ..style import render, style
from .still import DPI, PAPER, WIDTH

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""

Colour: TypeAlias = tuple[int, int, int]

CORNER = 14  # radius in pixels


def place_picture(frame: Image, picture: Image, box: Box) -> None:
    """A picture inside its box, over a blurred copy that fills it, with rounded corners."""
    left, top, width, height = box
    area = frame[top : top + height, left : left + width]
    filled = backdrop(picture, width, height)
    scale = min(width / picture.shape[1], height / picture.shape[0])
    size = round(picture.shape[1] * scale), round(picture.shape[0] * scale)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    x, y = (width - size[0]) // 2, (height - size[1]) // 2
    filled[y : y + size[1], x : x + size[0]] = cv2.resize(picture, size, interpolation=method)
    round_corners(filled)
    area[:] = filled


def backdrop(picture: Image, width: int, height: int) -> Image:
    """A dark, heavily blurred copy of the picture that covers a box."""
    scale = max(width / picture.shape[1], height / picture.shape[0])
    across, down = round(width / scale), round(height / scale)
    x, y = (picture.shape[1] - across) // 2, (picture.shape[0] - down) // 2
    small = cv2.resize(
        picture[y : y + down, x : x + across], (38, 24), interpolation=cv2.INTER_AREA
    )
    dark = (cv2.GaussianBlur(small, (0, 0), 3) * 0.45).astype(np.uint8)
    return np.asarray(cv2.resize(dark, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def round_corners(image: Image) -> None:
    """Fade the corners of an image into the film's background."""
    mask, paper = corner(), np.array(rgb(PAPER), np.float32)
    for flip in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        part = image[:: flip[0], :: flip[1]][:CORNER, :CORNER]
        part[:] = part * mask + paper * (1 - mask)


@cache
def corner() -> FloatArray:
    """Mask of the upper left corner of a rounded box, 0 to 1."""
    mask = np.zeros((4 * CORNER, 4 * CORNER), np.uint8)
    rounded_box(mask, (0, 0, 4 * CORNER, 4 * CORNER), CORNER, 255)
    return (mask[:CORNER, :CORNER] / np.float32(255))[..., None]


def rounded_box(image: Image, box: Box, radius: int, colour: int) -> None:
    """Fill a box with rounded corners."""
    left, top, width, height = box
    right, bottom = left + width - 1, top + height - 1
    cv2.rectangle(image, (left + radius, top), (right - radius, bottom), colour, -1)
    cv2.rectangle(image, (left, top + radius), (right, bottom - radius), colour, -1)
    for x in (left + radius, right - radius):
        for y in (top + radius, bottom - radius):
            cv2.circle(image, (x, y), radius, colour, -1, cv2.LINE_AA)


def place_label(frame: Image, text: str, box: Box, colour: str) -> None:
    """A name on a dark pill in the lower left corner of a picture."""
    left, top, _, height = box
    sprite = text_sprite(text, 13, colour)
    tall, wide = 34, sprite.shape[1] + 28
    x, y = left + 14, top + height - tall - 14
    area = frame[y : y + tall, x : x + wide]
    mask = np.zeros(area.shape[:2], np.uint8)
    rounded_box(mask, (0, 0, wide, tall), tall // 2 - 1, 255)
    opacity = 0.78 * (mask / np.float32(255))[..., None]
    area[:] = area * (1 - opacity) + np.array(rgb(PAPER), np.float32) * opacity
    blend(frame, sprite, x + 14, y + (tall - sprite.shape[0]) // 2)


@cache
def text_sprite(text: str, size: float, colour: str) -> Image:
    """A text as colours and opacity, shape (H, W, 4); never wider than the film."""
    from matplotlib.figure import Figure

    with style():
        figure = Figure(figsize=(WIDTH / DPI, 0.5), dpi=DPI, facecolor="none")
        figure.text(0.5, 0.5, text, color=colour, fontsize=size, ha="center", va="center")
        image = render(figure)
    inked = np.flatnonzero(image[..., 3].any(axis=0))
    return image[:, inked[0] : inked[-1] + 1] if len(inked) else image[:, :1]


def blend(frame: Image, sprite: Image, x: int, y: int) -> None:
    """Lay a sprite over a frame."""
    area = frame[y : y + sprite.shape[0], x : x + sprite.shape[1]]
    opacity = sprite[..., 3:] / np.float32(255)
    area[:] = sprite[..., :3] * opacity + area * (1 - opacity)


def line(
    frame: Image,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: Colour,
    width: int,
) -> None:
    """A smooth line between fractions of a pixel."""
    first, last = ((round(16 * x), round(16 * y)) for x, y in (start, end))
    cv2.line(frame, first, last, colour, width, cv2.LINE_AA, 4)


def dot(frame: Image, centre: tuple[float, float], colour: Colour) -> None:
    """A ringed dot at fractions of a pixel."""
    at = (round(16 * centre[0]), round(16 * centre[1]))
    cv2.circle(frame, at, 16 * 7, rgb(PAPER), -1, cv2.LINE_AA, 4)
    cv2.circle(frame, at, 16 * 5, colour, -1, cv2.LINE_AA, 4)


@cache
def rgb(colour: str) -> Colour:
    """Red, green, blue of "#rrggbb"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
