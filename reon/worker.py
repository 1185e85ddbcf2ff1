"""Working on one job: claim, signs of life, outcome, and no file left behind."""

import json
import logging
import threading
import time
from functools import partial

from django.conf import settings
from django.core.files import File
from django.db import connection
from django.db.models import FileField

from reon import jobs

REPORT_EVERY = 0.3
log = logging.getLogger(__name__)


class LostClaim(Exception):
    """The job was deleted, or given to another worker."""


class NotYet(Exception):
    """Something else has to be done first; whoever does it sends this job again."""


class Pulse:
    """Signs of life of one claimed job, from a thread of their own, and its progress."""

    def __init__(self, model, pk, token, changed):
        self.beat = partial(jobs.beat, model, pk, token)
        self.changed = changed
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True, name="pulse")
        self.stage, self.reported = None, 0.0

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *exception):
        self.stop.set()
        self.thread.join()

    def report(self, stage, fraction):
        """Store the stage and the progress (0 to 1 of the whole), not too often."""
        now = time.monotonic()
        if stage == self.stage and now - self.reported < REPORT_EVERY:
            return
        self.stage, self.reported = stage, now
        if not self.beat(stage=stage, progress=min(max(float(fraction), 0.0), 1.0)):
            raise LostClaim
        self.changed()

    def _run(self):
        try:
            while not self.stop.wait(settings.REON_HEARTBEAT_TIMEOUT / 4):
                try:
                    alive = self.beat()
                except Exception as error:  # a database that is away for a moment
                    log.warning("A sign of life was not stored: %s", type(error).__name__)
                    continue
                if not alive:
                    return
        finally:
            connection.close()


def work_on(model, pk, work, changed):
    """Do a job once, whoever else was sent the same id.

    Parameters
    ----------
    model : subclass of Job
    pk : str
    work : callable
        ``work(row, report) -> dict`` of the columns to store; a file column takes a `File`.
        Raises an error with `code` and `values` for a failure to tell.
    changed : callable
        Called without arguments whenever the row has changed.

    Returns
    -------
    bool
        Whether this call brought the job to its end.
    """
    token = jobs.claim(model, pk)
    if token is None:
        return False
    changed()
    row = model.objects.filter(pk=pk).first()
    if row is None:
        return False
    try:
        with Pulse(model, pk, token, changed) as pulse:
            fields = work(row, pulse.report)
            names = store_files(row, fields)
    except LostClaim:
        return False
    except NotYet:
        jobs.release(model, pk, token)
        return False
    except Exception as error:
        code = getattr(error, "code", None)
        if not isinstance(code, str):
            code = "internal"
            log.exception("%s %s failed", model.__name__, pk)
        ended = jobs.fail(model, pk, token, code, plain(getattr(error, "values", {})))
    else:
        ended = jobs.finish(model, pk, token, **fields | names)
        delete_files(row, replaced_files(row, fields | names) if ended else names)
    if ended:
        changed()
    return ended


def store_files(row, fields):
    """Store the files among the columns; their names in the storage, all of them or none."""
    names = {}
    try:
        for name, content in fields.items():
            if isinstance(content, File):
                field = row._meta.get_field(name)
                names[name] = field.storage.save(
                    field.generate_filename(row, content.name), content
                )
    except BaseException:
        delete_files(row, names)
        raise
    return names


def replaced_files(row, changes):
    """The row's files, by column, that none of its columns names after the changes."""
    columns = [field.name for field in row._meta.fields if isinstance(field, FileField)]
    before = {name: getattr(row, name).name for name in columns}
    after = {changes.get(name, file) for name, file in before.items()}
    return {name: file for name, file in before.items() if file not in after}


def delete_files(row, names):
    """Delete the named files, by column."""
    for field, name in names.items():
        if name:
            row._meta.get_field(field).storage.delete(name)


def plain(values):
    """An error's values as JSON holds them."""
    return json.loads(json.dumps(values, default=lambda value: getattr(value, "item", str)()))
