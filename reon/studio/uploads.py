"""Resumable uploads: a row with the size, then pieces, each at the offset reached so far."""

import os
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from reon.clips.models import Clip, Upload
from reon.clips.services import clip_upload
from reon.media.checks import local_path
from reon.media.cleanup import delete_on_commit
from reon.refusals import Refused

PIECE = 2 * 1024 * 1024


def upload_start(*, user: User, name: Any, size: Any, modified: Any) -> Upload:
    """Begin an upload, or resume that of the same file: same name, size and time of change.

    Raises
    ------
    Refused
        With missing, empty or too_large, before a byte was sent.
    """
    uploads_purge()
    if not isinstance(name, str) or not _whole(size) or not _whole(modified):
        raise Refused("bad_request")
    if size == 0:
        raise Refused("empty")
    if size > settings.REON_CLIP_MAX_BYTES:
        raise Refused("too_large", actual=size, allowed=settings.REON_CLIP_MAX_BYTES)
    same = {"user": user, "name": name[-255:], "size": size, "modified": modified}
    known = Upload.objects.filter(clip=None, **same)
    known.exclude(reason="").delete()
    upload = known.first()
    if upload is None:
        upload = Upload(**same)
        upload.file.save("upload.bin", ContentFile(b""), save=True)
    return upload


def upload_append(*, upload: Upload, offset: int, piece: bytes) -> Upload:
    """Store a piece at an offset, which has to be the one reached.

    Returns
    -------
    Upload
        With the offset reached now.

    Raises
    ------
    Refused
        With wrong_offset if other bytes are due, too_large if the piece goes past the end.
    """
    if offset != upload.offset:
        raise Refused("wrong_offset", actual=offset, allowed=upload.offset)
    end = offset + len(piece)
    if len(piece) > PIECE or end > upload.size:
        raise Refused("too_large", actual=end, allowed=min(upload.size, offset + PIECE))
    if not piece:
        return upload
    with upload.file.storage.open(upload.file.name or "", "rb+") as stored:
        stored.seek(offset)
        stored.write(piece)
    moved = Upload.objects.filter(pk=upload.pk, offset=offset)
    if not moved.update(offset=end, touched=timezone.now()):
        raise Refused("wrong_offset", actual=offset, allowed=end)
    upload.offset = end
    return upload


def upload_finish(*, upload: Upload) -> Clip:
    """Make a clip of a complete upload.

    Raises
    ------
    Refused
        With what `clip_upload` says of the file; the upload keeps the reason, not the bytes.
    """
    with transaction.atomic():
        stored = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        if stored is None:
            raise Refused("upload_gone")
        if stored.file:
            _settle(stored)
    if stored.clip is None:
        raise Refused(stored.reason, **stored.reason_values)
    return stored.clip


def _settle(upload: Upload) -> None:
    """Make the clip, or note the reason; the bytes are no longer the upload's."""
    try:
        with upload.file.open("rb") as stored:
            upload.clip = clip_upload(video=Arrived(stored, upload))
    except Refused as refused:
        upload.reason, upload.reason_values = refused.code, refused.values
    delete_on_commit(upload.file.storage, upload.file.name)
    upload.file = ""
    upload.save()


def uploads_purge(now: datetime | None = None) -> None:
    """Delete abandoned uploads."""
    limit = (now or timezone.now()) - timedelta(seconds=settings.REON_UPLOAD_KEPT)
    for upload in Upload.objects.filter(touched__lt=limit):
        upload.delete()


class Arrived(File):
    """A complete upload as a file to store: moved, not copied, where it lies on this machine."""

    def __init__(self, stored: File, upload: Upload) -> None:
        super().__init__(stored, upload.name)
        path = local_path(upload.file)
        if path is not None:
            self.temporary_file_path = partial(os.fspath, path)


def _whole(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**53
