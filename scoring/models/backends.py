"""The backends of the classifier: ONNX Runtime for CPUs, torch for CUDA and where it is installed.

Both run the same weights.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..types import Backend, FeatureBackend, FloatArray
from .errors import BackendError
from .network import load_network, run_network, run_network_with_features
from .registry import Model

FEATURES = "features"  # name of the ONNX output


def softmax(logits: FloatArray) -> FloatArray:
    """Softmax over the last axis."""
    exponents: FloatArray = np.exp(logits - logits.max(-1, keepdims=True))
    probabilities: FloatArray = exponents / exponents.sum(-1, keepdims=True)
    return probabilities


def average_with_mirror(run: Backend) -> Backend:
    """A backend that gives the mean over each face and its mirror image."""

    def average(batch: FloatArray) -> FloatArray:
        return (run(batch) + run(mirror(batch))) / 2

    return average


def average_features_with_mirror(run: FeatureBackend) -> FeatureBackend:
    """As `average_with_mirror`, for outputs and features."""

    def average(batch: FloatArray) -> tuple[FloatArray, FloatArray]:
        (outputs, features), (mirrored, mirrored_features) = run(batch), run(mirror(batch))
        return (outputs + mirrored) / 2, (features + mirrored_features) / 2

    return average


def mirror(batch: FloatArray) -> FloatArray:
    """The mirror images of faces (N, 3, S, S)."""
    return np.ascontiguousarray(batch[..., ::-1])


def onnx_backend(model: Model, threads: int = 0) -> Backend:
    """Load a model into ONNX Runtime.

    Parameters
    ----------
    threads
        0 leaves the number to ONNX Runtime.
    """
    session, name, outputs = onnx_session(model, threads)
    return lambda batch: session.run(outputs[:1], {name: batch})[0]


def onnx_feature_backend(model: Model, threads: int = 0) -> FeatureBackend:
    """As `onnx_backend`, giving the features too.

    Raises
    ------
    BackendError
        If the ONNX file gives none.
    """
    session, name, outputs = onnx_session(model, threads)
    if FEATURES not in outputs:
        raise BackendError(
            f"the ONNX file of {model.name} gives no features: use the torch backend, or export "
            "the model with its features"
        )
    return lambda batch: tuple(session.run([outputs[0], FEATURES], {name: batch}))


def onnx_kind(model: Model) -> str:
    """'onnx', or 'onnx-fp16' for a model that comes with half-precision weights only."""
    kinds = ("onnx", "onnx-fp16")
    return next((kind for kind in kinds if kind in model.card["files"]), "onnx")


def onnx_session(model: Model, threads: int) -> tuple[Any, str, list[str]]:
    """An ONNX Runtime session, the name of its input, and the names of its outputs."""
    try:
        import onnxruntime
    except ImportError as error:
        raise BackendError("onnxruntime is not installed: pip install onnxruntime") from error

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that spin while they wait would take the processor from decoding and detection.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        model.file(onnx_kind(model)), options, providers=["CPUExecutionProvider"]
    )
    outputs = [output.name for output in session.get_outputs()]
    return session, session.get_inputs()[0].name, outputs


def torch_backend(model: Model, device: str | None = None, precision: str | None = None) -> Backend:
    """Load a model into torch; see `load_network`."""
    network, device = load_network(model, device, precision)
    return lambda batch: run_network(network, device, batch)


def torch_feature_backend(
    model: Model, device: str | None = None, precision: str | None = None
) -> FeatureBackend:
    """As `torch_backend`, giving the features too."""
    network, device = load_network(model, device, precision)
    return lambda batch: run_network_with_features(network, device, batch)


BACKENDS: dict[str, Callable[[Model], Backend]] = {"onnx": onnx_backend, "torch": torch_backend}
FEATURE_BACKENDS: dict[str, Callable[[Model], FeatureBackend]] = {
    "onnx": onnx_feature_backend,
    "torch": torch_feature_backend,
}
