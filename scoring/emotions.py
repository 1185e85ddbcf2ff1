"""Face crop to emotion probabilities: preprocessing, and the two backends of the classifier."""

from dataclasses import dataclass

import cv2
import numpy as np

from .errors import ScoringError

FEATURES = "features"  # name of the ONNX output
FER_LABELS = ("anger", "disgust", "fear", "happiness", "neutral", "sadness", "surprise")


class BackendError(ScoringError):
    """A backend of the classifier is unknown or not installed."""


@dataclass(frozen=True)
class Preprocessing:
    """What a model expects of a face crop; kept on its model card.

    Attributes
    ----------
    size : int
        Side of the square input in pixels.
    detail : int or None
        Side to which a crop is first reduced, so that a sharp camera looks like the data
        the model learnt from; None keeps all detail.
    grey : bool
        Whether the three input channels repeat one luminance channel.
    mean, std : tuple of float, length 3
        Normalisation of RGB in [0, 1].
    scale : float
        Side of the square crop as a multiple of the detector's box height.
    shift : float
        How far the crop moves up, in box heights.
    mirrored : bool
        Whether the outputs are the mean over the face and its mirror image, so that both
        halves of a face count alike.
    """

    size: int
    detail: int | None = None
    grey: bool = False
    mean: tuple = (0.485, 0.456, 0.406)
    std: tuple = (0.229, 0.224, 0.225)
    scale: float = 1.175
    shift: float = 0.093
    mirrored: bool = False


def crop_face(frame, box, preprocessing):
    """Cut the square around a face and bring it to the model's input size.

    Parameters
    ----------
    frame : ndarray of uint8, shape (H, W, 3)
        RGB.
    box : array_like of float, shape (4,)
        Left, top, width, height in pixels; may reach over the frame's edge.
    preprocessing : Preprocessing

    Returns
    -------
    ndarray of uint8, shape (size, size, 3)
    """
    left, top, width, height = box
    side = max(width, height) * preprocessing.scale
    x = left + width / 2 - side / 2
    y = top + height / 2 - side / 2 - preprocessing.shift * height
    return resize_face(_cut(frame, x, y, side), preprocessing)


def _cut(frame, x, y, side):
    """Cut a square, repeating the frame's border where the square leaves the frame."""
    x, y, side = round(x), round(y), max(1, round(side))
    height, width = frame.shape[:2]
    over = (max(0, -y), max(0, y + side - height), max(0, -x), max(0, x + side - width))
    inside = frame[max(0, y) : min(height, y + side), max(0, x) : min(width, x + side)]
    if inside.size == 0:
        return np.zeros((side, side, 3), np.uint8)
    if any(over):
        inside = cv2.copyMakeBorder(inside, *over, cv2.BORDER_REPLICATE)
    return inside


def resize_face(face, preprocessing):
    """Bring an RGB face of any size to the model's input: detail, then size, then colour."""
    if preprocessing.grey:
        face = cv2.cvtColor(face, cv2.COLOR_RGB2GRAY)
    if preprocessing.detail:
        face = _resize(face, preprocessing.detail)
    face = _resize(face, preprocessing.size)
    return cv2.cvtColor(face, cv2.COLOR_GRAY2RGB) if preprocessing.grey else face


def _resize(image, side):
    way = cv2.INTER_AREA if image.shape[0] > side else cv2.INTER_LINEAR
    return cv2.resize(image, (side, side), interpolation=way)


def to_input(faces, preprocessing):
    """Normalise a batch of prepared faces.

    Parameters
    ----------
    faces : sequence of ndarray of uint8, shape (size, size, 3)

    Returns
    -------
    ndarray of float32, shape (N, 3, size, size)
    """
    batch = np.stack(faces).astype(np.float32)
    batch -= np.float32(255) * np.asarray(preprocessing.mean, np.float32)
    batch /= np.float32(255) * np.asarray(preprocessing.std, np.float32)
    return np.ascontiguousarray(batch.transpose(0, 3, 1, 2))


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
    from .network import load_network, run_network

    network, device = load_network(model, device, precision)
    return lambda batch: run_network(network, device, batch, features)


BACKENDS = {"onnx": onnx_backend, "torch": torch_backend}


@dataclass(frozen=True)
class Classifier:
    """A loaded model: faces in, probabilities out.

    Attributes
    ----------
    model : scoring.registry.Model
        Its labels, preprocessing and hash.
    logits : callable
        From float32 (N, 3, S, S) to logits (N, K), for a model with a valence-arousal head
        (N, K + 2).
    features : callable, optional
        The same network, giving logits and features (N, D).
    """

    model: object
    logits: object
    features: object = None

    def __call__(self, faces):
        """Probabilities of prepared faces.

        Parameters
        ----------
        faces : sequence of ndarray of uint8, shape (size, size, 3)
            As `crop_face` makes them.

        Returns
        -------
        ndarray of float32, shape (N, K)
            Rows sum to 1; columns in the order of ``model.labels``.
        """
        if not len(faces):
            return np.empty((0, len(self.model.labels)), np.float32)
        logits = self.logits(to_input(faces, self.model.preprocessing))
        return softmax(logits[:, : len(self.model.labels)])

    def details(self, faces):
        """All that the network tells of prepared faces.

        Returns
        -------
        probabilities : ndarray of float32, shape (N, K)
        features : ndarray of float32, shape (N, D), or None
            None if the classifier was loaded without.
        affect : ndarray of float32, shape (N, 2), or None
            Valence and arousal, -1 to 1; None if the model has no such head.
        """
        batch, features = to_input(faces, self.model.preprocessing), None
        if self.features:
            outputs, features = self.features(batch)
        else:
            outputs = self.logits(batch)
        logits, affect = np.split(outputs, [len(self.model.labels)], axis=1)
        affect = affect.clip(-1, 1) if self.model.affect else None
        return softmax(logits), features, affect


def load_classifier(model, backend="auto", features=False):
    """Load a model into a backend.

    Parameters
    ----------
    model : scoring.registry.Model
    backend : {'auto', 'onnx', 'torch'}
        'auto' takes torch where it sees a CUDA device, ONNX Runtime elsewhere.
    features : bool
        Whether `Classifier.details` is to give the features.

    Raises
    ------
    BackendError
        If the backend is unknown or not installed, or gives no features for this model.
    """
    if backend == "auto":
        backend = "torch" if _has_cuda() else "onnx"
    if backend not in BACKENDS:
        raise BackendError(f"backend {backend!r} is unknown: choose one of {', '.join(BACKENDS)}")
    run = BACKENDS[backend](model, features=features)
    if model.preprocessing.mirrored:
        run = both_ways(run)
    if not features:
        return Classifier(model, run)
    return Classifier(model, lambda batch: run(batch)[0], run)


def _has_cuda():
    from importlib.metadata import PackageNotFoundError, version

    try:
        if version("torch").endswith("+cpu"):
            return False  # Known without the seconds that importing torch takes.
    except PackageNotFoundError:
        return False
    import torch

    return torch.cuda.is_available()
