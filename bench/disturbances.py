"""Small disturbances of a face in a frame: what a shaky box, a lamp or a coder does to it."""

import cv2
import numpy as np

# Frame and box (left, top, width, height) in, the same out; sizes are shares of the box height.


def shifted(right, down):
    """The box moved by shares of its size."""

    def disturb(frame, box):
        left, top, width, height = box
        return frame, (left + right * width, top + down * height, width, height)

    return disturb


def scaled(factor):
    """The box larger or smaller around its middle."""

    def disturb(frame, box):
        left, top, width, height = box
        grown = (left - (factor - 1) * width / 2, top - (factor - 1) * height / 2)
        return frame, (*grown, width * factor, height * factor)

    return disturb


def of_picture(change):
    """A change of the picture that leaves the box alone."""
    return lambda frame, box: (change(frame, box), box)


def grey(frame, box):
    return cv2.cvtColor(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)


def warm(frame, box):
    """The light of a bulb: more red, less blue."""
    return np.clip(frame * np.array([1.12, 1.0, 0.82]), 0, 255).astype(np.uint8)


def blurred(share):
    """Out of focus by a share of the face's height."""
    return lambda frame, box: cv2.GaussianBlur(frame, (0, 0), max(share * box[3], 0.1))


def coded(quality):
    """As a JPEG of low quality."""

    def change(frame, box):
        packed = cv2.imencode(".jpg", frame[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        return cv2.imdecode(packed, cv2.IMREAD_COLOR)[..., ::-1]

    return change


def lit(factor):
    """Brighter or darker."""
    return lambda frame, box: np.clip(frame * factor, 0, 255).astype(np.uint8)


DISTURBANCES = {
    "none": lambda frame, box: (frame, box),
    "right 2 %": shifted(0.02, 0),
    "left 4 %": shifted(-0.04, 0),
    "up 4 %": shifted(0, -0.04),
    "down 4 %": shifted(0, 0.04),
    "4 % larger box": scaled(1.04),
    "4 % smaller box": scaled(0.96),
    "grey": of_picture(grey),
    "warm light": of_picture(warm),
    "blur": of_picture(blurred(0.015)),
    "JPEG 30": of_picture(coded(30)),
    "30 % brighter": of_picture(lit(1.3)),
    "30 % darker": of_picture(lit(0.7)),
}
