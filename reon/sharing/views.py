"""The owner's choice of who may see a take, and the pages behind its link."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reon.media.serving import serve
from reon.sharing.models import Share
from reon.sharing.services import share_set
from reon.takes.models import Take
from reon.takes.pages import result_context
from reon.types import UserRequest


def unlisted(view: Callable[..., Any]) -> Callable[..., Any]:
    """Keep a page out of search engines and caches: a revoked link leaves nothing behind."""

    def mark(response: HttpResponseBase) -> HttpResponseBase:
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    if iscoroutinefunction(view):

        @wraps(view)
        async def marked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            return mark(await view(request, **kwargs))
    else:

        @wraps(view)
        def marked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            return mark(view(request, **kwargs))

    return marked


@require_POST
@login_required
def change(request: UserRequest, pk: UUID) -> HttpResponse:
    take = get_object_or_404(Take.objects.filter(user=request.user), pk=pk)
    share = share_set(
        take=take,
        visibility=request.POST.get("visibility", ""),
        shows_video="shows_video" in request.POST,
    )
    done = _("The link works from now on.") if share else _("This take is private. No link works.")
    messages.success(request, done)
    return redirect(take.get_absolute_url() + "#share")


@require_safe
@unlisted
def page(request: HttpRequest, token: str) -> HttpResponse:
    share = _share(token)
    video = reverse("sharing:video", args=[token]) if share.shows_video else ""
    context = result_context(
        share.take, request.user, result=reverse("sharing:result", args=[token]), take_video=video
    )
    return render(request, "sharing/page.html", {**context, "share": share})


@require_safe
@unlisted
def result(request: HttpRequest, token: str) -> HttpResponse:
    return JsonResponse(_share(token).take.result)


@require_safe
@unlisted
async def video(request: HttpRequest, token: str) -> HttpResponseBase:
    share = await sync_to_async(_share)(token)
    if not share.shows_video:
        raise Http404
    return await serve(request, share.take.video)


def _share(token: str) -> Share:
    return get_object_or_404(Share.objects.scored(), token=token)
