"""Bodies that are too large are answered with 413 and never reach Django."""

import json

import pytest

from reon.media import body_limit


async def call(path, chunks, headers=()):
    """Send a request through the limit to an application that reads it all."""
    read, sent = [], []
    parts = [
        {"type": "http.request", "body": chunk, "more_body": number < len(chunks)}
        for number, chunk in enumerate(chunks, start=1)
    ]

    async def receive():
        return parts.pop(0)

    async def send(message):
        sent.append(message)

    async def application(scope, receive, send):
        more = True
        while more:
            message = await receive()
            read.append(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    scope = {"type": "http", "path": path, "headers": list(headers)}
    await body_limit.limit_body(application)(scope, receive, send)
    return sent, b"".join(read)


TAKE = "/clips/6a204bd8-9b13-4a8b-8d4c-6a2a4bd89b13/takes/"


@pytest.fixture(autouse=True)
def small(monkeypatch, settings):
    monkeypatch.setattr(body_limit, "FORM", 1000)
    monkeypatch.setattr(body_limit, "ROOM", 0)
    settings.REON_TAKE_MAX_BYTES, settings.REON_NEUTRAL_MAX_BYTES = 4000, 1000


@pytest.mark.parametrize(("path", "allowed"), [("/nowhere/", 1000), (TAKE, 5000)])
async def test_limit_by_path(path, allowed):
    sent, read = await call(path, [b"x" * allowed])
    assert sent[0]["status"] == 200
    assert len(read) == allowed
    sent, read = await call(path, [b"x" * 500] * (allowed // 500 + 1))
    assert sent[0]["status"] == 413
    assert len(read) <= allowed


async def test_announced_length_is_enough():
    headers = [(b"content-length", b"6000"), (b"accept-language", b"ko")]
    sent, read = await call(TAKE, [b"x" * 6000], headers)
    assert sent[0]["status"] == 413
    assert read == b""
    assert json.loads(sent[1]["body"])["error"]["code"] == "too_large"
