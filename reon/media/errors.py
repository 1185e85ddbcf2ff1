"""A request that is refused, with a reason that the user can act on."""

from reon.media.messages import text_of

STATUS = {
    "too_large": 413,
    "clip_gone": 410,
    "not_failed": 409,
    "not_scored": 409,
    "signed_out": 401,
    "staff_only": 403,
    "clip_removed": 410,
    "upload_gone": 404,
    "cut_open": 409,
    "cut_running": 409,
    "not_finished": 409,
    "wrong_offset": 409,
    "consent_needed": 403,
}


class Refused(Exception):
    """What was sent cannot be taken; `code` and `values` say why (see `messages`)."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def text(self):
        """The reason in the active language."""
        return text_of(self.code, self.values)

    @property
    def status(self):
        return STATUS.get(self.code, 400)
