"""Faces to probabilities: a model loaded into a backend."""

from dataclasses import dataclass

import numpy as np

from .backends import BACKENDS, both_ways, softmax
from .errors import BackendError
from .preprocessing import to_input


@dataclass(frozen=True)
class Classifier:
    """A loaded model: faces in, probabilities out.

    Attributes
    ----------
    model : scoring.models.registry.Model
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
    model : scoring.models.registry.Model
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
