"""How an actor looks: skin, hair, eyes, clothes, room and light."""

from dataclasses import dataclass, replace

import numpy as np

from .canvas import rgb


@dataclass(frozen=True)
class Look:
    """An actor in one outfit, in one room. Colours are linear RGB."""

    skin: np.ndarray
    blush: np.ndarray
    lips: np.ndarray
    iris: np.ndarray
    hair: np.ndarray
    cloth: np.ndarray
    wall: tuple
    room: str
    style: str
    width: float = 1.0
    jowl: float = 0.0
    nose: float = 1.0
    lip_size: float = 1.0
    brow_weight: float = 1.0
    eye_size: float = 1.0
    lash: float = 1.0
    age: float = 0.3
    rosy: float = 1.0
    freckles: float = 0.0


NARI = Look(
    skin=rgb("#dba684"),
    blush=rgb("#cf7566"),
    lips=rgb("#b4564f"),
    iris=rgb("#5b3a22"),
    hair=rgb("#3a241a"),
    cloth=rgb("#c98d2b"),
    wall=(rgb("#7c9c97"), rgb("#38525a")),
    room="window",
    style="bob",
    freckles=0.8,
    width=1.05,
    eye_size=1.17,
    brow_weight=1.15,
)
HARU = Look(
    skin=rgb("#c98d66"),
    blush=rgb("#b9634c"),
    lips=rgb("#a05a4c"),
    iris=rgb("#4a3020"),
    hair=rgb("#1f1a1b"),
    cloth=rgb("#3f6f78"),
    wall=(rgb("#b58a6a"), rgb("#5d4238")),
    room="attic",
    style="crop",
    width=1.03,
    jowl=0.02,
    eye_size=1.02,
    brow_weight=1.45,
    lash=0.35,
    nose=1.10,
    lip_size=0.88,
    rosy=0.7,
)
BORI = replace(
    NARI,
    hair=rgb("#191517"),
    skin=rgb("#e2b193"),
    cloth=rgb("#7d4a6b"),
    room="shelf",
    iris=rgb("#3c2a20"),
    wall=(rgb("#a99b86"), rgb("#5f5a55")),
    freckles=0.0,
    width=1.03,
    eye_size=1.10,
    brow_weight=1.3,
)
MIRU = replace(
    HARU,
    hair=rgb("#6b3f20"),
    skin=rgb("#d9a17c"),
    cloth=rgb("#8c3b33"),
    room="shelf",
    iris=rgb("#4d5a3a"),
    wall=(rgb("#8d9aa6"), rgb("#4a5560")),
    width=1.0,
    brow_weight=1.25,
    freckles=0.8,
)
