"""Writes about accounts."""

from django.contrib.auth.models import User
from django.db import transaction


def account_delete(*, user: User) -> None:
    """Delete an account permanently, with all its takes and their files."""
    with transaction.atomic():
        _lock_takes(user)
        user.delete()


def takes_delete(*, user: User) -> int:
    """Delete all takes of a user permanently, with their files; returns how many there were."""
    with transaction.atomic():
        _lock_takes(user)
        takes = list(user.takes.only("pk", "video", "track", "neutral"))
        for take in takes:
            take.delete()
    return len(takes)


def _lock_takes(user: User) -> None:
    """Keep workers from adding a file between the listing and the deletion."""
    list(user.takes.select_for_update().values_list("pk"))
