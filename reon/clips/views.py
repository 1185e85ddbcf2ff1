"""The catalogue and the page of one clip."""

from uuid import UUID

import numpy as np
from asgiref.sync import sync_to_async
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reon.clips.captions import webvtt
from reon.clips.models import Clip
from reon.clips.selectors import clip_list, clips_in_preparation
from reon.clips.similar import similar_clips
from reon.media.serving import serve
from reon.recognition.tracks import read_track

CLIPS_PER_PAGE = 24
FILTERS = ("query", "emotion", "length")


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    chosen["sort"] = request.GET.get("sort", "new")
    clips = clip_list(user=request.user, **chosen)
    page = Paginator(clips, CLIPS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"clips": page, "filtered": any(chosen[name] for name in FILTERS), **chosen}
    if not page.object_list and not context["filtered"]:
        context["preparing"] = clips_in_preparation()
    return render(request, "clips/catalogue.html", context)


@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    clip = get_object_or_404(Clip.objects.visible_to(request.user), pk=pk)
    context = {"clip": clip, "similar": similar_clips(clip=clip, user=request.user)}
    return render(request, "clips/detail.html", context)


@require_safe
def timeline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The clip's emotions over time, for the chart and the strip of what comes next."""
    clip = get_object_or_404(Clip.objects.visible_to(request.user), pk=pk)
    if not clip.track:
        raise Http404
    track = read_track(clip.track)
    answer = {
        "times": np.round(track.times, 3).tolist(),
        "probabilities": np.round(track.probabilities.astype(float), 4).tolist(),
        "seen": track.seen.tolist(),
        "labels": track.labels,
        "script": clip.shown_script,
    }
    return JsonResponse(answer)


@require_safe
def captions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The script as a text track for the clip's video."""
    clip = get_object_or_404(Clip.objects.visible_to(request.user), pk=pk)
    return HttpResponse(webvtt(clip.shown_script), content_type="text/vtt; charset=utf-8")


@require_safe
async def file(request: HttpRequest, pk: UUID, field: str) -> HttpResponseBase:
    """The clip's video or poster."""
    clip = await sync_to_async(_visible)(request, pk)
    return await serve(request, getattr(clip, field))


def _visible(request: HttpRequest, pk: UUID) -> Clip:
    return get_object_or_404(Clip.objects.visible_to(request.user), pk=pk)
