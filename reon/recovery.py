"""Bringing back the jobs of lost workers, from a thread of every worker's main process."""

import logging
import threading

from django.conf import settings
from django.db import connection

from reon import jobs, progress

log = logging.getLogger(__name__)


def job_tasks():
    """Every kind of job with the task that does it."""
    from reon.clips.models import Clip
    from reon.clips.tasks import analyse_clip
    from reon.takes.models import Take
    from reon.takes.tasks import score_take

    return (Clip, analyse_clip), (Take, score_take)


def recover_all(everything=False):
    """Send lost jobs again; with `everything`, all that wait, as after a broker's restart."""
    for model, task in job_tasks():
        pks = jobs.recover(model)
        if everything:
            pks = jobs.waiting(model)
        for pk in pks:
            jobs.send(task, pk)
        if pks:
            log.info("%d %s jobs sent again", len(pks), model.__name__)
            progress.queue_changed()


def purge_leftovers():
    """Delete what nobody comes back for."""
    from reon.clips.studio.uploads import uploads_purge

    uploads_purge()


def start():
    """Recover now and from then on, until the process ends."""
    threading.Thread(target=_run, daemon=True, name="recovery").start()


def _run():
    everything, pause = True, threading.Event()
    while True:
        try:
            recover_all(everything)
            everything = False
            purge_leftovers()
        except Exception as error:  # the database or the broker is away for a moment
            log.warning("Recovery is tried again: %s", type(error).__name__)
        finally:
            # no connection may be open when the pool forks
            connection.close()
        pause.wait(settings.REON_HEARTBEAT_TIMEOUT / 3)
