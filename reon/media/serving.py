"""Serving a stored file, whole or in part (RFC 9110, section 14)."""

import asyncio
import re
from collections.abc import AsyncIterator
from email.utils import formatdate, parsedate_to_datetime
from urllib.parse import quote

from django.conf import settings
from django.core.files import File
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from reon.media.names import content_type

CHUNK = 256 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


async def serve(request: HttpRequest, file: FieldFile) -> HttpResponseBase:
    """A private file; the caller has checked who may see it.

    One byte range is answered with 206, an impossible one with 416, several with the whole file.
    With `REON_ACCEL_PREFIX` the proxy sends the bytes.
    """
    name = file.name
    if not name:
        raise Http404
    headers = {
        "Content-Type": content_type(name),
        "Cache-Control": "private, max-age=3600",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if settings.REON_ACCEL_PREFIX:
        headers["X-Accel-Redirect"] = settings.REON_ACCEL_PREFIX + quote(name)
        return HttpResponse(headers=headers)
    try:
        stored = await asyncio.to_thread(file.storage.open, name, "rb")
        size = await asyncio.to_thread(lambda: file.size)
        modified = await asyncio.to_thread(file.storage.get_modified_time, name)
    except FileNotFoundError:
        raise Http404 from None
    changed = int(modified.timestamp())
    headers |= {
        "Accept-Ranges": "bytes",
        "Last-Modified": formatdate(changed, usegmt=True),
        "ETag": f'"{changed:x}-{size:x}"',
    }
    wanted = request.headers.get("Range", "") if _still_valid(request, headers) else ""
    status, start, stop = _part(wanted, size)
    if status == 416:
        stored.close()
        headers["Content-Range"] = f"bytes */{size}"
        return HttpResponse(status=status, headers=headers)
    if status == 206:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    headers["Content-Length"] = str(stop - start)
    if request.method == "HEAD":
        stored.close()
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(_chunks(stored, start, stop), status=status, headers=headers)


async def _chunks(stored: File, start: int, stop: int) -> AsyncIterator[bytes]:
    try:
        await asyncio.to_thread(stored.seek, start)
        while start < stop:
            chunk = await asyncio.to_thread(stored.read, min(CHUNK, stop - start))
            if not chunk:
                return
            start += len(chunk)
            yield chunk
    finally:
        stored.close()


def _part(wanted: str, size: int) -> tuple[int, int, int]:
    """Status, first byte and past-the-end byte; ranges of other kinds mean the whole file."""
    match = RANGE.match(wanted.strip())
    first, last = match.groups() if match else ("", "")
    if not first and not last:
        return 200, 0, size
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return 200, 0, size
    return (206 if start < size else 416), start, stop


def _still_valid(request: HttpRequest, headers: dict[str, str]) -> bool:
    """Whether If-Range, where sent, names the current version of the file."""
    condition = request.headers.get("If-Range")
    if not condition:
        return True
    if condition.startswith(('"', "W/")):
        return condition == headers["ETag"]
    try:
        return parsedate_to_datetime(condition) == parsedate_to_datetime(headers["Last-Modified"])
    except (TypeError, ValueError):
        return False
