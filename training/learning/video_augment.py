"""Augmentation "video", with albumentations (MIT): a face as another camera would show it.

It works in both directions: faces lose detail (small, soft, noisy, compressed), and soft faces
gain edges and contrast, like those of a sharp camera.
"""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

# On import, albumentations would look for a newer version on the network.
os.environ["NO_ALBUMENTATIONS_UPDATE"] = "1"

import albumentations as A
import cv2

from scoring.types import Image

_own = threading.local()  # a pipeline holds its random state, so each thread has its own


def video(images: Iterable[Image], rng: np.random.Generator) -> Image:
    """One random variation of each face, the same for the same state of `rng`."""
    return _varied(images, rng, "video", pipeline)


def scene(images: Iterable[Image], rng: np.random.Generator) -> Image:
    """As `video`, but without geometry and down to lower light and less detail; for RGB faces.

    The augmentation "scene" does this after `training.learning.scene.placed`.
    """
    return _varied(images, rng, "scene", scene_pipeline)


def _varied(
    images: Iterable[Image], rng: np.random.Generator, name: str, make: Callable[[], Any]
) -> Image:
    if not hasattr(_own, name):
        setattr(_own, name, make())
    transform = getattr(_own, name)
    transform.set_random_seed(int(rng.integers(2**31)))
    return np.stack([_vary(transform, image) for image in images])


def _vary(transform: Any, image: Image) -> Image:
    if image.ndim == 3:
        return transform(image=image)["image"]
    coloured = transform(image=np.repeat(image[..., None], 3, 2))["image"]
    return np.asarray(cv2.cvtColor(coloured, cv2.COLOR_RGB2GRAY), np.uint8)


def pipeline() -> Any:
    """Geometry, light and colour, detail in both directions, occlusion."""
    softer = [
        A.Downscale(scale_range=(0.4, 0.9)),
        A.GaussianBlur(sigma_limit=(0.3, 1.2), blur_limit=0),
        A.MotionBlur(blur_limit=(3, 5)),
        A.GaussNoise(std_range=(0.01, 0.05)),
        A.ImageCompression(quality_range=(25, 80)),
    ]
    sharper = [
        A.Sharpen(alpha=(0.2, 0.6), lightness=(0.9, 1.1)),
        A.UnsharpMask(blur_limit=(3, 5), alpha=(0.2, 0.8)),
        A.CLAHE(clip_limit=(1, 3), tile_grid_size=(4, 4)),
    ]
    return A.Compose(
        [
            A.HorizontalFlip(p=0.5),
            A.Affine(
                rotate=(-14, 14),
                scale=(0.86, 1.16),
                translate_percent=(-0.07, 0.07),
                border_mode=cv2.BORDER_REPLICATE,
                p=0.9,
            ),
            A.RandomGamma(gamma_limit=(65, 150), p=0.5),
            A.ColorJitter(
                brightness=(0.7, 1.3),
                contrast=(0.65, 1.35),
                saturation=(0.5, 1.4),
                hue=(-0.04, 0.04),
            ),
            A.ToGray(num_output_channels=3, p=0.1),
            A.OneOf([A.OneOf(softer, p=2 / 3), A.OneOf(sharper, p=1 / 3)], p=0.6),
            A.CoarseDropout(
                num_holes_range=(1, 1),
                hole_height_range=(0.12, 0.37),
                hole_width_range=(0.12, 0.37),
                fill="random_uniform",
                p=0.25,
            ),
        ]
    )


def scene_pipeline() -> Any:
    """Light down to 15 %, colour and grey, small, soft, noisy and compressed faces."""
    detail = [
        A.Downscale(scale_range=(0.22, 0.8)),
        A.GaussianBlur(sigma_limit=(0.4, 1.8), blur_limit=0),
        A.MotionBlur(blur_limit=(3, 7)),
        A.Sharpen(alpha=(0.2, 0.6), lightness=(0.9, 1.1)),
    ]
    return A.Compose(
        [
            A.OneOf(detail, p=0.45),
            A.ColorJitter(
                brightness=(0.75, 1.25),
                contrast=(0.7, 1.3),
                saturation=(0.5, 1.4),
                hue=(-0.04, 0.04),
                p=0.6,
            ),
            A.RandomGamma(gamma_limit=(65, 150), p=0.3),
            A.MultiplicativeNoise(multiplier=(0.15, 0.7), p=0.15),
            A.GaussNoise(std_range=(0.01, 0.05), p=0.15),
            A.ImageCompression(quality_range=(25, 80), p=0.2),
            A.ToGray(num_output_channels=3, p=0.2),
            A.CoarseDropout(
                num_holes_range=(1, 1),
                hole_height_range=(0.12, 0.37),
                hole_width_range=(0.12, 0.37),
                fill="random_uniform",
                p=0.2,
            ),
        ]
    )
