"""Working on one job: claim, heartbeat, outcome, and no file left behind."""

import json
import logging
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, TypeVar

from django.conf import settings
from django.core.files import File
from django.db import connection
from django.db.models import FileField, Model

from reon import jobs
from reon.refusals import Refused
from scoring.errors import ScoringError

REPORT_EVERY = 0.3
J = TypeVar("J", bound=jobs.Job)
Report = Callable[[str, float], None]  # takes the stage, and the progress from 0 to 1
log = logging.getLogger(__name__)


class LostClaim(Exception):
    """The job was deleted, or given to another worker."""


class Deferred(Exception):
    """Something else has to be done first; whoever does it sends this job again."""


class Heartbeat:
    """The heartbeat of one claimed job, from a thread of its own, and its progress."""

    def __init__(self, claim: jobs.Claim, changed: Callable[[], None]) -> None:
        self.claim = claim
        self.changed = changed
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True, name="heartbeat")
        self.stage: str | None = None
        self.reported = 0.0

    def __enter__(self) -> "Heartbeat":
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop.set()
        self.thread.join()

    def report(self, stage: str, fraction: float) -> None:
        """Store the stage and the progress (0 to 1 of all the work), not too often."""
        now = time.monotonic()
        if stage == self.stage and now - self.reported < REPORT_EVERY:
            return
        self.stage, self.reported = stage, now
        if not self.claim.beat(stage=stage, progress=min(max(float(fraction), 0.0), 1.0)):
            raise LostClaim
        self.changed()

    def _run(self) -> None:
        try:
            while not self.stop.wait(settings.REON_HEARTBEAT_TIMEOUT / 4):
                try:
                    held = self.claim.beat()
                except Exception as error:  # a database that is away for a moment
                    log.warning("A heartbeat was not stored: %s", type(error).__name__)
                    continue
                if not held:
                    return
        finally:
            connection.close()


def work_on(
    model: type[J],
    pk: uuid.UUID | str,
    work: Callable[[J, Report], dict[str, Any]],
    changed: Callable[[], None],
) -> bool:
    """Do a job once, whoever else was sent the same id.

    Parameters
    ----------
    model
    pk
    work
        Called with the row and a function for its progress; gives the columns to store, a file
        column as a `File`. Raises `Refused` or a `ScoringError` for a reason that the user can be
        given, `Deferred` where the job has to wait.
    changed
        Called whenever the row has changed.

    Returns
    -------
    bool
        Whether this call finished the job.
    """
    claim = jobs.claim(model, pk)
    if claim is None:
        return False
    changed()
    row = model._default_manager.filter(pk=pk).first()
    if row is None:
        return False
    try:
        with Heartbeat(claim, changed) as heartbeat:
            columns = work(row, heartbeat.report)
            names = store_files(row, columns)
    except LostClaim:
        return False
    except Deferred:
        claim.release()
        return False
    except (Refused, ScoringError) as error:
        ended = claim.fail(error.code, plain(error.values))
    except Exception:
        log.exception("%s %s failed", model.__name__, pk)
        ended = claim.fail("internal")
    else:
        ended = claim.finish(**columns | names)
        delete_files(row, replaced_files(row, columns | names) if ended else names)
    if ended:
        changed()
    return ended


def store_files(row: Model, columns: Mapping[str, Any]) -> dict[str, str]:
    """Store the files among the columns; their names in the storage, all of them or none."""
    names: dict[str, str] = {}
    try:
        for name, content in columns.items():
            if isinstance(content, File):
                field = file_field(row, name)
                names[name] = field.storage.save(
                    field.generate_filename(row, content.name or ""), content
                )
    except BaseException:
        delete_files(row, names)
        raise
    return names


def replaced_files(row: Model, changes: Mapping[str, Any]) -> dict[str, str]:
    """The row's files, by column, that none of its columns names after the changes."""
    columns = [field.name for field in row._meta.fields if isinstance(field, FileField)]
    before = {name: getattr(row, name).name for name in columns}
    after = {changes.get(name, file) for name, file in before.items()}
    return {name: file for name, file in before.items() if file not in after}


def delete_files(row: Model, names: Mapping[str, str]) -> None:
    """Delete the named files, by column."""
    for column, name in names.items():
        if name:
            file_field(row, column).storage.delete(name)


def file_field(row: Model | type[Model], name: str) -> FileField:
    """A file column of a row or model."""
    field = row._meta.get_field(name)
    assert isinstance(field, FileField)
    return field


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """An error's values as JSON holds them."""
    text = json.dumps(values, default=lambda value: getattr(value, "item", str)())
    stored: dict[str, Any] = json.loads(text)
    return stored
