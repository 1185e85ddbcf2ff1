"""Augmentation "faces": geometry, light, lost detail, noise and hidden patches, with OpenCV."""

import cv2
import numpy as np


def affine(image, rng):
    """Turn, scale, shift and mirror one face at random, shape kept."""
    side = len(image)
    angle = rng.uniform(-14, 14)
    zoom = rng.uniform(0.86, 1.16)
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), angle, zoom)
    matrix[:, 2] += rng.uniform(-3.5, 3.5, 2) * side / 48
    if rng.random() < 0.5:
        image = image[:, ::-1].copy()
    return cv2.warpAffine(
        image, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def light(image, rng):
    """Change contrast, brightness and gamma, as another camera or lamp would."""
    unit = image.astype(np.float32) / 255
    unit = np.clip(unit, 1e-3, 1) ** rng.uniform(0.65, 1.5)
    mean = unit.mean()
    unit = (unit - mean) * rng.uniform(0.6, 1.35) + mean + rng.uniform(-0.15, 0.15)
    return (np.clip(unit, 0, 1) * 255).astype(np.uint8)


def degrade(image, rng):
    """Lose detail, as a small, soft or noisy video face does."""
    kind, side = rng.random(), len(image)
    if kind < 0.2:
        less = int(rng.integers(side // 2, side))
        small = cv2.resize(image, (less, less), interpolation=cv2.INTER_AREA)
        return cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR)
    if kind < 0.35:
        noise = rng.normal(0, rng.uniform(2, 10), image.shape)
        return np.clip(image + noise, 0, 255).astype(np.uint8)
    return image


def erase(image, rng):
    """Cover a random rectangle, as a hand or a strand of hair does."""
    if rng.random() < 0.25:
        side = len(image)
        height, width = rng.integers(side // 8, side * 3 // 8, 2)
        top, left = rng.integers(0, side - height), rng.integers(0, side - width)
        image = image.copy()
        image[top : top + height, left : left + width] = rng.integers(0, 256)
    return image


def augment(image, rng):
    """One random variation of a uint8 face, (S, S) grey or (S, S, 3) colour."""
    return erase(degrade(light(affine(image, rng), rng), rng), rng)


def faces(images, rng):
    """One random variation of each face."""
    return np.stack([augment(image, rng) for image in images])


def untouched(images, rng):
    """The faces as they are."""
    return np.asarray(images)


def augmentation(kind):
    """The function (images, rng) -> images that a recipe's ``augment.kind`` names."""
    if kind == "video":
        from .video_augment import video

        return video
    if kind == "scene":
        from .video_augment import filmed

        return filmed
    return {"faces": faces, "none": untouched}[kind]
