"""Queue, workers and storage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reon.clips.models import Clip, Upload
from reon.studio import machine

pytestmark = pytest.mark.django_db
NOW = timezone.now


def make(state, ago=0, **more):
    more = {"title": state, "video": "clips/gone.mp4", **more}
    return Clip.objects.create(state=state, heartbeat=NOW() - timedelta(seconds=ago), **more)


def test_queue(settings):
    make("queued", queued_at=NOW() - timedelta(minutes=5))
    make("queued")
    make("running", stage="faces", progress=0.4)
    make("running", ago=2 * settings.REON_HEARTBEAT_TIMEOUT)
    make("ready", ago=60)
    make("refused", ago=3600, reason="no_face", title="Wall")
    make("refused", ago=25 * 3600, title="Long ago")
    queue = machine.queue()
    assert (queue["count"], queue["clips"], queue["takes"]) == (2, 2, 0)
    assert (NOW() - queue["oldest"]).total_seconds() == pytest.approx(300, abs=5)
    assert [entry["late"] for entry in queue["running"]] == [False, True]
    assert queue["busy"] == 1
    assert [entry["words"] for entry in queue["failed"]] == ["Clip: Wall"]
    assert (NOW() - queue["last"]).total_seconds() == pytest.approx(60, abs=5)


def test_storage_counts_every_file_once(film, editor):
    before = machine.storage()
    assert before["kinds"]["clips"] == film.video.size + film.track.size
    assert before["used"] == before["kinds"]["clips"]
    assert 0 < before["free"] <= before["total"]
    Clip.objects.update(original=film.video.name)
    assert machine.storage()["used"] == before["used"]
    user = editor.get("/clips/studio/").wsgi_request.user
    Upload.objects.create(user=user, name="a", size=9, file=film.track.name)
    assert machine.storage()["kinds"]["uploads"] == film.track.size


def test_nobody_answers(settings, redis_server):
    assert machine.workers() == []


def test_broker_that_is_away():
    assert machine.workers("redis://127.0.0.1:1/0") is None


def test_page(editor, film, redis_server):
    make("refused", reason="no_face", title="Wall")
    page = editor.get("/clips/studio/machine/").content.decode()
    assert "Clip: Wall" in page
    assert "No face was found" in page
    assert "No worker answers" in page
