"""Deleting is for good: rows and files, however the deletion comes about."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from reon.accounts.services import account_delete
from reon.clips.services import clip_delete
from reon.recognition.tracks import track_file
from reon.takes.models import Take
from reon.takes.services import take_delete
from tests.takes.conftest import moving_track

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scored(take):
    take.track.save("track.npz", track_file(moving_track()), save=False)
    take.state, take.score, take.result = "scored", 81.0, {"score": 81.0}
    take.save()
    return take


def files(root):
    return sorted(file.parent.name for file in root.rglob("*.*"))


def test_take(scored, media_root):
    assert files(media_root) == ["clips", "takes", "tracks", "tracks"]
    take_delete(take=scored)
    assert files(media_root) == ["clips", "tracks"]


def test_take_scored_meanwhile(scored, media_root):
    """What the page has loaded is older than what the worker has stored."""
    old = Take.objects.get()
    scored.track.save("track.npz", ContentFile(b"newer"))
    (media_root / old.track.name).unlink()
    take_delete(take=old)
    assert files(media_root) == ["clips", "tracks"]


def test_by_the_page(client, scored, performer, media_root):
    client.force_login(performer)
    assert client.post(f"/takes/{scored.pk}/delete/").url == "/takes/"
    assert not Take.objects.exists()
    assert files(media_root) == ["clips", "tracks"]


def test_account(scored, performer, stranger, media_root):
    account_delete(user=performer)
    assert not Take.objects.exists()
    assert files(media_root) == ["clips", "tracks"]


def test_clip_keeps_the_takes(scored, clip, media_root):
    clip_delete(clip=clip)
    scored.refresh_from_db()
    assert scored.clip is None
    assert (scored.shown_title, scored.result) == ("Smile", {"score": 81.0})
    assert files(media_root) == ["takes", "tracks"]


def test_clip_takes_its_example_along(scored, clip, media_root):
    Take.objects.update(user=None, is_example=True)
    clip_delete(clip=clip)
    assert not Take.objects.exists()
    assert files(media_root) == []


def test_rolled_back_deletion_keeps_the_files(scored, media_root):
    with transaction.atomic():
        take_delete(take=scored)
        transaction.set_rollback(True)
    assert Take.objects.exists()
    assert files(media_root) == ["clips", "takes", "tracks", "tracks"]
