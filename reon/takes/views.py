"""From the studio to the result page."""

from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reon.accounts.consent import consent_required
from reon.clips.models import Clip
from reon.headers import cross_origin_isolated
from reon.media.serving import serve
from reon.refusals import Refused
from reon.takes.comparison import numbers_side_by_side
from reon.takes.history import day_streak
from reon.takes.models import Take
from reon.takes.pages import result_context
from reon.takes.selectors import take_groups, take_state, takes_of_same_clip
from reon.takes.services import take_create, take_delete, take_retry
from reon.types import UserRequest

CLIPS_PER_PAGE = 10


@require_safe
@login_required
@consent_required
@cross_origin_isolated
def studio(request: UserRequest, pk: UUID) -> HttpResponse:
    clip = get_object_or_404(Clip.objects.visible_to(request.user), pk=pk)
    if not clip.can_be_performed:
        raise Http404
    limits = {
        "max_bytes": settings.REON_TAKE_MAX_BYTES,
        "max_seconds": settings.REON_TAKE_MAX_SECONDS,
    }
    return render(request, "takes/studio/page.html", {"clip": clip, "limits": limits})


@require_POST
def create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Store a take sent by the studio's script."""
    if not request.user.is_authenticated:
        raise Refused("signed_out")
    take, created = take_create(
        user=request.user,
        clip=Clip.objects.visible_to(request.user).filter(pk=pk).first(),
        video=request.FILES.get("video"),
        neutral=request.FILES.get("neutral"),
        key=request.POST.get("key", ""),
        timeline=request.POST.get("timeline", ""),
    )
    answer = {"id": str(take.pk), "url": take.get_absolute_url()}
    return JsonResponse(answer, status=201 if created else 200)


@require_safe
@login_required
def history(request: UserRequest) -> HttpResponse:
    groups = take_groups(user=request.user)
    days = {localdate(take.created) for group in groups for take in group.takes}
    page = Paginator(groups, CLIPS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"groups": page, "page": page, "streak": day_streak(days, localdate())}
    return render(request, "takes/history.html", context)


@require_safe
@login_required
@never_cache
def compare(request: UserRequest) -> HttpResponse:
    """Two of one's own takes of one clip; 404 for any others."""
    mine = Take.objects.filter(user=request.user, state=Take.State.SCORED).select_related("clip")
    first, second = (_chosen(mine, request.GET.get(name)) for name in ("first", "second"))
    choices = takes_of_same_clip(first).defer("result", "timeline")
    if second not in choices:
        raise Http404
    context = {
        "first": first,
        "second": second,
        "choices": choices,
        "rows": numbers_side_by_side(first.result or {}, second.result or {}),
    }
    return render(request, "takes/compare.html", context)


@require_safe
@never_cache
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    take = _visible(request, pk)
    addresses = {name: reverse(f"takes:{name}", args=[pk]) for name in ("result", "video")}
    context = result_context(
        take, request.user, result=addresses["result"], take_video=addresses["video"]
    )
    context["state"] = take_state(take)
    return render(request, "takes/detail.html", context)


@require_safe
@never_cache
def state(request: HttpRequest, pk: UUID) -> HttpResponse:
    return JsonResponse(take_state(_visible(request, pk)))


@require_safe
@never_cache
def result(request: HttpRequest, pk: UUID) -> HttpResponse:
    take = _visible(request, pk)
    if take.result is None:
        raise Http404
    return JsonResponse(take.result)


@require_safe
async def video(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    take = await sync_to_async(_visible)(request, pk)
    return await serve(request, take.video)


@require_POST
@login_required
def delete(request: UserRequest, pk: UUID) -> HttpResponse:
    take = get_object_or_404(Take.objects.owned_by(request.user), pk=pk)
    take_delete(take=take)
    return redirect("takes:history")


@require_POST
@login_required
def again(request: UserRequest, pk: UUID) -> HttpResponse:
    take = get_object_or_404(Take.objects.owned_by(request.user), pk=pk)
    take_retry(take=take)
    return redirect(take)


def _chosen(takes: QuerySet[Take], pk: str | None) -> Take:
    try:
        return get_object_or_404(takes, pk=UUID(pk or ""))
    except ValueError:
        raise Http404 from None


def _visible(request: HttpRequest, pk: UUID) -> Take:
    return get_object_or_404(Take.objects.visible_to(request.user), pk=pk)
