"""Deleting takes that are older than the host keeps them; done daily by every worker."""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from reon.takes.models import Take
from reon.takes.services import take_delete

DAY = 24 * 3600
log = logging.getLogger(__name__)


def expired_takes(now=None):
    """Takes past their time; none where the host sets no limit. Example takes stay."""
    days = settings.REON_TAKE_RETENTION_DAYS
    if not days:
        return Take.objects.none()
    limit = (now or timezone.now()) - timedelta(days=days)
    return Take.objects.filter(created__lt=limit, is_example=False)


def purge():
    """Delete expired takes with their files, for good; returns how many."""
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


def start():
    """Purge now and once a day, until the process ends."""
    threading.Thread(target=_run, daemon=True, name="retention").start()


def _run():
    pause = threading.Event()
    while True:
        try:
            purge()
        except Exception as error:  # the database is away for a moment
            log.warning("Deleting expired takes is tried again: %s", type(error).__name__)
            pause.wait(60)
            continue
        finally:
            connection.close()
        pause.wait(DAY)
