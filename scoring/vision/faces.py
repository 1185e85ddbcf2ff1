"""One followed face per frame."""

from collections.abc import Iterable, Iterator, Mapping

import cv2
import numpy as np

from ..constants import (
    CUT_BRIGHTNESS,
    CUT_PATTERN,
    FACE_GROWTH,
    FACE_JUMP,
    FACE_KEEP,
    FACE_PATIENCE,
    FACE_SEARCH,
    FACE_START,
)
from ..types import Detector, FloatArray, Image


def follow_face(
    frames: Iterable[tuple[float, Image]],
    detect: Detector,
    known: Mapping[float, FloatArray] | None = None,
) -> Iterator[tuple[float, Image, FloatArray | None]]:
    """Follow one face through a video: the largest at first, then the one nearest to the last.

    The face is searched for around its last position, then in the whole frame. A lost face may
    return near where it was for `FACE_PATIENCE` seconds; after that, or after a cut, the largest
    face is followed.

    Parameters
    ----------
    frames
        Seconds and frames, as `sample_frames` gives them.
    known
        Boxes, by time, of a face that somebody has chosen, as `scoring.vision.target` finds them.
        It is followed from the first of them on; when it is lost, the nearest face is followed
        until the next cut.

    Yields
    ------
    time, frame
        As given.
    box
        Left, top, width and height in pixels and the roll in radians, shape (5,); None where no
        face is seen.
    """
    last: FloatArray | None = None
    place: FloatArray | None = None
    before: FloatArray | None = None
    seen = 0.0
    known = known or {}
    chosen = min(known, default=np.inf)
    for time, frame in frames:
        small = thumbnail(frame)
        cut = before is not None and is_cut(before, small)
        if time - seen > FACE_PATIENCE or cut:
            last = None
        if cut:
            place = None
        before = small
        box = known[time] if time in known else find_face(frame, last, detect, place)
        if box is not None:
            last, seen = box, time
            place = box if time >= chosen else None
        yield time, frame, box


def thumbnail(frame: Image) -> FloatArray:
    """A small grey picture of a frame, float, shape (32, 32)."""
    stride = max(1, min(frame.shape[:2]) // 128)
    small = cv2.resize(frame[::stride, ::stride], (32, 32), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(float)


def is_cut(before: FloatArray, after: FloatArray) -> bool:
    """Whether two thumbnails show different scenes."""
    if np.abs(after - before).mean() > CUT_BRIGHTNESS:
        return True
    spread = float(before.std() * after.std())
    covariance = float(((before - before.mean()) * (after - after.mean())).mean())
    return spread > 1 and covariance < (1 - CUT_PATTERN) * spread


def find_face(
    frame: Image, last: FloatArray | None, detect: Detector, place: FloatArray | None = None
) -> FloatArray | None:
    """The box of the face to follow in one frame, or None.

    Parameters
    ----------
    last
        Its last box; None if it is not known.
    place
        Where the face was before it was lost; see `pick_face`.
    """
    if last is None:
        return pick_face(frame, detect, place)
    near = nearest(detect_around(frame, last, detect), last)
    if near is None:
        near = nearest(detect(frame), last)
        near = None if near is None else confirm(frame, near, detect)
    return near


def pick_face(frame: Image, detect: Detector, place: FloatArray | None = None) -> FloatArray | None:
    """The box of the largest face that a closer look confirms, or None.

    With a `place` (left, top, width, height), the box of the face nearest to it.
    """
    faces = detect(frame)
    order: FloatArray = -faces[:, 2] * faces[:, 3]
    if place is not None:
        order = distances(faces, place[:2] + place[2:4] / 2)
    for face in faces[np.argsort(order)]:
        box = confirm(frame, face[:4], detect)
        if box is not None:
            return box
    return None


def confirm(frame: Image, box: FloatArray, detect: Detector) -> FloatArray | None:
    """Search around a box again, at its own scale: the confident box there, or None."""
    faces = detect_around(frame, box, detect)
    return nearest(faces[faces[:, 4] >= FACE_START], box)


def detect_around(frame: Image, box: FloatArray, detect: Detector) -> FloatArray:
    """Faces (N, 6) in the square around a box, in pixels of the whole frame."""
    height, width = frame.shape[:2]
    left, top = np.round(box[:2] - (FACE_SEARCH - 1) / 2 * box[2:4]).astype(int)
    side = max(16, round(FACE_SEARCH * max(box[2:4])))
    x, y = max(0, left), max(0, top)
    part = frame[y : min(height, top + side), x : min(width, left + side)]
    if min(part.shape[:2]) < 8:
        return np.empty((0, 6))
    # Padded to a full square, so that a face at the frame's edge keeps its size for the network.
    edges = (y - top, top + side - y - part.shape[0], x - left, left + side - x - part.shape[1])
    if any(edges):
        part = np.asarray(cv2.copyMakeBorder(part, *edges, cv2.BORDER_REPLICATE), np.uint8)
    faces: FloatArray = detect(part) + np.array([left, top, 0, 0, 0, 0])
    return faces


def nearest(faces: FloatArray, last: FloatArray) -> FloatArray | None:
    """The box nearest to another, among those in reach and of similar size, or None."""
    away = distances(faces, last[:2] + last[2:4] / 2) / last[2]
    growth = np.abs(np.log(faces[:, 2] / last[2]))
    too_far = (away > FACE_JUMP) | (growth > np.log(FACE_GROWTH)) | (faces[:, 4] < FACE_KEEP)
    away[too_far] = np.inf
    if not np.isfinite(away).any():
        return None
    return box_of(faces[np.argmin(away)])


def box_of(face: FloatArray) -> FloatArray:
    """The box (5,) of a face (6,): what a detector says of it, without the confidence."""
    return np.delete(face, 4)


def distances(faces: FloatArray, point: FloatArray) -> FloatArray:
    """Distances in pixels from the centres of faces (N, 6) to a point, shape (N,)."""
    offsets: FloatArray = np.hypot(*(faces[:, :2] + faces[:, 2:4] / 2 - point).T)
    return offsets
