"""The RE:ON web application."""

from reon.celery import app as celery_app

__all__ = ["celery_app"]
