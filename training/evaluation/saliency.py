"""What a network looks at: Grad-CAM sheets of faces it gets right and wrong.

Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
Localization", ICCV 2017; slopes weigh each cell rather than each channel, as in Draelos & Carin,
"Use HiResCAM instead of Grad-CAM", 2020, which also holds before the last layer. The last maps
of a 48 pixel face have 2 x 2 cells and tell no place: the deepest ones with enough cells are used.
"""

import cv2
import numpy as np

from .predict import in_colour, prepared

CELL, EXAMPLES = 112, 4
CELLS = 5


def stages(network):
    """The parts of a network one after another, from shallow to deep."""
    if hasattr(network, "blocks"):
        return list(network.blocks.children()) or [network.blocks]
    import torch

    named = [part for name, part in network.named_children() if name.startswith("layer")]
    return named or [part for part in network.modules() if isinstance(part, torch.nn.Conv2d)]


def grad_cam(network, batch, classes, cells=CELLS):
    """Where a network finds a class.

    Parameters
    ----------
    network : torch.nn.Module
        In evaluation mode.
    batch : ndarray of float32, shape (N, 3, S, S)
    classes : ndarray of int, shape (N,)
        Index of the output that is explained for each face.
    cells : int
        The deepest of the network's maps with at least so many cells a side are taken.

    Returns
    -------
    ndarray of float32, shape (N, S, S)
        0 to 1; each map's maximum is 1, or it is 0 where nothing speaks for the class.
    """
    import torch

    kept = []
    hooks = [
        part.register_forward_hook(lambda module, given, maps: kept.append(maps))
        for part in stages(network)
    ]
    try:
        with torch.enable_grad():
            # The faces ask for a gradient, so that a frozen network can be explained too.
            outputs = network(torch.from_numpy(batch).requires_grad_())
            chosen = outputs[torch.arange(len(batch)), torch.as_tensor(classes)].sum()
            fine = [maps for maps in kept if maps.shape[2] >= cells] or kept[:1]
            slopes = torch.autograd.grad(chosen, fine[-1])[0]
    finally:
        for hook in hooks:
            hook.remove()
    heat = (slopes * fine[-1]).sum(1).clamp(min=0).detach().numpy()
    heat = np.stack([_enlarged(each, batch.shape[2]) for each in heat])
    return heat / np.maximum(heat.max((1, 2), keepdims=True), 1e-9)


def _enlarged(heat, side):
    """A map as large as the face. A layer of step s sees its cell i around pixel s i, not around
    the middle of a tile, because these networks pad alike on all sides."""
    step = side / len(heat)
    matrix = np.array([[step, 0, 0], [0, step, 0]])
    return cv2.warpAffine(
        heat, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def saliency_sheet(source, faces, probabilities, path, examples=EXAMPLES):
    """Write a PNG: a row a class, first faces it gets right, then faces it gets wrong.

    Each face is shown beside itself with the map of the predicted class over it; the surest
    decisions are taken.

    Parameters
    ----------
    source : training.evaluation.source.Source
        With its network.
    faces : training.faces.Faces
    probabilities : ndarray, shape (N, K)
    path : path
    examples : int
        Faces of each kind.

    Returns
    -------
    path
    """
    labels, predicted = faces.labels, probabilities.argmax(1)
    sure = np.argsort(-probabilities.max(1), kind="stable")
    rows = []
    for index in range(len(source.labels)):
        members = sure[labels[sure] == index]
        right, wrong = (
            members[(predicted[members] == index) == truth][:examples] for truth in (True, False)
        )
        cells = [
            *_pairs(source, faces, predicted, right, examples),
            *_pairs(source, faces, predicted, wrong, examples),
        ]
        rows.append(np.concatenate([_words(source.labels[index]), *cells], axis=1))
    sheet = np.concatenate([_head(examples), *rows])
    path.write_bytes(cv2.imencode(".png", sheet[..., ::-1])[1].tobytes())
    return path


def _pairs(source, faces, predicted, chosen, examples):
    """Cells of some faces: the face, and the face under its map with the predicted class."""
    cells = []
    if len(chosen):
        batch = prepared(faces.images[chosen], source.preprocessing)
        maps = grad_cam(source.network, batch, predicted[chosen])
        for index, heat in zip(chosen, maps, strict=True):
            face = cv2.resize(in_colour(faces.images[index]), (CELL, CELL))
            colours = cv2.applyColorMap((255 * heat).astype(np.uint8), cv2.COLORMAP_VIRIDIS)
            over = cv2.addWeighted(face, 0.5, cv2.resize(colours, (CELL, CELL))[..., ::-1], 0.5, 0)
            _write(over, source.labels[predicted[index]], (4, CELL - 6))
            cells.append(np.concatenate([face, over], axis=1))
    empty = np.full((CELL, 2 * CELL, 3), 255, np.uint8)
    return cells + [empty] * (examples - len(cells))


def _words(text):
    cell = np.full((CELL, CELL, 3), 255, np.uint8)
    _write(cell, text, (4, CELL // 2), (0, 0, 0))
    return cell


def _head(examples):
    strip = np.full((24, CELL * (1 + 4 * examples), 3), 255, np.uint8)
    _write(strip, "right: face and what it looks at", (CELL + 4, 17), (0, 0, 0))
    _write(
        strip,
        "wrong: the predicted class is written",
        (CELL * (1 + 2 * examples) + 4, 17),
        (0,) * 3,
    )
    return strip


def _write(image, text, place, colour=(255, 255, 255)):
    cv2.putText(image, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.45, colour, 1, cv2.LINE_AA)
