"""One state machine for everything a worker does: queued → running → done or failed.

The state lives in the database, the queue only carries ids. A worker claims a job with one
conditional UPDATE and keeps the claim's token: a job delivered twice is worked on once, and a
worker that lost its job to another can no longer change it.
"""

import logging
import uuid
from datetime import timedelta

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

    A subclass names its two ends, `DONE` and `FAILED`, and the Celery task that does the work.
    """

    DONE = "done"
    FAILED = "failed"
    TASK: str

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
    def is_finished(self):
        return self.state in (self.DONE, self.FAILED)


def enqueue(job):
    """Put a finished (or new) job back to the start; False if it is waiting or running already."""
    now = timezone.now()
    return bool(
        _rows(job)
        .filter(state__in=(job.DONE, job.FAILED))
        .update(
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


def claim(model, pk):
    """Take a queued job: the claim's token, or None where somebody else has it or it is gone."""
    token = uuid.uuid4()
    taken = model.objects.filter(pk=pk, state=QUEUED).update(
        state=RUNNING,
        stage="reading",
        progress=0.0,
        claim=token,
        heartbeat=timezone.now(),
        attempts=F("attempts") + 1,
    )
    return token if taken else None


def beat(model, pk, token, **fields):
    """Give a sign of life, with the stage and progress; False once the claim is lost."""
    return bool(_held(model, pk, token).update(heartbeat=timezone.now(), **fields))


def finish(model, pk, token, **fields):
    """Store the outcome; False, and nothing stored, once the claim is lost."""
    return bool(
        _held(model, pk, token).update(
            state=model.DONE,
            stage=model.DONE,
            progress=1.0,
            claim=None,
            reason="",
            reason_values={},
            **fields,
        )
    )


def fail(model, pk, token, reason, values=None):
    """End with a reason that can be told; False once the claim is lost."""
    return bool(
        _held(model, pk, token).update(
            state=model.FAILED,
            stage=model.FAILED,
            claim=None,
            reason=reason,
            reason_values=values or {},
        )
    )


def release(model, pk, token):
    """Give a job back that cannot be done yet; it waits in its old place."""
    return bool(
        _held(model, pk, token).update(
            state=QUEUED, stage=QUEUED, progress=0.0, claim=None, attempts=F("attempts") - 1
        )
    )


def recover(model, now=None):
    """Free the jobs of lost workers and list what has to be sent to the queue again.

    Returns
    -------
    list of pk
        Jobs just freed, and jobs that have waited so long that their message may be lost.
        Sending one that is still in the queue does no harm.
    """
    now = now or timezone.now()
    silent = model.objects.filter(
        state=RUNNING, heartbeat__lt=now - timedelta(seconds=settings.REON_HEARTBEAT_TIMEOUT)
    )
    silent.filter(attempts__gte=settings.REON_JOB_ATTEMPTS).update(
        state=model.FAILED, stage=model.FAILED, claim=None, reason="worker_lost"
    )
    freed = list(silent.values_list("pk", "claim"))
    pks = [
        pk
        for pk, token in freed
        if silent.filter(pk=pk, claim=token).update(
            state=QUEUED, stage=QUEUED, progress=0.0, claim=None, sent_at=now
        )
    ]
    waiting = model.objects.filter(
        state=QUEUED, sent_at__lt=now - timedelta(seconds=settings.REON_RESEND_AFTER)
    )
    stale = list(waiting.values_list("pk", flat=True))
    model.objects.filter(pk__in=stale).update(sent_at=now)
    return pks + stale


def waiting(model):
    """Ids of every queued job, oldest first."""
    return list(
        model.objects.filter(state=QUEUED).order_by("queued_at").values_list("pk", flat=True)
    )


def place(job):
    """Place in the queue: 1 is next; None for a job that is not waiting."""
    if job.state != QUEUED:
        return None
    return type(job).objects.filter(state=QUEUED, queued_at__lt=job.queued_at).count() + 1


def _rows(job):
    return type(job).objects.filter(pk=job.pk)


def _held(model, pk, token):
    return model.objects.filter(pk=pk, state=RUNNING, claim=token)


def send(task, pk):
    """Put an id into the queue; a broker that is away costs a delay only (see `recover`).

    The task goes by its name: whoever sends it need not load what a worker needs to do it.
    """
    try:
        app.send_task(task, (str(pk),), retry=False)
    except OperationalError as error:
        log.warning("The queue does not answer (%s); %s is sent again later.", error, task)
