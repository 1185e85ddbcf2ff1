"""The state of the queue, the workers and the storage."""

import shutil
from datetime import datetime, timedelta
from typing import Any

from celery.exceptions import OperationalError as CeleryError
from django.conf import settings
from django.core.files.storage import Storage
from django.db.models import Min, Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from reon import jobs
from reon.celery import app
from reon.clips.models import Clip, Upload
from reon.clips.states import STAGES
from reon.takes.models import Take
from reon.worker import file_field

PING_SECONDS = 0.8
SHOWN = 20


def health() -> dict[str, Any]:
    """Everything the page shows."""
    return {"queue": queue(), "workers": workers(), "storage": storage()}


def queue() -> dict[str, Any]:
    """Waiting and running jobs, the last success, and the failures of the last day.

    A performance is named by its clip only, never by its performer.
    """
    day = timezone.now() - timedelta(days=1)
    counts: list[int] = []
    since: list[datetime | None] = []
    running: list[Clip | Take] = []
    failed: list[Clip | Take] = []
    finished: list[Clip | Take] = []
    for model in (Clip, Take):
        rows = model.objects.exclude(heartbeat=None).order_by("-heartbeat")
        waiting = model.objects.filter(state=jobs.QUEUED)
        counts.append(waiting.count())
        since.append(waiting.aggregate(Min("queued_at"))["queued_at__min"])
        running += rows.filter(state=jobs.RUNNING)[:SHOWN]
        failed += rows.filter(state=model.FAILED, heartbeat__gte=day)[:SHOWN]
        finished += rows.filter(state=model.DONE)[:1]
    entries = [_running_entry(job) for job in running]
    failed.sort(key=_seen, reverse=True)
    return {
        "count": sum(counts),
        "busy": sum(not entry["late"] for entry in entries),
        "clips": counts[0],
        "takes": counts[1],
        "oldest": min(filter(None, since), default=None),
        "running": entries,
        "failed": [_entry(job) for job in failed[:SHOWN]],
        "last": max(map(_seen, finished), default=None),
    }


def workers(broker: str | None = None) -> list[str] | None:
    """Names of the workers that answer; None where the broker does not.

    One with a pool of its own process (``--pool solo``) does not answer while it works.
    """
    try:
        with app.connection_for_write(broker) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=1)
            answers = app.control.ping(timeout=PING_SECONDS, connection=connection)
    except (CeleryError, OperationalError, RedisError, OSError):
        return None
    return sorted(name for answer in answers for name in answer)


def storage() -> dict[str, Any]:
    """Bytes by kind of file, and the free space of the media folder's disk."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    disk = shutil.disk_usage(settings.MEDIA_ROOT)
    kinds = {
        "clips": stored_bytes(Clip, "video", "original", "poster", "track"),
        "takes": stored_bytes(Take, "video", "neutral", "track"),
        "uploads": stored_bytes(Upload, "file"),
    }
    return {
        "kinds": kinds,
        "used": sum(kinds.values()),
        "free": disk.free,
        "total": disk.total,
        "filled": disk.total - disk.free,
        "scarce": disk.free < max(0.05 * disk.total, settings.REON_CLIP_MAX_BYTES),
    }


def stored_bytes(model: type[Model], *columns: str) -> int:
    """Bytes of the files that a model's columns name, each file counted once."""
    sizes: dict[str, int] = {}
    for column in columns:
        rows = model._default_manager.exclude(**{column: ""})
        for name in rows.values_list(column, flat=True).iterator():
            sizes.setdefault(name, _size(file_field(model, column).storage, name))
    return sum(sizes.values())


def _size(storage: Storage, name: str) -> int:
    try:
        return storage.size(name) if name else 0
    except OSError:
        return 0


def _seen(job: Clip | Take) -> datetime:
    """The last heartbeat of a job that a worker has had."""
    return job.heartbeat or job.queued_at


def _running_entry(job: Clip | Take) -> dict[str, Any]:
    age = (timezone.now() - _seen(job)).total_seconds()
    late = age > settings.REON_HEARTBEAT_TIMEOUT
    return {**_entry(job), "stage": STAGES.get(job.stage, job.stage), "age": age, "late": late}


def _entry(job: Clip | Take) -> dict[str, Any]:
    if isinstance(job, Clip):
        address = reverse("studio:edit", args=[job.pk])
        words = _("Clip: %(title)s") % {"title": job.shown_title}
        return {"job": job, "words": words, "address": address}
    words = _("Take of %(title)s") % {"title": job.clip_title or _("a removed clip")}
    return {"job": job, "words": words, "address": ""}
