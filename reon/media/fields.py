"""The form field of an uploaded video."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reon.media.checks import Kind, check_video
from reon.refusals import REFUSALS, Refused


class VideoField(forms.FileField):
    """Checks size, container, codec, length and pixels, and says which of them is wrong.

    The cleaned file carries `info` (scoring.video.info.VideoInfo) and `sent_name`, what the sender
    called it.
    """

    widget = forms.FileInput(attrs={"accept": "video/*", "class": "reon-drop"})

    default_error_messages = {"empty": REFUSALS["empty"].message}

    def __init__(self, kind: Kind, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def to_python(self, data: Any) -> Any:
        file: Any = super().to_python(data)
        if file is None:
            return None
        sent_name = file.name
        try:
            file.info = check_video(file, self.kind)
        except Refused as refused:
            raise ValidationError(refused.text, code=refused.code) from None
        file.sent_name = sent_name
        return file
