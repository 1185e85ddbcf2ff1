"""How the queue, the workers and the storage are."""

import shutil
from datetime import timedelta

from celery.exceptions import OperationalError as CeleryError
from django.conf import settings
from django.db.models import Min
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

PING_SECONDS = 0.8
SHOWN = 20


def health():
    """Everything that the page shows."""
    return {"queue": queue(), "workers": workers(), "storage": storage()}


def queue():
    """Waiting and running jobs, the last that ended well, and the failures of the last day.

    A performance is told by the clip's name only, never by whose it is.
    """
    day = timezone.now() - timedelta(days=1)
    counts, since, running, failed, finished = [], [], [], [], []
    for model in (Clip, Take):
        rows = model.objects.exclude(heartbeat=None).order_by("-heartbeat")
        waiting = model.objects.filter(state=jobs.QUEUED)
        counts.append(waiting.count())
        since.append(waiting.aggregate(Min("queued_at"))["queued_at__min"])
        running += rows.filter(state=jobs.RUNNING)[:SHOWN]
        failed += rows.filter(state=model.FAILED, heartbeat__gte=day)[:SHOWN]
        finished += rows.filter(state=model.DONE)[:1]
    told = [_running(job) for job in running]
    failed.sort(key=lambda job: job.heartbeat, reverse=True)
    return {
        "count": sum(counts),
        "busy": sum(not entry["late"] for entry in told),
        "clips": counts[0],
        "takes": counts[1],
        "oldest": min(filter(None, since), default=None),
        "running": told,
        "failed": [_told(job) for job in failed[:SHOWN]],
        "last": max((job.heartbeat for job in finished), default=None),
    }


def workers(broker=None):
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


def storage():
    """Bytes by kind of file, and what is free on the disk of the media folder."""
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


def stored_bytes(model, *fields):
    """Bytes of the files that a model's columns name, each file counted once."""
    sizes = {}
    for field in fields:
        storage = model._meta.get_field(field).storage
        for name in model.objects.exclude(**{field: ""}).values_list(field, flat=True).iterator():
            sizes.setdefault(name, _size(storage, name))
    return sum(sizes.values())


def _size(storage, name):
    try:
        return storage.size(name) if name else 0
    except OSError:
        return 0


def _running(job):
    age = (timezone.now() - job.heartbeat).total_seconds()
    late = age > settings.REON_HEARTBEAT_TIMEOUT
    return {**_told(job), "stage": STAGES.get(job.stage, job.stage), "age": age, "late": late}


def _told(job):
    if isinstance(job, Clip):
        address = reverse("studio:edit", args=[job.pk])
        words = _("Clip: %(title)s") % {"title": job.shown_title}
        return {"job": job, "words": words, "address": address}
    words = _("Take of %(title)s") % {"title": job.clip_title or _("a removed clip")}
    return {"job": job, "words": words, "address": ""}
