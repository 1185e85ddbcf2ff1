"""The face that somebody has clicked in one frame, and where it was before."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np

from ..constants import FACE_KEEP, FACE_PATIENCE, TARGET_SIZE
from ..types import Detector, FloatArray, Image
from .faces import box_of, detect_around, distances, is_cut, nearest, thumbnail

Target: TypeAlias = tuple[float, float, float]
"""Seconds, and a point in shares of the frame's width and height, each 0 to 1."""


def boxes_of_target(
    frames: Iterable[tuple[float, Image]], detect: Detector, target: Target
) -> dict[float, FloatArray]:
    """Follow a face back in time from the moment at which it was clicked.

    Back to the last cut before, or until it is lost for longer than `FACE_PATIENCE`; only boxes are
    kept in memory.

    Parameters
    ----------
    frames
        Seconds and frames from the video's start; read up to the moment of the target.

    Returns
    -------
    boxes
        By the frame's seconds: left, top, width, height in pixels and roll in radians, shape (5,).
        Empty if there is no face at that moment.
    """
    moment, x, y = target
    found: list[tuple[float, FloatArray, bool]] = []
    before = None
    for time, frame in frames:
        small = thumbnail(frame)
        cut = before is not None and is_cut(before, small)
        before = small
        if time >= moment:
            break
        found.append((time, detect(frame), cut))
    else:
        if not found:
            return {}
        time, _, cut = found.pop()
    box = clicked_face(frame, np.array([x * frame.shape[1], y * frame.shape[0]]), detect)
    if box is None:
        return {}
    return {time: box, **({} if cut else boxes_before(found, box, time))}


def clicked_face(frame: Image, point: FloatArray, detect: Detector) -> FloatArray | None:
    """The box whose centre is nearest to a point in pixels, measured in its own widths; or None."""
    side = TARGET_SIZE * frame.shape[0]
    guess = np.array([point[0] - side / 2, point[1] - side / 2, side, side])
    faces = np.concatenate([detect(frame), detect_around(frame, guess, detect)])
    faces = faces[faces[:, 4] >= FACE_KEEP]
    if not len(faces):
        return None
    return box_of(faces[np.argmin(distances(faces, point) / faces[:, 2])])


def boxes_before(
    found: Sequence[tuple[float, FloatArray, bool]], box: FloatArray, seen: float
) -> dict[float, FloatArray]:
    """Boxes, by time, of the face that ends in `box` at the second `seen`.

    Parameters
    ----------
    found
        Of each frame before: its seconds, its faces (N, 6), and whether a cut lies before it.
    """
    boxes: dict[float, FloatArray] = {}
    for time, faces, cut in reversed(found):
        near = nearest(faces, box)
        if near is not None:
            boxes[time], box, seen = near, near, time
        if cut or seen - time > FACE_PATIENCE:
            break
    return boxes
