"""Chores that every worker repeats beside its jobs, in threads of its main process."""

import logging
import threading
from collections.abc import Callable

from django.db import connection

RETRY = 60.0
log = logging.getLogger(__name__)


def repeat(chore: Callable[[], object], *, every: float, name: str) -> None:
    """Do a chore now and then periodically, until the process ends.

    Parameters
    ----------
    chore
        If it raises, it is tried again after a minute at most.
    every
        Seconds.
    name
        For the log.
    """
    threading.Thread(target=_run, args=(chore, every, name), daemon=True, name=name).start()


def _run(chore: Callable[[], object], every: float, name: str) -> None:
    pause = threading.Event()
    while True:
        wait = every
        try:
            chore()
        except Exception as error:  # the database or the broker is away for a moment
            log.warning("The %s is tried again: %s", name, type(error).__name__)
            wait = min(every, RETRY)
        finally:
            connection.close()  # none may be open when the pool forks
        pause.wait(wait)
