"""Links by which others may see a take; a take without a row here is private."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from reon.clips.models import Clip
from reon.takes.models import Take

TOKEN_LENGTH = 32  # of 62 characters: 190 bits


def new_token() -> str:
    return get_random_string(TOKEN_LENGTH)


class ShareQuerySet(models.QuerySet["Share"]):
    """Which shared takes can be shown."""

    def scored(self) -> Self:
        return self.filter(take__state=Take.State.SCORED).select_related("take", "take__clip")

    def published_on(self, clip: Clip) -> Self:
        """Those on a clip's page, the best first."""
        shares = self.scored().filter(published=True, take__clip=clip).order_by("-take__score")
        return shares.defer("take__result", "take__timeline")


class Share(models.Model):
    """A take's link. Revoking it deletes the row; a later link has another token."""

    take = models.OneToOneField(
        Take, verbose_name=_("take"), on_delete=models.CASCADE, primary_key=True
    )
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token)
    shows_video = models.BooleanField(_("shows the video"), default=False)
    published = models.BooleanField(_("published"), default=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared take")
        verbose_name_plural = _("shared takes")

    def __str__(self) -> str:
        return str(self.take)

    def get_absolute_url(self) -> str:
        return reverse("sharing:page", args=[self.token])
