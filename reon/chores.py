"""What every worker does besides its jobs, again and again, in threads of its main process."""

import logging
import threading

from django.db import connection

RETRY = 60.0
log = logging.getLogger(__name__)


def repeat(chore, *, every, name):
    """Do a chore now and every so many seconds, until the process ends.

    Parameters
    ----------
    chore : callable
        Called without arguments; one that raises is tried again, after a minute at most.
    every : float
        Seconds.
    name : str
        For the log.
    """
    threading.Thread(target=_run, args=(chore, every, name), daemon=True, name=name).start()


def _run(chore, every, name):
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
