"""EfficientNet-B0 in torch and timm: built, loaded and run.

Tan, Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019.
"""

import importlib
import sys

import numpy as np

from .errors import BackendError

# Schemas of torchvision's compiled operators: timm imports torchvision, whose CUDA wheels
# refuse to load beside a CPU build of torch unless these names exist. Nothing here runs them.
_NMS = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
_library = None

PRECISIONS = ("float32", "float16", "bfloat16")


def import_timm():
    """Import timm, also where torchvision's compiled operators cannot be loaded."""
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


def _define_operators():
    global _library
    import torch

    _library = torch.library.Library("torchvision", "FRAGMENT")
    for name in ("nms", "qnms"):
        _library.define(f"{name}{_NMS}")
    for module in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[module]
    importlib.import_module("torchvision")


def build_network(architecture, classes, **options):
    """An untrained timm network with `classes` outputs."""
    return import_timm().create_model(architecture, num_classes=classes, **options)


def load_network(model, device=None, precision=None):
    """Build a registered model's network and load its safetensors.

    Parameters
    ----------
    model : scoring.models.registry.Model
    device : str, optional
        CUDA where there is one, else the CPU.
    precision : {'float32', 'float16', 'bfloat16'}, optional
        Of weights and activations; default float16 on CUDA, float32 elsewhere. float16 keeps
        three bits more than bfloat16, so scores move less, at the same speed on a GPU.

    Returns
    -------
    network : torch.nn.Module
        In evaluation mode, its weights channels_last.
    device : str

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
    return network.to(memory_format=torch.channels_last), device


def with_features(network, faces):
    """Outputs (N, O) of a timm network and what its last layer sees, the features (N, D)."""
    features = network.forward_head(network.forward_features(faces), pre_logits=True)
    return network.get_classifier()(features), features


def run_network(network, device, batch, features=False):
    """Outputs of a float32 batch (N, 3, S, S), as float32 (N, O); and its features, if asked."""
    import torch

    precision = next(network.parameters()).dtype
    with torch.inference_mode():
        tensor = torch.from_numpy(batch).to(device, precision)
        tensor = tensor.contiguous(memory_format=torch.channels_last)
        if features:
            return tuple(np.asarray(part.float().cpu()) for part in with_features(network, tensor))
        return np.asarray(network(tensor).float().cpu())
