"""What is laid over a frame of the replay: pictures, words, lines and dots."""

from functools import cache

import cv2
import numpy as np

from ..style import style
from .still import DPI, PAPER, WIDTH

CORNER = 14


def place_picture(frame, picture, box):
    """A picture whole inside its box, over a blurred one that fills it, corners rounded."""
    left, top, width, height = box
    area = frame[top : top + height, left : left + width]
    filled = backdrop(picture, width, height)
    scale = min(width / picture.shape[1], height / picture.shape[0])
    size = round(picture.shape[1] * scale), round(picture.shape[0] * scale)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    x, y = (width - size[0]) // 2, (height - size[1]) // 2
    filled[y : y + size[1], x : x + size[0]] = cv2.resize(picture, size, interpolation=way)
    round_corners(filled)
    area[:] = filled


def backdrop(picture, width, height):
    """The picture far out of focus, dark, covering a box."""
    scale = max(width / picture.shape[1], height / picture.shape[0])
    across, down = round(width / scale), round(height / scale)
    x, y = (picture.shape[1] - across) // 2, (picture.shape[0] - down) // 2
    small = cv2.resize(
        picture[y : y + down, x : x + across], (38, 24), interpolation=cv2.INTER_AREA
    )
    small = (cv2.GaussianBlur(small, (0, 0), 3) * 0.45).astype(np.uint8)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def round_corners(image):
    """Fade the corners of an image into the film's background."""
    mask, paper = corner(), np.array(rgb(PAPER), np.float32)
    for flip in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        part = image[:: flip[0], :: flip[1]][:CORNER, :CORNER]
        part[:] = part * mask + paper * (1 - mask)


@cache
def corner():
    """Mask of the upper left corner of a rounded box, 0 to 1."""
    mask = np.zeros((4 * CORNER, 4 * CORNER), np.uint8)
    rounded_box(mask, (0, 0, 4 * CORNER, 4 * CORNER), CORNER, 255)
    return (mask[:CORNER, :CORNER] / np.float32(255))[..., None]


def rounded_box(image, box, radius, colour):
    """Fill a box with rounded corners."""
    left, top, width, height = box
    right, bottom = left + width - 1, top + height - 1
    cv2.rectangle(image, (left + radius, top), (right - radius, bottom), colour, -1)
    cv2.rectangle(image, (left, top + radius), (right, bottom - radius), colour, -1)
    for x in (left + radius, right - radius):
        for y in (top + radius, bottom - radius):
            cv2.circle(image, (x, y), radius, colour, -1, cv2.LINE_AA)


def place_label(frame, text, box, colour):
    """A name on a dark pill in the lower left corner of a picture."""
    left, top, _, height = box
    sprite = text_sprite(text, 13, colour)
    tall, wide = 34, sprite.shape[1] + 28
    x, y = left + 14, top + height - tall - 14
    area = frame[y : y + tall, x : x + wide]
    mask = np.zeros(area.shape[:2], np.uint8)
    rounded_box(mask, (0, 0, wide, tall), tall // 2 - 1, 255)
    mask = 0.78 * (mask / np.float32(255))[..., None]
    area[:] = area * (1 - mask) + np.array(rgb(PAPER), np.float32) * mask
    blend(frame, sprite, x + 14, y + (tall - sprite.shape[0]) // 2)


@cache
def text_sprite(text, size, colour):
    """A text as colours and coverage, shape (H, W, 4); never wider than the film."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with style():
        figure = Figure(figsize=(WIDTH / DPI, 0.5), dpi=DPI, facecolor="none")
        canvas = FigureCanvasAgg(figure)
        figure.text(0.5, 0.5, text, color=colour, fontsize=size, ha="center", va="center")
        canvas.draw()
        image = np.asarray(canvas.buffer_rgba()).copy()
    inked = np.flatnonzero(image[..., 3].any(axis=0))
    return image[:, inked[0] : inked[-1] + 1] if len(inked) else image[:, :1]


def blend(frame, sprite, x, y):
    """Lay a sprite over a frame."""
    area = frame[y : y + sprite.shape[0], x : x + sprite.shape[1]]
    cover = sprite[..., 3:] / np.float32(255)
    area[:] = sprite[..., :3] * cover + area * (1 - cover)


def line(frame, start, end, colour, width):
    """A smooth line at fractions of a pixel."""
    points = [(round(16 * x), round(16 * y)) for x, y in (start, end)]
    cv2.line(frame, *points, colour, width, cv2.LINE_AA, 4)


def dot(frame, centre, colour):
    """A ringed dot at fractions of a pixel."""
    at = tuple(round(16 * value) for value in centre)
    cv2.circle(frame, at, 16 * 7, rgb(PAPER), -1, cv2.LINE_AA, 4)
    cv2.circle(frame, at, 16 * 5, colour, -1, cv2.LINE_AA, 4)


@cache
def rgb(colour):
    """Red, green, blue of "#rrggbb"."""
    return tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5))
