"""Everything about a person as a ZIP, and nothing about anybody else."""

import csv
import io
import json
import zipfile

import pytest
from asgiref.sync import sync_to_async
from django.core.files.base import ContentFile

from reon.recognition.tracks import read_track, track_file
from reon.sharing.models import Share
from reon.takes.models import Take
from tests.takes.conftest import moving_track

pytestmark = pytest.mark.django_db(transaction=True)
VIDEO = bytes(range(256)) * 5000  # more than one chunk


def stored_take(user, clip, **fields):
    take = Take(user=user, clip=clip, clip_title=clip.title, **fields)
    take.neutral.save("rest.webm", ContentFile(b"resting"), save=False)
    take.track.save("track.npz", track_file(moving_track()), save=False)
    take.video.save("take.mp4", ContentFile(VIDEO))
    return take


async def archive_of(async_client, user):
    await async_client.aforce_login(user)
    answer = await async_client.get("/accounts/export/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    body = b"".join([chunk async for chunk in answer.streaming_content])
    return zipfile.ZipFile(io.BytesIO(body))


async def test_all_of_mine_and_nothing_else(async_client, performer, stranger, clip):
    mine = await sync_to_async(stored_take)(
        performer, clip, state="scored", score=71.5, result={"score": 71.5}
    )
    await sync_to_async(stored_take)(stranger, clip)
    await Share.objects.acreate(take=mine, published=True)
    with await archive_of(async_client, performer) as archive:
        assert archive.testzip() is None
        folder = next(name for name in archive.namelist() if str(mine.pk) in name).rpartition("/")[
            0
        ]
        names = ("take.json", "result.json", "track.csv", "video.mp4", "resting-face.webm")
        assert set(archive.namelist()) == {"account.json", *(f"{folder}/{name}" for name in names)}
        assert archive.read(f"{folder}/video.mp4") == VIDEO
        assert json.loads(archive.read(f"{folder}/result.json")) == {"score": 71.5}
        facts = json.loads(archive.read(f"{folder}/take.json"))
        assert (facts["score"], facts["clip"]) == (71.5, clip.title)
        assert facts["shared"] == {"published": True, "shows_video": False}
        account = json.loads(archive.read("account.json"))
        assert account["username"] == "mina"
        assert account["consents"][0]["withdrawn"] is None
        rows = list(csv.DictReader(io.StringIO(archive.read(f"{folder}/track.csv").decode())))
    track = read_track(mine.track)
    assert len(rows) == len(track.times)
    assert float(rows[7]["happiness"]) == pytest.approx(track.probabilities[7, 3], abs=1e-5)
    assert {row["face_seen"] for row in rows} == {"1"}


async def test_a_lost_file_does_not_stop_the_rest(async_client, performer, clip):
    take = await sync_to_async(stored_take)(performer, clip)
    take.video.storage.delete(take.video.name)
    take.track.storage.delete(take.track.name)
    with await archive_of(async_client, performer) as archive:
        names = {name.rpartition("/")[2] for name in archive.namelist()}
    assert names == {"account.json", "take.json", "resting-face.webm"}


async def test_an_account_without_takes(async_client, person):
    user = await sync_to_async(person)("new")
    with await archive_of(async_client, user) as archive:
        assert archive.namelist() == ["account.json"]
