"""The face that somebody has pointed at in one frame, and where it was before."""

import numpy as np

from .faces import KEEP, PATIENCE, is_cut, look_around, nearest, thumbnail

# Side of the box guessed around the point, in frame heights.
GUESS = 0.25


def boxes_of_target(frames, detect, target):
    """Follow a face back in time from the moment at which it was pointed at.

    Back to the last cut before, or until it is lost for longer than
    `scoring.vision.faces.PATIENCE`; only boxes are kept in memory.

    Parameters
    ----------
    frames : iterable of (float, ndarray of uint8, shape (H, W, 3))
        Seconds and RGB frames from the video's start; read up to the moment of the target.
    detect : callable
        As `scoring.vision.detectors` makes them.
    target : (float, float, float)
        Seconds, and the point as parts of the frame's width and height, each 0 to 1.

    Returns
    -------
    dict of float to ndarray of float, shape (4,)
        Left, top, width, height in pixels by the frame's seconds; empty if there is no face at
        that moment.
    """
    moment, x, y = target
    found, before = [], None
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
    box = pointed_at(frame, (x * frame.shape[1], y * frame.shape[0]), detect)
    if box is None:
        return {}
    return {time: box, **({} if cut else followed_back(found, box, time))}


def pointed_at(frame, point, detect):
    """The face whose middle is nearest to a point in pixels, in its own widths; or None."""
    side = GUESS * frame.shape[0]
    guess = np.array([point[0] - side / 2, point[1] - side / 2, side, side])
    faces = np.concatenate([detect(frame), look_around(frame, guess, detect)])
    faces = faces[faces[:, 4] >= KEEP]
    if not len(faces):
        return None
    away = np.hypot(*(faces[:, :2] + faces[:, 2:4] / 2 - point).T) / faces[:, 2]
    return faces[np.argmin(away), :4].copy()


def followed_back(found, box, seen):
    """Boxes by time of the face that ends in `box` at the second `seen`."""
    boxes = {}
    for time, faces, cut in reversed(found):
        near = nearest(faces, box)
        if near is not None:
            boxes[time], box, seen = near, near, time
        if cut or seen - time > PATIENCE:
            break
    return boxes
