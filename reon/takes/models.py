"""Takes: one person's performance along with one clip."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reon.clips.models import Clip, in_language
from reon.jobs import QUEUED, RUNNING, Job
from reon.media.names import RandomName
from reon.refusals import text_of
from reon.types import Visitor


class TakeQuerySet(models.QuerySet["Take"]):
    """Which takes somebody may see."""

    def visible_to(self, user: Visitor) -> Self:
        if user.is_staff:
            return self
        public = Q(is_example=True, clip__published=True)
        return self.filter(public | Q(user=user) if user.is_authenticated else public)

    def owned_by(self, user: Visitor) -> Self:
        return self if user.is_staff else self.filter(user_id=user.pk or 0)


class Take(Job):
    """A recorded performance, its emotion track and its score.

    Attributes
    ----------
    clip_file
        Name of the clip's video file that was performed to; empty: not known yet.
    neutral_note
        A `reon.takes.neutral.Note`; empty where no resting face was recorded.
    """

    class State(models.TextChoices):
        QUEUED = QUEUED
        RUNNING = RUNNING
        SCORED = "scored"
        FAILED = "failed"

    DONE, FAILED = State.SCORED, State.FAILED
    TASK = "reon.takes.tasks.score_take"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(
        _("state"), max_length=16, choices=State, default=State.QUEUED, db_index=True
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="takes",
    )
    clip = models.ForeignKey(
        Clip,
        verbose_name=_("clip"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="takes",
    )
    clip_file = models.CharField(max_length=100, blank=True, editable=False)
    clip_title = models.CharField(max_length=120)
    clip_title_ko = models.CharField(max_length=120, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    video = models.FileField(_("video"), upload_to=RandomName("takes"))
    track = models.FileField(upload_to=RandomName("tracks"), blank=True, editable=False)
    neutral = models.FileField(
        _("resting face"), upload_to=RandomName("neutral"), blank=True, editable=False
    )
    neutral_note = models.CharField(max_length=20, blank=True, editable=False)
    timeline = models.JSONField(default=dict, blank=True, editable=False)
    result = models.JSONField(null=True, blank=True, editable=False)
    score = models.FloatField(_("score"), null=True, editable=False)
    is_example = models.BooleanField(default=False, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TakeQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        verbose_name = _("take")
        verbose_name_plural = _("takes")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="take_once_per_key")]

    def __str__(self) -> str:
        return f"{self.shown_title} ({self.created:%Y-%m-%d %H:%M})"

    def get_absolute_url(self) -> str:
        return reverse("takes:detail", args=[self.pk])

    @property
    def shown_title(self) -> str:
        """The clip's title, which outlives the clip."""
        return in_language(self.clip_title, self.clip_title_ko)

    @property
    def clip_has_changed(self) -> bool:
        """Whether the clip has been cut, or given another video, since this was performed."""
        if not self.clip_file or self.clip is None:
            return False
        return self.clip_file != self.clip.video.name

    @property
    def reason_text(self) -> str:
        return text_of(self.reason, self.reason_values)
