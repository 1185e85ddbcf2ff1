"""Shared takes on the pages of a clip and of a take."""

from django.db.models import QuerySet
from django.template import Library

from reon.clips.models import Clip
from reon.sharing.models import Share
from reon.takes.models import Take

PUBLISHED_SHOWN = 10
register = Library()


@register.simple_tag
def published_takes(clip: Clip) -> QuerySet[Share]:
    """The published takes of a clip, the best first."""
    return Share.objects.published_on(clip)[:PUBLISHED_SHOWN]


@register.simple_tag
def share_of(take: Take) -> Share | None:
    """The link of a take, or None for a private one."""
    return Share.objects.filter(take=take).first()
