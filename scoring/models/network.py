"""EfficientNet-B0 in torch and timm: built, loaded and run.

Tan, Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019.
"""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from ..types import FloatArray
from .errors import BackendError
from .registry import Model

if TYPE_CHECKING:
    import torch

# Schema of torchvision's compiled operators: timm imports torchvision, whose CUDA wheels refuse to
# load beside a CPU build of torch unless these names exist. Nothing here runs them.
_NMS = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
_library: Any = None

PRECISIONS = ("float32", "float16", "bfloat16")


def import_timm() -> ModuleType:
    """Import timm, even where torchvision's compiled operators cannot be loaded."""
    try:
        import torchvision  # noqa: F401
    except RuntimeError as error:
        if "torchvision::nms" not in str(error):
            raise
        _define_operators()
    except ImportError as error:
        raise BackendError("torch and timm are not installed: pip install 'reon[torch]'") from error
    try:
        return importlib.import_module("timm")
    except ImportError as error:
        raise BackendError("timm is not installed: pip install 'reon[torch]'") from error


def _define_operators() -> None:
    global _library
    import torch

    _library = torch.library.Library("torchvision", "FRAGMENT")
    for name in ("nms", "qnms"):
        _library.define(f"{name}{_NMS}")
    for module in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[module]
    importlib.import_module("torchvision")


def build_network(architecture: str, classes: int, **options: Any) -> "torch.nn.Module":
    """An untrained timm network with `classes` outputs."""
    network: torch.nn.Module = import_timm().create_model(
        architecture, num_classes=classes, **options
    )
    return network


def load_network(
    model: Model, device: str | None = None, precision: str | None = None
) -> tuple["torch.nn.Module", str]:
    """Build an installed model's network and load its safetensors.

    Parameters
    ----------
    device
        Default: CUDA where there is one, else the CPU.
    precision
        Of weights and activations: float32, float16 or bfloat16. Default: float16 on CUDA, float32
        elsewhere. float16 keeps three bits more than bfloat16, so scores move less, at the same
        speed on a GPU.

    Returns
    -------
    network
        In evaluation mode, its weights channels_last.
    device
        Where it lies.

    Raises
    ------
    BackendError
        If the precision is unknown.
    """
    weights = model.file("safetensors")
    network = build_network(model.architecture, model.outputs)
    import torch
    from safetensors.torch import load_file

    device = device or ("cuda" if torch.cuda.is_available() else "cpu")
    precision = precision or ("float16" if device.startswith("cuda") else "float32")
    if precision not in PRECISIONS:
        raise BackendError(f"precision {precision!r} is unknown: choose {', '.join(PRECISIONS)}")
    network.load_state_dict(load_file(weights))
    network = network.eval().to(device, getattr(torch, precision))
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return network, device


def with_features(network: Any, faces: "torch.Tensor") -> tuple["torch.Tensor", "torch.Tensor"]:
    """Outputs (N, O) of a timm network, and the input of its last layer, the features (N, D)."""
    features = network.forward_head(network.forward_features(faces), pre_logits=True)
    return network.get_classifier()(features), features


def run_network(network: "torch.nn.Module", device: str, batch: FloatArray) -> FloatArray:
    """Float32 outputs (N, O) of a float32 batch (N, 3, S, S)."""
    import torch

    with torch.inference_mode():
        return to_numpy(network(to_tensor(network, device, batch)))


def run_network_with_features(
    network: "torch.nn.Module", device: str, batch: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Float32 outputs (N, O) and features (N, D) of a float32 batch (N, 3, S, S)."""
    import torch

    with torch.inference_mode():
        outputs, features = with_features(network, to_tensor(network, device, batch))
        return to_numpy(outputs), to_numpy(features)


def to_tensor(network: "torch.nn.Module", device: str, batch: FloatArray) -> "torch.Tensor":
    """A batch on the network's device, in its precision and memory format."""
    import torch

    tensor = torch.from_numpy(batch).to(device, next(network.parameters()).dtype)
    return tensor.contiguous(memory_format=torch.channels_last)


def to_numpy(tensor: "torch.Tensor") -> FloatArray:
    """A tensor of any device as a float32 array."""
    return np.asarray(tensor.float().cpu())
