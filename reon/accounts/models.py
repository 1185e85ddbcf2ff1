"""Consent to being recorded and analysed."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

TEXT_VERSION = "2026-11"  # of templates/accounts/consent_text.html; a new one asks everybody again


class ConsentQuerySet(models.QuerySet["Consent"]):
    def valid(self) -> Self:
        """Those to the current text that were not withdrawn."""
        return self.filter(version=TEXT_VERSION, withdrawn=None)


class Consent(models.Model):
    """Who agreed to which text, when, and until when; rows are only added or closed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="consents",
    )
    version = models.CharField(_("version of the text"), max_length=20)
    given = models.DateTimeField(_("given"), auto_now_add=True)
    withdrawn = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return f"{self.user} {self.version}"
