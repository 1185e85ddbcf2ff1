"""Which of the installed emotion models reads new clips."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ActiveModel(models.Model):
    """The chosen model: one row, or none until somebody chooses."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("model"), max_length=80)
    chosen = models.DateTimeField(auto_now=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_active_model")]
        verbose_name = _("model")

    def __str__(self) -> str:
        return self.name
