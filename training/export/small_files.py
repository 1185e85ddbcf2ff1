"""Smaller files of a model, fp16 and int8, and whether they still agree with the full one."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scoring.models.backends import softmax

LARGEST, CHANGED = 0.01, 0.005
CALIBRATION_FACES = 256
BATCH = 256


@dataclass(frozen=True)
class Agreement:
    """How a smaller file differs from the full one on real faces.

    Attributes
    ----------
    largest : float
        Largest difference of a probability.
    mean : float
        Mean difference of the probabilities.
    changed : float
        Share of faces whose top class is another one.
    """

    largest: float
    mean: float
    changed: float

    @property
    def holds(self):
        """Whether the file may be kept: `LARGEST` and `CHANGED` are not passed."""
        return self.largest <= LARGEST and self.changed <= CHANGED

    def to_dict(self):
        """Plain values for a card."""
        return {
            "largest": round(self.largest, 7),
            "mean": round(self.mean, 7),
            "changed": round(self.changed, 5),
            "kept": self.holds,
        }


def agreement(full, small):
    """Compare two sets of logits of the same faces, shape (N, K)."""
    one, other = softmax(full), softmax(small)
    apart = np.abs(one - other)
    changed = (one.argmax(1) != other.argmax(1)).mean()
    return Agreement(float(apart.max()), float(apart.mean()), float(changed))


def write_fp16(full, path):
    """Weights and arithmetic of an ONNX file in half precision; inputs and outputs stay fp32."""
    import onnx
    from onnxruntime.transformers.float16 import convert_float_to_float16

    onnx.save(convert_float_to_float16(onnx.load(full), keep_io_types=True), str(path))


def write_int8(full, path, batch):
    """Weights and activations of an ONNX file in 8 bits, ranges measured on faces.

    Parameters
    ----------
    full, path : path
    batch : ndarray of float32, shape (N, 3, S, S)
        Prepared faces of the validation part.
    """
    import logging

    from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    class Faces(CalibrationDataReader):
        def __init__(self):
            self.pieces = iter(np.array_split(batch, max(1, len(batch) // 32)))

        def get_next(self):
            piece = next(self.pieces, None)
            return None if piece is None else {"faces": piece}

    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.ERROR)  # the quantiser advises on every tensor
    try:
        with tempfile.TemporaryDirectory() as folder:
            ready = Path(folder) / "ready.onnx"
            quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
            quantize_static(
                str(ready),
                str(path),
                Faces(),
                per_channel=True,
                activation_type=QuantType.QUInt8,
                weight_type=QuantType.QInt8,
            )
    finally:
        logging.getLogger().setLevel(level)


def any_size(full, path):
    """The same network for inputs of any side: its layers do not depend on it."""
    import onnx

    model = onnx.load(full)
    for axis, name in ((2, "height"), (3, "width")):
        model.graph.input[0].type.tensor_type.shape.dim[axis].dim_param = name
    del model.graph.value_info[:]
    onnx.save(model, str(path))


def session(path, threads=1):
    """An ONNX file as a function from a float32 batch (N, 3, S, S) to its first output.

    However many inputs there are, the network's memory stays that of `BATCH`.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    run = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    given, told = run.get_inputs()[0].name, run.get_outputs()[0].name

    def outputs(batch):
        parts = (batch[at : at + BATCH] for at in range(0, max(1, len(batch)), BATCH))
        return np.concatenate([run.run([told], {given: part})[0] for part in parts])

    return outputs
