"""Faces drawn by code: enough like faces for detectors to find, and of nobody real."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import cv2
import numpy as np

from demo import expressions
from demo.canvas import rgb
from demo.film import Camera, Stage
from demo.look import BORI, HARU, MIRU, NARI
from demo.shading import DAY, EVENING, LAMP, WINDOW
from scoring.types import Image

SIDE = 160
#: Left, top, width, height of the head in a drawn picture.
BOX = (44, 60, 70, 70)
DARK = replace(
    BORI,
    skin=rgb("#6b4630"),
    blush=rgb("#6a3a2c"),
    lips=rgb("#6e3b35"),
    hair=rgb("#e0c68a"),
    wall=(rgb("#d8d2c6"), rgb("#b9b2a4")),
    width=0.92,
    style="crop",
    lip_size=1.25,
)
PALE = replace(
    MIRU,
    skin=rgb("#f3d9c8"),
    hair=rgb("#b9742e"),
    style="bob",
    width=1.1,
    jowl=0.06,
    wall=(rgb("#26303a"), rgb("#151b22")),
    brow_weight=0.8,
    eye_size=0.9,
)
#: Four people in four lights, different enough not to be taken for copies.
CAST = ((NARI, WINDOW), (HARU, LAMP), (DARK, DAY), (PALE, EVENING))
DISGUST = replace(
    expressions.NEUTRAL, frown=0.6, squint=0.5, cheeks=0.4, sneer=1.0, corners=-0.4, pout=0.4
)
EXPRESSIONS = {
    "anger": expressions.ANGER,
    "disgust": DISGUST,
    "fear": expressions.FEAR,
    "happiness": expressions.HAPPINESS,
    "neutral": expressions.NEUTRAL,
    "sadness": expressions.SADNESS,
    "surprise": expressions.SURPRISE,
}


def draw_face(person: int, label: str, rng: np.random.Generator) -> Image:
    """A picture of one of four people, a little different each time.

    Parameters
    ----------
    person
        0 to 3.
    label
        One of the seven basic expressions.

    Returns
    -------
    picture
        RGB, shape (160, 160, 3); the face is approximately at `BOX`.
    """
    move: Any = cv2.getRotationMatrix2D(
        (SIDE / 2, SIDE * 0.6), rng.uniform(-4, 4), rng.uniform(0.95, 1.05)
    )
    move[:, 2] += rng.uniform(-3, 3, 2)
    image = cv2.warpAffine(
        _drawn(person, label), move, (SIDE, SIDE), borderMode=cv2.BORDER_REFLECT
    ).astype(np.float32)
    image = image * rng.uniform(0.8, 1.15) + rng.normal(0, 2, image.shape)
    return np.clip(image, 0, 255).astype(np.uint8)


def draw_grey(person: int, label: str, rng: np.random.Generator, side: int = 48) -> Image:
    """The same as a grey crop of the face, shape (side, side)."""
    left, top, width, height = BOX
    edge = round(0.09 * width)
    face = draw_face(person, label, rng)[
        top - 2 * edge : top + height, left - edge : left + width + edge
    ]
    grey = cv2.cvtColor(face, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def draw_room(rng: np.random.Generator) -> Image:
    """A picture without a face, shape (160, 160, 3)."""
    slope = np.linspace(60, 190, SIDE)[:, None, None] * np.array([0.9, 1.0, 1.05])
    image = np.repeat(slope, SIDE, 1) + rng.normal(0, 3, (SIDE, SIDE, 3))
    return np.clip(image, 0, 255).astype(np.uint8)


@lru_cache
def _drawn(person: int, label: str) -> Image:
    return _stage(person).frame(EXPRESSIONS[label])


@lru_cache
def _stage(person: int) -> Stage:
    return Stage(*CAST[person], Camera(side=SIDE))
