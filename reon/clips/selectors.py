"""Reads for the catalogue."""

from django.db.models import F, Func, Max, Q, QuerySet
from django.db.models.expressions import Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import get_language

from reon.clips.models import Clip
from reon.types import Visitor

SEARCHED = ("title", "title_ko", "description", "description_ko", "actor")
SORTS = {
    "new": "-created",
    "title": "shown",
    "short": "duration",
    "long": "-duration",
    "easy": "difficulty",
    "hard": "-difficulty",
}
LENGTHS = {"short": (0, 10), "medium": (10, 30), "long": (30, float("inf"))}  # seconds


def clip_list(
    *, user: Visitor, query: str = "", emotion: str = "", length: str = "", sort: str = "new"
) -> QuerySet[Clip]:
    """Published clips with the user's best score as `best_score`.

    Parameters
    ----------
    user
    query
        Every word has to stand in the title, the description or the actor's name.
    emotion
        One that the clip's strip shows.
    length
        One of `LENGTHS`; any other, such as none, shows all.
    sort
        One of `SORTS`; the newest first for any other.
    """
    clips: QuerySet[Clip] = Clip.objects.published()
    for word in query.split():
        clips = clips.filter(mentions(word))
    if length in LENGTHS:
        least, most = LENGTHS[length]
        clips = clips.filter(duration__gte=least)
        clips = clips.filter(duration__lt=most) if most < float("inf") else clips
    if emotion:
        shown = [clip.pk for clip in clips.only("strip") if emotion in clip.emotions]
        clips = clips.filter(pk__in=shown)
    mine = Q(takes__user_id=user.pk or 0)
    clips = clips.annotate(best_score=Max("takes__score", filter=mine), shown=_shown_title())
    return clips.order_by(SORTS.get(sort, SORTS["new"]), "pk")


def clips_in_preparation() -> int:
    """How many clips will be in the catalogue once they are analysed."""
    return Clip.objects.filter(published=True, track="").exclude(state=Clip.State.REFUSED).count()


def mentions(word: str) -> Q:
    """Clips with a word in the title, the description or the actor's name."""
    found = Q()
    for field in SEARCHED:
        found |= Q(**{f"{field}__icontains": word})
    return found


def _shown_title() -> Func:
    """The title in the active language, for sorting."""
    if (get_language() or "").startswith("ko"):
        return Lower(Coalesce(NullIf(F("title_ko"), Value("")), F("title")))
    return Lower("title")
