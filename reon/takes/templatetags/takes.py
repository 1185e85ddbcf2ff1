"""Takes on the page of a clip."""

from django.db.models import QuerySet
from django.template import Library

from reon.clips.models import Clip
from reon.takes.models import Take
from reon.types import Visitor

register = Library()


@register.simple_tag
def takes_of(clip: Clip, user: Visitor) -> QuerySet[Take]:
    """A user's takes of a clip, the newest first."""
    if not user.is_authenticated:
        return Take.objects.none()
    takes = Take.objects.filter(clip=clip, user=user, is_example=False)
    return takes.defer("result", "timeline")


@register.simple_tag
def example_of(clip: Clip) -> Take | None:
    """The scored example take of a clip, or None."""
    examples = Take.objects.filter(clip=clip, is_example=True, state=Take.State.SCORED)
    return examples.defer("result", "timeline").first()
