"""What a network looks at: Grad-CAM sheets of faces that it classifies rightly and wrongly.

Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
Localization", ICCV 2017. Gradients weight each cell rather than each channel, as in Draelos &
Carin, "Use HiResCAM instead of Grad-CAM", 2020, which is also valid before the last layer. The
last feature maps of a 48 px face have 2 x 2 cells, too few to locate anything: the deepest ones
with enough cells are used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scoring.types import FloatArray, Image, IntArray

from ..faces import Faces
from .predict import in_colour, prepared
from .source import network_of

if TYPE_CHECKING:
    import torch

    from .source import Source

CELL, EXAMPLES = 112, 4
MIN_CELLS = 5


def stages(network: torch.nn.Module) -> list[torch.nn.Module]:
    """The stages of a network, from shallow to deep."""
    import torch

    blocks = getattr(network, "blocks", None)
    if blocks is not None:
        return list(blocks.children()) or [blocks]

    named = [part for name, part in network.named_children() if name.startswith("layer")]
    return named or [part for part in network.modules() if isinstance(part, torch.nn.Conv2d)]


def grad_cam(
    network: torch.nn.Module, batch: FloatArray, classes: IntArray, min_cells: int = MIN_CELLS
) -> FloatArray:
    """Which regions of a face speak for a class.

    Parameters
    ----------
    network
        In evaluation mode.
    batch
        float32, shape (N, 3, S, S).
    classes
        Index of the output that is explained for each face, shape (N,).
    min_cells
        The deepest feature maps with at least so many cells on a side are used.

    Returns
    -------
    heat
        float32, shape (N, S, S), 0 to 1; each map's maximum is 1, or all of it is 0 where nothing
        speaks for the class.
    """
    import torch

    kept: list[torch.Tensor] = []

    def keep(module: torch.nn.Module, inputs: Any, maps: torch.Tensor) -> None:
        kept.append(maps)

    hooks = [stage.register_forward_hook(keep) for stage in stages(network)]
    try:
        with torch.enable_grad():
            # The faces require a gradient, so that a frozen network can be explained too.
            outputs = network(torch.from_numpy(batch).requires_grad_())
            chosen = outputs[torch.arange(len(batch)), torch.as_tensor(classes)].sum()
            fine = [maps for maps in kept if maps.shape[2] >= min_cells] or kept[:1]
            gradients = torch.autograd.grad(chosen, fine[-1])[0]
    finally:
        for hook in hooks:
            hook.remove()
    coarse = (gradients * fine[-1]).sum(1).clamp(min=0).detach().numpy()
    heat = np.stack([_enlarged(each, batch.shape[2]) for each in coarse])
    return heat / np.maximum(heat.max((1, 2), keepdims=True), 1e-9)


def _enlarged(heat: FloatArray, side: int) -> FloatArray:
    """A map as large as the face. In a layer of stride s, cell i is centred on pixel s i, not on
    the middle of a tile, because these networks pad all sides equally."""
    stride = side / len(heat)
    matrix = np.array([[stride, 0, 0], [0, stride, 0]])
    enlarged: Any = cv2.warpAffine(
        heat, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return enlarged


def saliency_sheet(
    source: Source, faces: Faces, probabilities: FloatArray, path: Path, examples: int = EXAMPLES
) -> None:
    """Write a PNG with a row for each class: first faces classified rightly, then wrongly.

    Each face is shown twice, plain and with the map of the predicted class over it; the most
    confident decisions are shown.

    Parameters
    ----------
    source
        With its network.
    probabilities
        Shape (N, K).
    examples
        Faces of each kind.
    """
    labels, predicted = faces.labels, probabilities.argmax(1)
    by_confidence = np.argsort(-probabilities.max(1), kind="stable")
    rows = []
    for index in range(len(source.labels)):
        members = by_confidence[labels[by_confidence] == index]
        right, wrong = (
            members[(predicted[members] == index) == truth][:examples] for truth in (True, False)
        )
        cells = [
            *_pairs(source, faces, predicted, right, examples),
            *_pairs(source, faces, predicted, wrong, examples),
        ]
        rows.append(np.concatenate([_text_cell(source.labels[index]), *cells], axis=1))
    sheet = np.concatenate([_head(examples), *rows])
    path.write_bytes(cv2.imencode(".png", sheet[..., ::-1])[1].tobytes())


def _pairs(
    source: Source, faces: Faces, predicted: IntArray, chosen: IntArray, examples: int
) -> list[Image]:
    """Cells of some faces: the face, and the face under its map with the predicted class."""
    cells = []
    if len(chosen):
        batch = prepared(faces.images[chosen], source.preprocessing)
        maps = grad_cam(network_of(source), batch, predicted[chosen])
        for index, heat in zip(chosen, maps, strict=True):
            face = cv2.resize(in_colour(faces.images[index]), (CELL, CELL))
            colours = cv2.applyColorMap((255 * heat).astype(np.uint8), cv2.COLORMAP_VIRIDIS)
            overlay = cv2.resize(colours, (CELL, CELL))[..., ::-1]
            blended: Any = cv2.addWeighted(face, 0.5, overlay, 0.5, 0)
            _write(blended, source.labels[predicted[index]], (4, CELL - 6))
            cells.append(np.concatenate([face, blended], axis=1))
    empty = np.full((CELL, 2 * CELL, 3), 255, np.uint8)
    return cells + [empty] * (examples - len(cells))


def _text_cell(text: str) -> Image:
    cell = np.full((CELL, CELL, 3), 255, np.uint8)
    _write(cell, text, (4, CELL // 2), (0, 0, 0))
    return cell


def _head(examples: int) -> Image:
    strip = np.full((24, CELL * (1 + 4 * examples), 3), 255, np.uint8)
    _write(strip, "right: face and heat map", (CELL + 4, 17), (0, 0, 0))
    wrong = (CELL * (1 + 2 * examples) + 4, 17)
    _write(strip, "wrong: face, heat map and predicted class", wrong, (0, 0, 0))
    return strip


def _write(
    image: Image,
    text: str,
    place: tuple[int, int],
    colour: tuple[int, int, int] = (255, 255, 255),
) -> None:
    cv2.putText(image, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.45, colour, 1, cv2.LINE_AA)
