"""Pages of the admin studio."""

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reon.clips.models import Clip, Upload
from reon.clips.states import REQUIRED
from reon.media.checks import PLAYABLE
from reon.studio.access import studio_call, studio_page
from reon.studio.machine import health
from reon.studio.model_cards import installed_names
from reon.studio.selectors import clips_for_editors
from reon.studio.states import state_of
from reon.studio.texts import TextsForm
from reon.types import UserRequest

MOST = 200  # states asked for at once
PER_PAGE = 50


@require_safe
@studio_page
@never_cache
def index(request: UserRequest) -> HttpResponse:
    """Upload of many clips, and the clips with their states, page by page."""
    chosen = {name: request.GET.get(name, "") for name in ("query", "show")}
    page = Paginator(clips_for_editors(**chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **chosen,
        "page": page,
        "filtered": any(chosen.values()),
        "states": [state_of(clip) for clip in page],
        "unfinished": Upload.objects.filter(user=request.user, clip=None),
        "max_bytes": settings.REON_CLIP_MAX_BYTES,
        "max_seconds": settings.REON_CLIP_MAX_SECONDS,
        "codecs": ", ".join(PLAYABLE.values()),
    }
    return render(request, "studio/index.html", context)


@require_safe
@studio_call
@never_cache
def states(request: HttpRequest) -> HttpResponse:
    """The states of the clips with the given ids."""
    pks = [pk for pk in request.GET.getlist("id") if len(pk) == 36][:MOST]
    try:
        clips = list(Clip.objects.filter(pk__in=pks))
    except ValueError:
        clips = []
    return JsonResponse({str(clip.pk): state_of(clip) for clip in clips})


@require_safe
@studio_page
@never_cache
def machine(request: HttpRequest) -> HttpResponse:
    """The state of the queue, the workers and the storage."""
    return render(request, "studio/machine.html", health())


@require_safe
@studio_page
@never_cache
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The editor of one clip."""
    clip = get_object_or_404(Clip, pk=pk)
    context = {
        "clip": clip,
        "form": TextsForm(instance=clip),
        "models": installed_names(),
        "takes": clip.takes.filter(is_example=False).count(),
        "start": {
            "state": state_of(clip),
            "strip": clip.strip,
            "labels": {name: str(words) for name, words in REQUIRED.items()},
        },
    }
    return render(request, "studio/edit.html", context)
