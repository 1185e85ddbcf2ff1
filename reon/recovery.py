"""Recovering the jobs of lost workers."""

import logging
from typing import Any

from celery.signals import worker_ready
from django.apps import apps
from django.conf import settings

from reon import jobs, progress
from reon.chores import repeat

log = logging.getLogger(__name__)


def recover_all(everything: bool = False) -> None:
    """Send lost jobs again; with `everything`, all that wait, as after a broker's restart."""
    for model in apps.get_models():
        if issubclass(model, jobs.Job):
            recover(model, everything)


def recover(model: type[jobs.Job], everything: bool = False) -> None:
    """Send the lost jobs of one kind again."""
    pks = jobs.recover(model)
    if everything:
        pks = jobs.queued(model)
    for pk in pks:
        jobs.send(model.TASK, pk)
    if pks:
        log.info("%d %s jobs sent again", len(pks), model.__name__)
        progress.queue_changed()


def start(**_: Any) -> None:
    """Send everything once, then what is lost from then on."""
    everything = True

    def chore() -> None:
        nonlocal everything
        recover_all(everything)
        everything = False

    repeat(chore, every=settings.REON_HEARTBEAT_TIMEOUT / 3, name="recovery of jobs")


worker_ready.connect(start)
