"""The Celery application; the queue carries ids only, the state lives in the database."""

import os

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reon.settings.dev")

app = Celery("reon")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def look_after_jobs_and_files(**_):
    from reon import recovery
    from reon.takes import retention

    recovery.start()
    retention.start()
