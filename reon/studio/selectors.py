"""Reads for the people who look after the clips."""

from django.db.models import Q, QuerySet

from reon.clips.models import Clip
from reon.clips.selectors import mentions
from reon.jobs import QUEUED, RUNNING
from reon.recognition.choice import active_model


def clips_for_editors(*, query: str = "", show: str = "") -> QuerySet[Clip]:
    """The clips that an editor asks for, the newest first.

    Parameters
    ----------
    query
        Every word has to stand in the title, the description, the actor's name or the source.
    show
        "published", "hidden" (ready and not published), "work" (waiting or being analysed) or
        "refused": only these.
    """
    kinds = {
        "published": Q(published=True),
        "hidden": Q(state=Clip.State.READY, published=False),
        "work": Q(state__in=(QUEUED, RUNNING)),
        "refused": Q(state=Clip.State.REFUSED),
    }
    clips: QuerySet[Clip] = Clip.objects.filter(kinds.get(show, Q()))
    for word in query.split():
        clips = clips.filter(mentions(word) | Q(source__icontains=word))
    return clips.order_by("-created", "pk")


def clips_of_other_models() -> QuerySet[Clip]:
    """Clips whose track is of another model than the active one."""
    return Clip.objects.exclude(track="").exclude(model_name=active_model())
