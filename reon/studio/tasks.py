"""What a worker does for the studio."""

from typing import Any

from celery.signals import worker_ready

from reon.chores import repeat
from reon.studio.uploads import uploads_purge

MINUTE = 60.0


@worker_ready.connect
def purge_uploads(**_: Any) -> None:
    repeat(uploads_purge, every=MINUTE, name="purge of uploads")
