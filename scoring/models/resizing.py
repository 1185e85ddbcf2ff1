"""Face crop to the size and colour of a model's input."""

import cv2


def resize_face(face, preprocessing):
    """Bring an RGB face of any size to the model's input: detail, then size, then colour."""
    if preprocessing.grey:
        face = cv2.cvtColor(face, cv2.COLOR_RGB2GRAY)
    if preprocessing.detail:
        face = _resize(face, preprocessing.detail)
    face = _resize(face, preprocessing.size)
    return cv2.cvtColor(face, cv2.COLOR_GRAY2RGB) if preprocessing.grey else face


def _resize(image, side):
    way = cv2.INTER_AREA if image.shape[0] > side else cv2.INTER_LINEAR
    return cv2.resize(image, (side, side), interpolation=way)
