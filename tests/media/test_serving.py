"""Stored files: whole, in part, and only for those who may see them."""

import pytest
from django.core.files.base import ContentFile
from django.test import AsyncClient

from reon.clips.models import Clip

CONTENT = bytes(range(256)) * 4000
SIZE = len(CONTENT)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address(media_root):
    clip = Clip(title="Clip", published=True, state="ready", track="tracks/some.npz")
    clip.video.save("clip.mp4", ContentFile(CONTENT))
    return f"/clips/{clip.pk}/video"


async def read(response):
    return b"".join([chunk async for chunk in response.streaming_content])


async def test_whole_file(address):
    response = await AsyncClient().get(address)
    assert response.status_code == 200
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Content-Length"] == str(SIZE)
    assert response.headers["Content-Type"] == "video/mp4"
    assert await read(response) == CONTENT


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-100", SIZE - 100, SIZE - 1),
        ("bytes=0-", 0, SIZE - 1),
        (f"bytes={SIZE - 1}-{SIZE + 500}", SIZE - 1, SIZE - 1),
        ("bytes=300000-800000", 300000, 800000),
    ],
)
async def test_part_of_a_file(address, wanted, first, last):
    response = await AsyncClient().get(address, headers={"range": wanted})
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response.headers["Content-Length"] == str(last - first + 1)
    assert await read(response) == CONTENT[first : last + 1]


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-{SIZE + 9}", "bytes=-0"])
async def test_part_outside_the_file(address, wanted):
    response = await AsyncClient().get(address, headers={"range": wanted})
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "wanted", ["bytes=", "bytes=a-b", "lines=1-2", "bytes=5-2", "bytes=0-1,4-5"]
)
async def test_other_ranges_give_the_whole(address, wanted):
    response = await AsyncClient().get(address, headers={"range": wanted})
    assert response.status_code == 200
    assert await read(response) == CONTENT


async def test_if_range(address):
    client = AsyncClient()
    first = await client.get(address)
    for condition in (first.headers["ETag"], first.headers["Last-Modified"]):
        headers = {"range": "bytes=0-9", "if-range": condition}
        assert (await client.get(address, headers=headers)).status_code == 206
    for condition in ('"older"', "Mon, 01 Jan 2001 00:00:00 GMT", "nonsense"):
        headers = {"range": "bytes=0-9", "if-range": condition}
        assert (await client.get(address, headers=headers)).status_code == 200


async def test_head_has_no_body(address):
    response = await AsyncClient().head(address)
    assert response.status_code == 200
    assert response.headers["Content-Length"] == str(SIZE)


async def test_file_that_is_gone(address, media_root):
    for file in media_root.rglob("*.mp4"):
        file.unlink()
    assert (await AsyncClient().get(address)).status_code == 404


async def test_proxy_sends_the_bytes(address, settings):
    settings.REON_ACCEL_PREFIX = "/protected/"
    response = await AsyncClient().get(address)
    assert response.headers["X-Accel-Redirect"].startswith("/protected/clips/")
    assert response.content == b""


async def test_hidden_clip(address):
    await Clip.objects.aupdate(published=False)
    assert (await AsyncClient().get(address)).status_code == 404
