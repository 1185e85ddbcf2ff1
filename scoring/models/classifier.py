"""Faces to probabilities: a model loaded into a backend."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..types import Backend, FeatureBackend, FloatArray, Image
from .backends import (
    BACKENDS,
    FEATURE_BACKENDS,
    average_features_with_mirror,
    average_with_mirror,
    softmax,
)
from .errors import BackendError
from .preprocessing import to_input
from .registry import Model


@dataclass(frozen=True)
class Classifier:
    """A loaded model: faces in, probabilities out.

    Attributes
    ----------
    model
        Its labels, preprocessing and hash.
    logits
        Gives the logits (N, K), for a model with a valence-arousal head (N, K + 2).
    features
        The same network, giving the features (N, D) too.
    """

    model: Model
    logits: Backend
    features: FeatureBackend | None = None

    def __call__(self, faces: Sequence[Image]) -> FloatArray:
        """Probabilities of faces as `crop_face` makes them.

        Returns
        -------
        probabilities
            float32, shape (N, K). Rows sum to 1; columns are in the order of ``model.labels``.
        """
        if not len(faces):
            return np.empty((0, len(self.model.labels)), np.float32)
        logits = self.logits(to_input(faces, self.model.preprocessing))
        return softmax(logits[:, : len(self.model.labels)])

    def details(
        self, faces: Sequence[Image]
    ) -> tuple[FloatArray, FloatArray | None, FloatArray | None]:
        """All that the network says about faces.

        Returns
        -------
        probabilities
            float32, shape (N, K).
        features
            float32, shape (N, D); None if the classifier was loaded without them.
        affect
            Valence and arousal, -1 to 1; float32, shape (N, 2). None if the model has no such head.
        """
        batch = to_input(faces, self.model.preprocessing)
        outputs, features = self.features(batch) if self.features else (self.logits(batch), None)
        logits, affect = np.split(outputs, [len(self.model.labels)], axis=1)
        return softmax(logits), features, affect.clip(-1, 1) if self.model.affect else None


def load_classifier(model: Model, backend: str = "auto", features: bool = False) -> Classifier:
    """Load a model into a backend.

    Parameters
    ----------
    backend
        'auto', 'onnx' or 'torch'; 'auto' takes torch where it finds a CUDA device and ONNX Runtime
        elsewhere.
    features
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
    if features:
        return _classifier_with_features(model, FEATURE_BACKENDS[backend](model))
    run = BACKENDS[backend](model)
    return Classifier(model, average_with_mirror(run) if model.preprocessing.mirrored else run)


def _classifier_with_features(model: Model, run: FeatureBackend) -> Classifier:
    if model.preprocessing.mirrored:
        run = average_features_with_mirror(run)
    return Classifier(model, lambda batch: run(batch)[0], run)


def _has_cuda() -> bool:
    from importlib.metadata import PackageNotFoundError, version

    try:
        if version("torch").endswith("+cpu"):
            return False  # known without the seconds that importing torch takes
    except PackageNotFoundError:
        return False
    import torch

    return torch.cuda.is_available()
