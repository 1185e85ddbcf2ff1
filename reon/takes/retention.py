"""Deleting takes past the host's retention period; every worker does it daily."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from reon.takes.models import Take
from reon.takes.services import take_delete

log = logging.getLogger(__name__)


def expired_takes(now: datetime | None = None) -> QuerySet[Take]:
    """Takes past the retention period; none where the host sets none. Example takes stay."""
    days = settings.REON_TAKE_RETENTION_DAYS
    if not days:
        return Take.objects.none()
    limit = (now or timezone.now()) - timedelta(days=days)
    return Take.objects.filter(created__lt=limit, is_example=False)


def purge() -> int:
    """Delete expired takes permanently, with their files; returns how many."""
    count = 0
    for take in list(expired_takes().only("pk")):
        try:
            take_delete(take=take)
        except Take.DoesNotExist:  # another worker was first
            continue
        count += 1
    if count:
        log.info("%d takes deleted: kept for %s days", count, settings.REON_TAKE_RETENTION_DAYS)
    return count
