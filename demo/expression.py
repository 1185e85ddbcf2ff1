"""What a face does: a few muscles, named after what they move."""

from dataclasses import dataclass, fields

import numpy as np


@dataclass(frozen=True)
class Expression:
    """Positions of the face's muscles; 0 is rest. Action units of FACS in brackets.

    Attributes
    ----------
    inner_brow, outer_brow : float, -1..1
        Raised (AU 1, 2), negative lowered (AU 4).
    frown : float, 0..1
        Brows drawn together (AU 4).
    lids : float, -1..1
        Upper lids raised (AU 5), negative drooping; -1 closes the eyes.
    squint : float, 0..1
        Lower lids tightened (AU 6, 7).
    cheeks : float, 0..1
        Cheeks raised, folds from nose to mouth (AU 6, 12).
    sneer : float, 0..1
        Nose wrinkled, upper lip raised (AU 9, 10).
    corners : float, -1..1
        Corners of the mouth up (AU 12), negative down (AU 15).
    wide : float, -1..1
        Mouth stretched (AU 20), negative rounded (AU 18).
    jaw : float, 0..1
        Jaw dropped (AU 26, 27).
    part : float, 0..1
        Lips parted, teeth shown (AU 25).
    press : float, 0..1
        Lips tightened and thin (AU 23, 24).
    pout : float, 0..1
        Chin raised, lower lip pushed up (AU 17).
    look_x, look_y : float, -1..1
        Gaze, to the viewer's right and downwards.
    nod, turn, tilt : float
        Head down, to the viewer's right, and rolled clockwise, in degrees.
    """

    inner_brow: float = 0.0
    outer_brow: float = 0.0
    frown: float = 0.0
    lids: float = 0.0
    squint: float = 0.0
    cheeks: float = 0.0
    sneer: float = 0.0
    corners: float = 0.0
    wide: float = 0.0
    jaw: float = 0.0
    part: float = 0.0
    press: float = 0.0
    pout: float = 0.0
    look_x: float = 0.0
    look_y: float = 0.0
    nod: float = 0.0
    turn: float = 0.0
    tilt: float = 0.0

    def __add__(self, other):
        return from_array(to_array(self) + to_array(other))

    def __mul__(self, factor):
        return from_array(to_array(self) * factor)


NAMES = tuple(field.name for field in fields(Expression))
SIGNED = ("inner_brow", "outer_brow", "lids", "corners", "wide", "look_x", "look_y")
POSE = ("nod", "turn", "tilt")
LOW = np.array([-25.0 if n in POSE else -1.0 if n in SIGNED else 0.0 for n in NAMES])
HIGH = np.array([25.0 if n in POSE else 1.0 for n in NAMES])


def to_array(expression):
    """Muscles as a vector in the order of `NAMES`."""
    return np.array([getattr(expression, name) for name in NAMES])


def from_array(values):
    """An expression from a vector in the order of `NAMES`, kept within its bounds."""
    return Expression(*(float(v) for v in np.clip(values, LOW, HIGH)))
