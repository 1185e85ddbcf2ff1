"""What can go wrong with a model."""

from ..errors import ScoringError


class BackendError(ScoringError):
    """A backend of the classifier is unknown or not installed."""


class RegistryError(ScoringError):
    """A model is not installed, is incomplete, or differs from its card."""

    code = "bad_model"
