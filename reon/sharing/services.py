"""Writes about shared takes."""

from enum import StrEnum

from django.db import transaction

from reon.refusals import Refused
from reon.sharing.models import Share
from reon.takes.models import Take


class Visibility(StrEnum):
    """Who may see a take: its owner alone; whoever has the link; everybody on the clip's page."""

    PRIVATE = "private"
    LINK = "link"
    PUBLISHED = "published"


def share_set(*, take: Take, visibility: str, shows_video: bool) -> Share | None:
    """Decide who may see a take; holds from the next request on.

    Parameters
    ----------
    take
    visibility
        A `Visibility`.
    shows_video
        Whether others see the recording, and with it the performer's face.

    Returns
    -------
    Share or None
        None for a private take.

    Raises
    ------
    Refused
        For another visibility, or a take that has no score yet.
    """
    if visibility == Visibility.PRIVATE:
        Share.objects.filter(take=take).delete()
        return None
    if visibility not in list(Visibility):
        raise Refused("bad_visibility")
    with transaction.atomic():
        # locked, so that the take cannot be deleted meanwhile
        locked = Take.objects.select_for_update().get(pk=take.pk)
        if locked.state != Take.State.SCORED:
            raise Refused("not_scored")
        values = {"shows_video": shows_video, "published": visibility == Visibility.PUBLISHED}
        share, _ = Share.objects.update_or_create(take=locked, defaults=values)
    return share
