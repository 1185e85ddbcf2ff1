"""One followed face per frame."""

import cv2
import numpy as np

# A face has to be this sure to be taken up, and may be less sure while it is followed.
START = 0.7
KEEP = 0.4
# Side of the square searched around the last box, in boxes.
AROUND = 2.0
# How far a face may jump between two frames (in boxes) and by how much change its size.
REACH = 1.0
GROWTH = 2.0
# Seconds after which a lost face is given up and the largest one is followed.
PATIENCE = 1.0
# What makes a cut between two frames: one minus the correlation of their small grey pictures,
# or the mean change of brightness (0 to 255).
CUT_PATTERN = 0.6
CUT_BRIGHTNESS = 60.0


def follow_face(frames, detect, known=None):
    """Follow one face through a video: the largest at first, then the nearest to the last.

    A face is looked for around its last place, then in the whole frame. One that is lost is
    waited for, near where it was, for `PATIENCE`; then, or at a cut, the largest face counts.

    Parameters
    ----------
    frames : iterable of (float, ndarray of uint8, shape (H, W, 3))
        Seconds and RGB frames, as `sample_frames` gives them.
    detect : callable
        As `scoring.vision.detectors` makes them.
    known : dict of float to ndarray, optional
        Boxes by time of a chosen face, as `scoring.vision.target` finds them. It is followed
        from the first of them on; when it is lost, up to the next cut, the nearest face counts.

    Yields
    ------
    time : float
    frame : ndarray
    box : ndarray of float, shape (4,), or None
        Left, top, width, height in pixels; None where no face is seen.
    """
    last, seen, before, place = None, 0.0, None, None
    known = known or {}
    chosen = min(known, default=np.inf)
    for time, frame in frames:
        small = thumbnail(frame)
        cut = before is not None and is_cut(before, small)
        if time - seen > PATIENCE or cut:
            last = None
        if cut:
            place = None
        before = small
        box = known[time] if time in known else find(frame, last, detect, place)
        if box is not None:
            last, seen = box, time
            place = box if time >= chosen else None
        yield time, frame, box


def thumbnail(frame):
    """Small grey picture of a frame, float (32, 32)."""
    stride = max(1, min(frame.shape[:2]) // 128)
    small = cv2.resize(frame[::stride, ::stride], (32, 32), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(float)


def is_cut(before, after):
    """Whether two thumbnails show different scenes."""
    if np.abs(after - before).mean() > CUT_BRIGHTNESS:
        return True
    spread = before.std() * after.std()
    together = ((before - before.mean()) * (after - after.mean())).mean()
    return spread > 1 and together < (1 - CUT_PATTERN) * spread


def find(frame, last, detect, place=None):
    """The face to follow in one frame, or None; `last` is its last box, if it is known."""
    if last is None:
        return start(frame, detect, place)
    near = nearest(look_around(frame, last, detect), last)
    if near is None:
        near = nearest(detect(frame), last)
        near = near if near is None else confirm(frame, near, detect)
    return near


def start(frame, detect, place=None):
    """The largest face of a frame that is sure when looked at closely, or None.

    With a `place` (left, top, width, height), the one nearest to it.
    """
    faces = detect(frame)
    order = -faces[:, 2] * faces[:, 3]
    if place is not None:
        middle = place[:2] + place[2:4] / 2
        order = np.hypot(*(faces[:, :2] + faces[:, 2:4] / 2 - middle).T)
    for face in faces[np.argsort(order)]:
        box = confirm(frame, face[:4], detect)
        if box is not None:
            return box
    return None


def confirm(frame, box, detect):
    """Look again at a box, closely: the sure box found there, or None."""
    faces = look_around(frame, box, detect)
    return nearest(faces[faces[:, 4] >= START], box)


def look_around(frame, box, detect):
    """Faces in the square around a box, in pixels of the whole frame."""
    height, width = frame.shape[:2]
    left, top = np.round(box[:2] - (AROUND - 1) / 2 * box[2:4]).astype(int)
    side = max(16, round(AROUND * max(box[2:4])))
    x, y = max(0, left), max(0, top)
    part = frame[y : min(height, top + side), x : min(width, left + side)]
    if min(part.shape[:2]) < 8:
        return np.empty((0, 5))
    # Padded to a full square, so that a face at the frame's edge keeps its size for the network.
    edges = (y - top, top + side - y - part.shape[0], x - left, left + side - x - part.shape[1])
    part = cv2.copyMakeBorder(part, *edges, cv2.BORDER_REPLICATE) if any(edges) else part
    return detect(part) + np.array([left, top, 0, 0, 0])


def nearest(faces, last):
    """The face nearest to a box, among those in reach and of like size; None if there is none."""
    centre = last[:2] + last[2:4] / 2
    away = np.hypot(*(faces[:, :2] + faces[:, 2:4] / 2 - centre).T) / last[2]
    growth = np.abs(np.log(faces[:, 2] / last[2]))
    away[(away > REACH) | (growth > np.log(GROWTH)) | (faces[:, 4] < KEEP)] = np.inf
    if not np.isfinite(away).any():
        return None
    return faces[np.argmin(away), :4].copy()
