"""What takes do when clips announce something."""

from typing import Any

from django.dispatch import receiver

from reon import jobs
from reon.clips.signals import clip_analysed
from reon.takes.models import Take


@receiver(clip_analysed)
def send_waiting_takes(pk: str, **_: Any) -> None:
    """Send the takes that waited for their clip to be analysed."""
    waiting = Take.objects.filter(clip_id=pk, state=jobs.QUEUED)
    for take in waiting.values_list("pk", flat=True):
        jobs.send(Take.TASK, take)
