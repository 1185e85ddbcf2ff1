"""The two backends of the classifier, ONNX Runtime and torch."""

import numpy as np

from .errors import BackendError
from .network import load_network, run_network

FEATURES = "features"  # name of the ONNX output


def softmax(logits):
    """Softmax over the last axis."""
    exponent = np.exp(logits - logits.max(-1, keepdims=True))
    return exponent / exponent.sum(-1, keepdims=True)


def both_ways(run):
    """A network run on each face and its mirror image; gives the mean of the outputs."""

    def mean(batch):
        straight, turned = run(batch), run(np.ascontiguousarray(batch[..., ::-1]))
        if isinstance(straight, np.ndarray):
            return (straight + turned) / 2
        return [(one + other) / 2 for one, other in zip(straight, turned, strict=True)]

    return mean


def onnx_backend(model, threads=0, features=False):
    """Classifier on ONNX Runtime, for CPUs: a function from (N, 3, S, S) to outputs (N, O).

    With `features`, the function returns the outputs and the features (N, D).
    """
    try:
        import onnxruntime
    except ImportError as error:
        raise BackendError("onnxruntime is not installed: pip install onnxruntime") from error

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Waiting threads would take the processor from decoding and detection.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        model.file("onnx"), options, providers=["CPUExecutionProvider"]
    )
    name = session.get_inputs()[0].name
    outputs = [output.name for output in session.get_outputs()]
    if not features:
        return lambda batch: session.run(outputs[:1], {name: batch})[0]
    if FEATURES not in outputs:
        raise BackendError(
            f"the ONNX file of {model.name} gives no features: use the torch backend, or export "
            "the model with its features"
        )
    return lambda batch: session.run([outputs[0], FEATURES], {name: batch})


def torch_backend(model, device=None, precision=None, features=False):
    """Classifier on torch and timm, for CUDA and CPUs that have them: the same weights."""
    network, device = load_network(model, device, precision)
    return lambda batch: run_network(network, device, batch, features)


BACKENDS = {"onnx": onnx_backend, "torch": torch_backend}
