"""Writes about shared takes."""

from django.db import transaction

from reon.refusals import Refused
from reon.sharing.models import Share
from reon.takes.models import Take

PRIVATE, LINK, PUBLISHED = "private", "link", "published"


def share_set(*, take, visibility, shows_video):
    """Decide who may see a take; holds from the next request on.

    Parameters
    ----------
    take : Take
    visibility : {"private", "link", "published"}
        For its owner alone; for whoever has the link; on the clip's page besides.
    shows_video : bool
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
    if visibility == PRIVATE:
        Share.objects.filter(take=take).delete()
        return None
    if visibility not in (LINK, PUBLISHED):
        raise Refused("bad_visibility")
    with transaction.atomic():
        # locked, so that the take cannot be deleted meanwhile
        locked = Take.objects.select_for_update().get(pk=take.pk)
        if locked.state != Take.DONE:
            raise Refused("not_scored")
        values = {"shows_video": shows_video, "published": visibility == PUBLISHED}
        share, _ = Share.objects.update_or_create(take=locked, defaults=values)
    return share
