"""Pushes to the pages that wait; they read the state themselves, in their own language."""

import logging
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

QUEUE = "queue"
log = logging.getLogger(__name__)


def group_of(take_id: UUID | str) -> str:
    """The channels group of one take's pages."""
    return f"take.{take_id}"


def take_changed(take_id: UUID | str) -> None:
    """Have the pages of one take read its state again."""
    _push(group_of(take_id))


def queue_changed() -> None:
    """The same for all waiting takes, whose queue position may have changed."""
    _push(QUEUE)


def _push(group: str) -> None:
    """A lost push costs nothing but a moment: pages poll as well."""
    try:
        async_to_sync(get_channel_layer().group_send)(group, {"type": "changed"})
    except (OSError, RedisError) as error:
        log.warning("The push server does not answer (%s); pages fall back to polling.", error)
