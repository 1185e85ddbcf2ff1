"""The base of the library's errors."""

from typing import Any


class ScoringError(ValueError):
    """Something cannot be read, tracked or scored; the message says why and what to do.

    Attributes
    ----------
    code
        Short and stable, for programs and for translation; set by the class or by the caller.
    values
        The actual and the allowed values that the message mentions.
    """

    code: str = "scoring_error"
    values: dict[str, Any]

    def __init__(self, message: str, code: str | None = None, **values: Any) -> None:
        super().__init__(message)
        self.code = code or self.code
        self.values = values
