"""The calls of a resumable upload: POST starts, HEAD gives the offset, PATCH sends a piece."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from reon.clips.models import Upload
from reon.refusals import Refused
from reon.studio import uploads
from reon.studio.access import sent_object, studio_call
from reon.studio.states import state_of
from reon.types import UserRequest


@require_POST
@studio_call
def start(request: UserRequest) -> HttpResponse:
    """Body: {"name", "size", "modified"}; answer: {"id", "offset", "piece"}."""
    sent = sent_object(request)
    upload = uploads.upload_start(
        user=request.user,
        name=sent.get("name"),
        size=sent.get("size"),
        modified=sent.get("modified", 0),
    )
    return JsonResponse(_answer(upload), status=201)


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@studio_call
def piece(request: UserRequest, pk: UUID) -> HttpResponse:
    """One upload: PATCH carries the bytes from `Upload-Offset` on; the last one makes the clip."""
    upload = Upload.objects.filter(pk=pk, user=request.user).first()
    if upload is None:
        raise Refused("upload_gone")
    if request.method == "DELETE":
        upload.delete()
        return HttpResponse(status=204)
    if request.method == "PATCH":
        offset = request.headers.get("Upload-Offset", "")
        if not offset.isdecimal():
            raise Refused("bad_request")
        body = request.read(uploads.PIECE + 1)
        upload = uploads.upload_append(upload=upload, offset=int(offset), piece=body)
        if upload.offset == upload.size:
            clip = uploads.upload_finish(upload=upload)
            return JsonResponse({"offset": upload.offset, "clip": state_of(clip)})
    headers = {"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.size)}
    if request.method == "HEAD":
        return HttpResponse(headers=headers | {"Cache-Control": "no-store"})
    return JsonResponse({"offset": upload.offset}, headers=headers)


def _answer(upload: Upload) -> dict[str, Any]:
    return {"id": str(upload.pk), "offset": upload.offset, "piece": uploads.PIECE}
