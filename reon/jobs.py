"""One state machine for everything a worker does: queued → running → done or failed.

The state lives in the database, the queue only carries ids. A worker claims a job with one
conditional UPDATE and keeps the claim's token: a job delivered twice is worked on once, and a
worker that lost its job to another can no longer change it.
"""

import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError

from reon.celery import app

QUEUED, RUNNING = "queued", "running"
log = logging.getLogger(__name__)


class Job(models.Model):
    """The columns of a row that a worker works on.

    A subclass gives its states as choices, and names the two at the end, `DONE` and `FAILED`, and
    the Celery task that does the work.
    """

    DONE: ClassVar[str]
    FAILED: ClassVar[str]
    TASK: ClassVar[str]

    state = models.CharField(_("state"), max_length=16, default=QUEUED, db_index=True)
    stage = models.CharField(_("stage"), max_length=16, default=QUEUED, editable=False)
    progress = models.FloatField(_("progress"), default=0.0, editable=False)
    reason = models.CharField(_("reason"), max_length=40, blank=True, editable=False)
    reason_values = models.JSONField(default=dict, blank=True, editable=False)
    claim = models.UUIDField(null=True, editable=False)
    heartbeat = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    queued_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def is_finished(self) -> bool:
        return self.state in (self.DONE, self.FAILED)


@dataclass(frozen=True)
class Claim:
    """A worker's hold on a job; once it is lost, nothing is stored and the answer is False."""

    model: type[Job]
    pk: uuid.UUID | str
    token: uuid.UUID

    def beat(self, **columns: Any) -> bool:
        """Store a heartbeat, with the stage and progress."""
        return self._update(heartbeat=timezone.now(), **columns)

    def finish(self, **columns: Any) -> bool:
        """Store the outcome."""
        return self._update(
            state=self.model.DONE,
            stage=self.model.DONE,
            progress=1.0,
            claim=None,
            reason="",
            reason_values={},
            **columns,
        )

    def fail(self, reason: str, values: Mapping[str, Any] | None = None) -> bool:
        """End with a reason, one of `reon.refusals`."""
        return self._update(
            state=self.model.FAILED,
            stage=self.model.FAILED,
            claim=None,
            reason=reason,
            reason_values=values or {},
        )

    def release(self) -> bool:
        """Defer a job that cannot be done yet; it keeps its queue position."""
        return self._update(
            state=QUEUED, stage=QUEUED, progress=0.0, claim=None, attempts=F("attempts") - 1
        )

    def _update(self, **columns: Any) -> bool:
        held = self.model._default_manager.filter(pk=self.pk, state=RUNNING, claim=self.token)
        return bool(held.update(**columns))


def enqueue(job: Job) -> bool:
    """Queue a finished job again; False if it is queued or running already."""
    now = timezone.now()
    finished = type(job)._default_manager.filter(pk=job.pk, state__in=(job.DONE, job.FAILED))
    return bool(
        finished.update(
            state=QUEUED,
            stage=QUEUED,
            progress=0.0,
            reason="",
            reason_values={},
            claim=None,
            heartbeat=None,
            attempts=0,
            queued_at=now,
            sent_at=now,
        )
    )


def claim(model: type[Job], pk: uuid.UUID | str) -> Claim | None:
    """Claim a queued job; None where another worker has it or it is gone."""
    token = uuid.uuid4()
    claimed = model._default_manager.filter(pk=pk, state=QUEUED).update(
        state=RUNNING,
        stage="reading",
        progress=0.0,
        claim=token,
        heartbeat=timezone.now(),
        attempts=F("attempts") + 1,
    )
    return Claim(model, pk, token) if claimed else None


def recover(model: type[Job], now: datetime | None = None) -> list[Any]:
    """Free the jobs of lost workers and list what has to be sent to the queue again.

    Returns
    -------
    list of pk
        Jobs just freed, and jobs that have waited so long that their message may be lost.
        Sending one that is still in the queue does no harm.
    """
    now = now or timezone.now()
    jobs = model._default_manager
    silent = jobs.filter(
        state=RUNNING, heartbeat__lt=now - timedelta(seconds=settings.REON_HEARTBEAT_TIMEOUT)
    )
    silent.filter(attempts__gte=settings.REON_JOB_ATTEMPTS).update(
        state=model.FAILED, stage=model.FAILED, claim=None, reason="worker_lost"
    )
    freed = [
        pk
        for pk, token in list(silent.values_list("pk", "claim"))
        if silent.filter(pk=pk, claim=token).update(
            state=QUEUED, stage=QUEUED, progress=0.0, claim=None, sent_at=now
        )
    ]
    overdue = jobs.filter(
        state=QUEUED, sent_at__lt=now - timedelta(seconds=settings.REON_RESEND_AFTER)
    )
    unsent = list(overdue.values_list("pk", flat=True))
    jobs.filter(pk__in=unsent).update(sent_at=now)
    return freed + unsent


def queued(model: type[Job]) -> list[Any]:
    """Ids of every queued job, oldest first."""
    jobs = model._default_manager.filter(state=QUEUED).order_by("queued_at")
    return list(jobs.values_list("pk", flat=True))


def queue_position(job: Job) -> int | None:
    """Position in the queue: 1 is next; None for a job that is not queued."""
    if job.state != QUEUED:
        return None
    jobs = type(job)._default_manager
    return jobs.filter(state=QUEUED, queued_at__lt=job.queued_at).count() + 1


def send(task: str, pk: uuid.UUID | str) -> None:
    """Put an id into the queue; a broker that is away costs a delay only (see `recover`).

    The task goes by its name: whoever sends it need not load what a worker needs to do it.
    """
    try:
        app.send_task(task, (str(pk),), retry=False)
    except OperationalError as error:
        log.warning("The queue does not answer (%s); %s is sent again later.", error, task)
