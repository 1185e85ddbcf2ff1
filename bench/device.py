"""Images a second of the classifier alone, compared with what timm publishes."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from scoring.models.network import load_network
from scoring.models.registry import get_model

if TYPE_CHECKING:
    import torch

BATCHES = {"cpu": 16, "cuda": 256}
# timm's results tables, efficientnet_b0 at 224 pixels, mixed precision, channels_last.
PUBLISHED = "timm publishes 8,241 images/s at 224 pixels on an RTX 3090, 9,832 on an RTX 4090"


def classifier_rates(device: str, rounds: int) -> list[str]:
    """Lines of text: images a second by precision and input size, or why there are none.

    Parameters
    ----------
    device
        'cpu', 'cuda' or 'cuda:N'.
    """
    import torch

    lines = [f"\nclassifier alone on {device}, torch, batches in memory"]
    if device.startswith("cuda") and not torch.cuda.is_available():
        return [*lines, "no CUDA device: not measured", PUBLISHED]
    batch = BATCHES[device.split(":")[0]]
    kinds = ("float32",) if device == "cpu" else ("float32", "float16", "bfloat16")
    for precision in kinds:
        network, _ = load_network(get_model(), device, precision)
        for size in dict.fromkeys((get_model().preprocessing.size, 224)):
            dtype = getattr(torch, precision)
            images = torch.rand(batch, 3, size, size, device=device, dtype=dtype)
            images = images.contiguous(memory_format=torch.channels_last)
            rate = images_per_second(network, images, device, rounds)
            lines.append(f"{precision}, {size} pixels, {batch} at once: {rate:,.0f} images/s")
    return [*lines, PUBLISHED]


def images_per_second(
    network: torch.nn.Module, images: torch.Tensor, device: str, rounds: int, repeat: int = 10
) -> float:
    """Median over rounds of `repeat` runs each."""
    import torch

    def wait() -> None:
        if device.startswith("cuda"):
            torch.cuda.synchronize(device)

    took = []
    with torch.inference_mode():
        for _ in range(rounds + 1):
            wait()
            start = time.perf_counter()
            for _ in range(repeat if device.startswith("cuda") else 1):
                network(images)
            wait()
            took.append(time.perf_counter() - start)
    runs = repeat if device.startswith("cuda") else 1
    return runs * len(images) / median(took[1:])
