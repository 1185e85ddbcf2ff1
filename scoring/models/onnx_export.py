"""Writing a network as an ONNX file."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from .backends import FEATURES
from .errors import BackendError
from .network import with_features

if TYPE_CHECKING:
    import torch


def write_onnx(network: "torch.nn.Module", size: int, path: Path, features: bool = False) -> None:
    """Write a network with a free batch size.

    Its input is ``faces``, its output ``logits`` (valence and arousal last, where the network has
    them); with `features` a second output, ``features``, which costs nothing unless it is asked
    for.

    Parameters
    ----------
    size
        Side of the input in pixels.
    """
    import torch

    try:
        import onnxscript  # noqa: F401
    except ImportError as error:
        raise BackendError("onnx is not installed: pip install 'reon[training]'") from error
    sample = torch.zeros(2, 3, size, size)
    batch = torch.export.Dim("batch", min=1, max=4096)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # raised by torch about its own internals
        program = torch.onnx.export(
            featured(network).eval() if features else network,
            (sample,),
            dynamo=True,
            verbose=False,
            dynamic_shapes=({0: batch},),
            input_names=["faces"],
            output_names=["logits", FEATURES] if features else ["logits"],
        )
    assert program is not None  # only the older exporter returns none
    program.save(str(path))
    forget_source(path)


def featured(network: "torch.nn.Module") -> "torch.nn.Module":
    """A timm network that gives its features as a second output."""
    import torch

    class Featured(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, faces: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            return with_features(self.network, faces)

    return Featured()


def forget_source(path: Path) -> None:
    """Drop the exporter's notes from an ONNX file: they name source files of this machine."""
    import onnx

    model = onnx.load(str(path))
    for part in (model, model.graph, *model.functions):
        part.ClearField("metadata_props")
    for node in (*model.graph.node, *(node for each in model.functions for node in each.node)):
        node.ClearField("metadata_props")
        node.ClearField("doc_string")
    for value in (*model.graph.value_info, *model.graph.initializer):
        value.ClearField("metadata_props")
    for value in (*model.graph.input, *model.graph.output):
        value.ClearField("metadata_props")
    onnx.save(model, str(path))
