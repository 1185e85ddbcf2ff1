"""What an editor does to one clip: POST a JSON object, get the clip's new state."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from reon.clips import services
from reon.clips.models import Clip
from reon.refusals import Refused
from reon.studio import edits
from reon.studio.access import sent_object, studio_call
from reon.studio.states import state_of
from reon.studio.subtitles import lines_of
from reon.studio.texts import texts_save

ACTIONS: dict[str, Callable[[Clip, dict[str, Any]], None]] = {
    "publish": lambda clip, sent: services.clip_publish(clip=clip),
    "hide": lambda clip, sent: services.clip_hide(clip=clip),
    "poster": lambda clip, sent: edits.poster_choose(clip=clip, at=sent.get("at")),
    "cut": lambda clip, sent: edits.cut_ask(
        clip=clip, start=sent.get("start"), end=sent.get("end")
    ),
    "keep-cut": lambda clip, sent: edits.cut_keep(clip=clip),
    "undo-cut": lambda clip, sent: edits.cut_undo(clip=clip),
    "face": lambda clip, sent: edits.face_choose(clip=clip, point=sent),
    "again": lambda clip, sent: edits.model_choose(clip=clip, name=sent.get("model", "")),
}


@require_POST
@studio_call
def act(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Do one of `ACTIONS`."""
    clip = _clip(pk)
    if action not in ACTIONS:
        raise Refused("bad_request")
    ACTIONS[action](clip, sent_object(request))
    return JsonResponse(state_of(_clip(pk)))


@require_POST
@studio_call
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Texts and script together; the answer says what is wrong, or is the new state."""
    sent = sent_object(request)
    problems = texts_save(clip=_clip(pk), texts=sent.get("texts"), script=sent.get("script"))
    if any(problems.values()):
        return JsonResponse({"problems": problems})
    return JsonResponse({"state": state_of(_clip(pk))})


@require_POST
@studio_call
def read_subtitles(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The lines of a subtitle file, for the editor; nothing is stored."""
    sent = sent_object(request)
    return JsonResponse({"lines": lines_of(sent.get("name"), sent.get("text"))})


@require_POST
@studio_call
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    if not request.user.has_perm("clips.delete_clip"):
        raise Refused("staff_only")
    services.clip_delete(clip=_clip(pk))
    return JsonResponse({"next": reverse("studio:index")})


def _clip(pk: UUID) -> Clip:
    clip = Clip.objects.filter(pk=pk).first()
    if clip is None:
        raise Refused("clip_removed")
    return clip
