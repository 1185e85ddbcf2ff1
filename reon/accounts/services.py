"""Writes about accounts."""

from django.db import transaction


def account_delete(*, user):
    """Delete an account with all its takes and their files, for good."""
    with transaction.atomic():
        _lock_takes(user)
        user.delete()


def takes_delete(*, user):
    """Delete all takes of a user with their files, for good; returns how many there were."""
    with transaction.atomic():
        _lock_takes(user)
        takes = list(user.takes.only("pk", "video", "track", "neutral"))
        for take in takes:
            take.delete()
    return len(takes)


def _lock_takes(user):
    """Keep workers from adding a file between the listing and the deletion."""
    list(user.takes.select_for_update().values_list("pk"))
