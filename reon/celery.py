"""The Celery application; the queue carries ids only, the state lives in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reon.settings.dev")

app = Celery("reon")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
