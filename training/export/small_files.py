"""Smaller files of a model, fp16 and int8, and whether they agree with the fp32 one."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scoring.models.backends import softmax
from scoring.types import Backend, FilePath, FloatArray, Json

MAX_DIFFERENCE, MAX_CHANGED = 0.01, 0.005
CALIBRATION_FACES = 256
BATCH = 256


@dataclass(frozen=True)
class Agreement:
    """How a smaller file differs from the fp32 one on real faces.

    Attributes
    ----------
    largest
        Largest difference in a probability.
    mean
        Mean difference in the probabilities.
    changed
        Share of faces whose top class changes.
    """

    largest: float
    mean: float
    changed: float

    @property
    def acceptable(self) -> bool:
        """Whether the file may be kept: within `MAX_DIFFERENCE` and `MAX_CHANGED`."""
        return self.largest <= MAX_DIFFERENCE and self.changed <= MAX_CHANGED

    def to_dict(self) -> Json:
        """Plain values for a card."""
        return {
            "largest": round(self.largest, 7),
            "mean": round(self.mean, 7),
            "changed": round(self.changed, 5),
            "kept": self.acceptable,
        }


def agreement(full: FloatArray, small: FloatArray) -> Agreement:
    """Compare two sets of logits of the same faces, shape (N, K)."""
    one, other = softmax(full), softmax(small)
    difference = np.abs(one - other)
    changed = (one.argmax(1) != other.argmax(1)).mean()
    return Agreement(float(difference.max()), float(difference.mean()), float(changed))


def write_fp16(full: FilePath, path: FilePath) -> None:
    """Convert an ONNX file to half precision; its inputs and outputs stay fp32."""
    import onnx
    from onnxruntime.transformers.float16 import convert_float_to_float16

    onnx.save(convert_float_to_float16(onnx.load(full), keep_io_types=True), str(path))


def write_int8(full: FilePath, path: FilePath, batch: FloatArray) -> None:
    """Quantise an ONNX file to 8-bit weights and activations, their ranges measured on faces.

    Parameters
    ----------
    batch
        Prepared faces of the validation part, float32, shape (N, 3, S, S).
    """
    import logging

    from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    class Batches(CalibrationDataReader):
        def __init__(self) -> None:
            self.batches = iter(np.array_split(batch, max(1, len(batch) // 32)))

        def get_next(self) -> dict[str, FloatArray] | None:
            faces = next(self.batches, None)
            return None if faces is None else {"faces": faces}

    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.ERROR)  # the quantiser logs advice on every tensor
    try:
        with tempfile.TemporaryDirectory() as folder:
            optimised = Path(folder) / "optimised.onnx"
            quant_pre_process(str(full), str(optimised), skip_symbolic_shape=True)
            quantize_static(
                str(optimised),
                str(path),
                Batches(),
                per_channel=True,
                activation_type=QuantType.QUInt8,
                weight_type=QuantType.QInt8,
            )
    finally:
        logging.getLogger().setLevel(level)


def write_any_size(full: FilePath, path: FilePath) -> None:
    """Write the same network for inputs of any side, on which its layers do not depend."""
    import onnx

    model = onnx.load(full)
    for axis, name in ((2, "height"), (3, "width")):
        model.graph.input[0].type.tensor_type.shape.dim[axis].dim_param = name
    del model.graph.value_info[:]
    onnx.save(model, str(path))


def open_session(path: FilePath, threads: int = 1) -> Backend:
    """An ONNX file as a function from a float32 batch (N, 3, S, S) to its first output.

    It runs `BATCH` faces at a time, so that its memory does not grow with the batch.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    given, wanted = session.get_inputs()[0].name, session.get_outputs()[0].name

    def run(batch: FloatArray) -> FloatArray:
        parts = (batch[start : start + BATCH] for start in range(0, max(1, len(batch)), BATCH))
        return np.concatenate([session.run([wanted], {given: part})[0] for part in parts])

    return run
