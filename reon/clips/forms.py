"""The upload of a clip in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reon.clips.models import Clip
from reon.clips.services import title_from
from reon.media.checks import Kind
from reon.media.fields import VideoField


class ClipUploadForm(forms.ModelForm):
    """Dropping a file is enough; everything else can be filled in later."""

    video = VideoField(
        Kind.CLIP,
        label=_("Video"),
        help_text=_("Drop an MP4 or WebM file anywhere on this page, or choose one."),
    )

    class Meta:
        model = Clip
        fields = ["video", "title", "title_ko", "description", "description_ko"]
        fields += ["actor", "source", "licence", "script"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in fields if "descr" in name}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty: the name of the file.")

    def clean(self) -> dict[str, Any]:
        video = self.cleaned_data.get("video")
        if video and not self.cleaned_data.get("title"):
            self.cleaned_data["title"] = title_from(video.sent_name)
        return self.cleaned_data

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the stubs leave it out
        video = self.cleaned_data.get("video")
        if video:
            info = video.info
            self.instance.duration = info.duration
            self.instance.width, self.instance.height = info.width, info.height
