"""Reference clips: what people perform along with."""

import uuid
from pathlib import PurePath
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reon.clips.script import Line, validate_script
from reon.jobs import QUEUED, RUNNING, Job
from reon.media.names import RandomName
from reon.refusals import text_of
from reon.types import Visitor


def in_language(english: str, korean: str) -> str:
    """The text in the active language; the English one where there is no Korean."""
    return korean if korean and (get_language() or "").startswith("ko") else english


class ClipQuerySet(models.QuerySet["Clip"]):
    """Which clips somebody may see."""

    def published(self) -> Self:
        """In the catalogue; a clip that is analysed again stays there meanwhile."""
        return self.filter(published=True).exclude(track="").exclude(state=Clip.State.REFUSED)

    def visible_to(self, user: Visitor) -> Self:
        return self if user.is_staff else self.published()


class Clip(Job):
    """A short performance by an actor, analysed once per model.

    Attributes
    ----------
    script
        A list of `reon.clips.script.Line`.
    strip
        A list of `reon.clips.summary.StripPiece`.
    descriptor
        Statistics of its emotions, as `reon.clips.summary.descriptor_of` names them.
    poster_at
        Second of the frame to show; None: the liveliest one.
    wanted_model
        Model of the next analysis; empty: the default.
    original
        The uncut video while a cut of it waits to be confirmed.
    cut
        A `reon.clips.cut.Cut` as it is stored; empty: not cut.
    face
        A `reon.clips.face.FacePoint` as it is stored; empty: the largest face is followed.
    """

    class State(models.TextChoices):
        QUEUED = QUEUED, _("Waiting")
        RUNNING = RUNNING, _("being analysed")
        READY = "ready", _("ready")
        REFUSED = "refused", _("refused")

    DONE, FAILED = State.READY, State.REFUSED
    TASK = "reon.clips.tasks.analyse_clip"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(
        _("state"), max_length=16, choices=State, default=State.QUEUED, db_index=True
    )
    title = models.CharField(_("title"), max_length=120)
    title_ko = models.CharField(_("Korean title"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_ko = models.TextField(_("Korean description"), blank=True)
    actor = models.CharField(_("actor"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    script = models.JSONField(
        _("script"),
        default=list,
        blank=True,
        validators=[validate_script],
        help_text=_('Spoken lines with their seconds: [{"start": 0.5, "end": 2, "text": "…"}]'),
    )
    video = models.FileField(_("video"), upload_to=RandomName("clips"))
    poster = models.FileField(upload_to=RandomName("posters"), blank=True, editable=False)
    track = models.FileField(upload_to=RandomName("tracks"), blank=True, editable=False)
    duration = models.FloatField(_("duration"), default=0.0, editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    model_name = models.CharField(_("model"), max_length=80, blank=True, editable=False)
    strip = models.JSONField(default=list, blank=True, editable=False)
    descriptor = models.JSONField(default=dict, blank=True, editable=False)
    difficulty = models.FloatField(_("difficulty"), default=0.0, editable=False)
    published = models.BooleanField(_("published"), default=False, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    poster_at = models.FloatField(null=True, editable=False)
    wanted_model = models.CharField(max_length=80, blank=True, editable=False)
    original = models.FileField(upload_to=RandomName("clips"), blank=True, editable=False)
    cut = models.JSONField(default=dict, blank=True, editable=False)
    face = models.JSONField(default=dict, blank=True, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ClipQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        verbose_name = _("clip")
        verbose_name_plural = _("clips")

    def __str__(self) -> str:
        return self.shown_title

    def get_absolute_url(self) -> str:
        return reverse("clips:detail", args=[self.pk])

    @property
    def video_url(self) -> str:
        """Address of the video; a cut changes it, so that no browser shows an old copy."""
        return self._versioned("clips:video", self.video)

    @property
    def poster_url(self) -> str:
        """Address of the poster, or "" while there is none."""
        return self._versioned("clips:poster", self.poster)

    @property
    def can_be_performed(self) -> bool:
        """Whether it has been analysed and not been refused since."""
        return bool(self.track) and self.state != self.FAILED

    @property
    def shown_title(self) -> str:
        return in_language(self.title, self.title_ko)

    @property
    def shown_description(self) -> str:
        return in_language(self.description, self.description_ko)

    @property
    def shown_script(self) -> list[Line]:
        """Script lines with the text in the active language."""
        lines: list[Line] = self.script
        return [
            {**line, "text": in_language(line["text"], line.get("text_ko", ""))} for line in lines
        ]

    @property
    def reason_text(self) -> str:
        return text_of(self.reason, self.reason_values)

    @property
    def emotions(self) -> list[str]:
        """The emotions of the strip, those that fill most of the clip first."""
        seconds: dict[str, int] = {}
        for piece in self.strip:
            seconds[piece["emotion"]] = seconds.get(piece["emotion"], 0) + 1
        seconds.pop("neutral", None)
        return sorted(seconds, key=seconds.__getitem__, reverse=True)

    def _versioned(self, name: str, file: FieldFile) -> str:
        version = PurePath(file.name or "").stem[:12]
        return f"{reverse(name, args=[self.pk])}?v={version}" if version else ""


class Upload(models.Model):
    """A clip on its way here, piece by piece.

    At its end it is kept for a while, without the bytes, to say what became of it: a clip, or the
    reason why it was refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    modified = models.BigIntegerField(default=0)
    offset = models.PositiveBigIntegerField(default=0)
    file = models.FileField(upload_to=RandomName("uploads"))
    clip = models.ForeignKey(Clip, models.CASCADE, null=True, related_name="+")
    reason = models.CharField(max_length=40, blank=True)
    reason_values = models.JSONField(default=dict, blank=True)
    touched = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        ordering = ["touched"]

    def __str__(self) -> str:
        return self.name

    @property
    def reason_text(self) -> str:
        return text_of(self.reason, self.reason_values)
