"""An upper bound for request bodies, which Django does not have under ASGI."""

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from django.conf import settings

from reon.answers import body
from reon.language import in_language_of
from reon.refusals import Refused

FORM = 3 * 1024 * 1024
ROOM = 1024 * 1024  # the other fields and the multipart boundaries
DRAIN = 32 * 1024 * 1024


Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class _TooLarge(Exception):
    pass


def allowed_bytes(path: str) -> int:
    """How many bytes a request to this path may carry."""
    if re.fullmatch(r"/clips/[^/]+/takes/", path):
        return settings.REON_TAKE_MAX_BYTES + settings.REON_NEUTRAL_MAX_BYTES
    if path.startswith("/admin/clips/clip/"):
        return settings.REON_CLIP_MAX_BYTES
    return FORM


def limit_body(application: Application) -> Application:
    """Wrap an ASGI application: a longer body is answered with 413 and never stored."""

    async def limited(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await application(scope, receive, send)
        allowed = allowed_bytes(scope["path"]) + ROOM
        announced = _announced(scope)
        if announced > allowed:
            await _drain(receive, min(announced, DRAIN))
            return await _refuse(scope, send, announced, allowed)
        seen = 0
        started = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > allowed:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await application(scope, counted, noted)
        except _TooLarge:
            if not started:
                await _refuse(scope, send, seen, allowed)

    return limited


def _announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


async def _drain(receive: Receive, most: int) -> None:
    """Read and discard a moderate body, so that the browser gets to see the answer."""
    while most > 0:
        message = await receive()
        most -= len(message.get("body", b""))
        if not message.get("more_body"):
            return


async def _refuse(scope: Scope, send: Send, actual: int, allowed: int) -> None:
    refused = Refused("too_large", actual=actual, allowed=allowed - ROOM)
    with in_language_of(scope):
        content = json.dumps(body(refused)).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(content)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
