"""Progress pushed over a WebSocket, through a real broker."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import AsyncClient

from reon import jobs, progress
from reon.asgi import application
from reon.takes.models import Take
from reon.takes.services import take_delete

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("redis_server")]


async def headers_of(user=None, origin="http://testserver", language="en"):
    headers = [(b"host", b"testserver"), (b"accept-language", language.encode())]
    if origin:
        headers.append((b"origin", origin.encode()))
    if user:
        client = AsyncClient()
        await client.aforce_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode()))
    return headers


class Socket(ApplicationCommunicator):
    """A browser's end of a WebSocket."""

    async def next(self):
        message = await self.receive_output(timeout=5)
        assert message["type"] == "websocket.send", message
        return json.loads(message["text"])

    async def leave(self):
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(timeout=5)


async def open_socket(take, **options):
    path = f"/ws/takes/{take.pk}/"
    scope = {"type": "websocket", "path": path, "query_string": b"", "subprotocols": []}
    socket = Socket(application, {**scope, "headers": await headers_of(**options)})
    await socket.send_input({"type": "websocket.connect"})
    answer = await socket.receive_output(timeout=5)
    return socket, answer["type"] == "websocket.accept"


async def test_owner_sees_every_change(take, performer):
    socket, connected = await open_socket(take, user=performer)
    assert connected
    first = await socket.next()
    assert (first["state"], first["place"]) == ("queued", 1)

    claim = await sync_to_async(jobs.claim)(Take, take.pk)
    await sync_to_async(claim.beat)(stage="faces", progress=0.25)
    await sync_to_async(progress.take_changed)(take.pk)
    second = await socket.next()
    assert (second["state"], second["stage"], second["progress"]) == ("running", "faces", 0.25)

    await sync_to_async(claim.finish)(score=90.0)
    await sync_to_async(progress.take_changed)(take.pk)
    assert (await socket.next())["state"] == "scored"
    await socket.leave()


async def test_place_moves_up(take, performer):
    later = await Take.objects.acreate(user=performer, clip_title="B", video="takes/b.mp4")
    socket, _ = await open_socket(later, user=performer)
    assert (await socket.next())["place"] == 2
    await sync_to_async(jobs.claim)(Take, take.pk)
    await sync_to_async(progress.queue_changed)()
    assert (await socket.next())["place"] == 1
    await socket.leave()


async def test_idle_socket_stays_open(take, performer):
    """redis-py 8 ends reads after five seconds unless it is told otherwise."""
    socket, _ = await open_socket(take, user=performer)
    await socket.next()
    await asyncio.sleep(6)
    await sync_to_async(progress.take_changed)(take.pk)
    assert (await socket.next())["state"] == "queued"
    await socket.leave()


async def test_deleted_take_closes_the_socket(take, performer):
    socket, _ = await open_socket(take, user=performer)
    await socket.next()
    await sync_to_async(take_delete)(take=take)
    assert (await socket.receive_output(timeout=5))["type"] == "websocket.close"


async def test_stranger_and_anonymous_are_refused(take, stranger):
    for user in (stranger, None):
        socket, connected = await open_socket(take, user=user)
        assert not connected
        await socket.leave()


@pytest.mark.parametrize("origin", ["https://evil.example", None])
async def test_other_sites_are_refused(take, performer, origin):
    socket, connected = await open_socket(take, user=performer, origin=origin)
    assert not connected
    await socket.leave()
