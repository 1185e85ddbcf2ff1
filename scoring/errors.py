"""The root of the library's errors."""


class ScoringError(ValueError):
    """What was given cannot be read, tracked or scored; the message says why and what to do.

    Attributes
    ----------
    code : str
        Short and stable, for programs and for translation; a class attribute or set per error.
    values : dict
        The actual and the allowed values that the message mentions.
    """

    code = "scoring_error"

    def __init__(self, message, code=None, **values):
        super().__init__(message)
        self.code = code or self.code
        self.values = values
