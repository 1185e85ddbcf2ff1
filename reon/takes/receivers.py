"""What takes do when clips or accounts announce something."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.dispatch import receiver

from reon import jobs
from reon.accounts.export import Entry
from reon.accounts.signals import export_requested
from reon.clips.signals import clip_analysed
from reon.takes.export import take_entries
from reon.takes.models import Take


@receiver(clip_analysed)
def send_waiting_takes(pk: str, **_: Any) -> None:
    """Send the takes that waited for their clip to be analysed."""
    waiting = Take.objects.filter(clip_id=pk, state=jobs.QUEUED)
    for take in waiting.values_list("pk", flat=True):
        jobs.send(Take.TASK, take)


@receiver(export_requested)
def add_takes(user: User, **_: Any) -> Iterator[Entry]:
    """Add a user's takes to the export of the account."""
    return take_entries(user)
