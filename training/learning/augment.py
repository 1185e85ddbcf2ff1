"""Augmentation "faces": geometry, light, loss of detail, noise and occlusion, with OpenCV."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import cv2
import numpy as np

from scoring.types import Image

Augmentation: TypeAlias = Callable[[Iterable[Image], np.random.Generator], Image]
"""From faces of one size to one random variation of each, stacked."""


def affine(image: Image, rng: np.random.Generator) -> Image:
    """Rotate, scale, shift and mirror one face at random; its shape stays."""
    side = len(image)
    angle = rng.uniform(-14, 14)
    zoom = rng.uniform(0.86, 1.16)
    matrix: Any = cv2.getRotationMatrix2D((side / 2, side / 2), angle, zoom)
    matrix[:, 2] += rng.uniform(-3.5, 3.5, 2) * side / 48
    if rng.random() < 0.5:
        image = image[:, ::-1].copy()
    warped = cv2.warpAffine(
        image, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, np.uint8)


def light(image: Image, rng: np.random.Generator) -> Image:
    """Change contrast, brightness and gamma, as another camera or lamp would."""
    unit: Any = image.astype(np.float32) / 255
    unit = np.clip(unit, 1e-3, 1) ** rng.uniform(0.65, 1.5)
    mean = unit.mean()
    unit = (unit - mean) * rng.uniform(0.6, 1.35) + mean + rng.uniform(-0.15, 0.15)
    return (np.clip(unit, 0, 1) * 255).astype(np.uint8)


def degrade(image: Image, rng: np.random.Generator) -> Image:
    """Remove detail or add noise, so that a face looks small, soft or noisy as in a video."""
    kind, side = rng.random(), len(image)
    if kind < 0.2:
        less = int(rng.integers(side // 2, side))
        small = cv2.resize(image, (less, less), interpolation=cv2.INTER_AREA)
        soft = cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR)
        return np.asarray(soft, np.uint8)
    if kind < 0.35:
        noise = rng.normal(0, rng.uniform(2, 10), image.shape)
        return np.clip(image + noise, 0, 255).astype(np.uint8)
    return image


def erase(image: Image, rng: np.random.Generator) -> Image:
    """Cover a random rectangle, as a hand or a strand of hair would."""
    if rng.random() < 0.25:
        side = len(image)
        height, width = rng.integers(side // 8, side * 3 // 8, 2)
        top, left = rng.integers(0, side - height), rng.integers(0, side - width)
        image = image.copy()
        image[top : top + height, left : left + width] = rng.integers(0, 256)
    return image


def augment(image: Image, rng: np.random.Generator) -> Image:
    """One random variation of a face."""
    return erase(degrade(light(affine(image, rng), rng), rng), rng)


def faces(images: Iterable[Image], rng: np.random.Generator) -> Image:
    """One random variation of each face."""
    return np.stack([augment(image, rng) for image in images])


def unchanged(images: Iterable[Image], rng: np.random.Generator) -> Image:
    """The faces as they are."""
    return np.stack(list(images))


def augmentation(kind: str) -> Augmentation:
    """The augmentation that a recipe's ``augment.kind`` names."""
    if kind == "video":
        from .video_augment import video

        return video
    if kind == "scene":
        from .video_augment import scene

        return scene
    return {"faces": faces, "none": unchanged}[kind]
