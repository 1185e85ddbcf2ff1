"""The resting face: checked, stored with the take, used if it is one, refused if it is not."""

import uuid

import numpy as np
import pytest
from django.db import transaction

from reon.accounts.services import account_delete
from reon.takes.models import Take
from reon.takes.neutral import resting_face_of
from reon.takes.services import take_create, take_delete
from tests.takes.conftest import LABELS
from tests.videos import encoded, upload

NEUTRAL = LABELS.index("neutral")


def still_track(largest, second=None, frames=20, seen=None):
    """A track of one unchanging face."""
    from scoring.track import Track

    row = np.full(len(LABELS), 0.01)
    row[LABELS.index(largest)] = 0.6
    if second:
        row[LABELS.index(second)] = 0.3
    seen = np.ones(frames, bool) if seen is None else seen
    rows = np.tile(row, (frames, 1))
    return Track(np.arange(frames) / 10, rows, seen, LABELS, "reon-b0", "0" * 64)


def test_calm_face_becomes_the_resting_face():
    rest, note = resting_face_of(still_track("neutral", "sadness"))
    assert note == "used"
    assert rest.argmax() == NEUTRAL
    assert rest.sum() == pytest.approx(1, abs=1e-6)
    assert rest[LABELS.index("sadness")] == pytest.approx(0.3 / 0.95, abs=1e-3)


def test_face_that_looks_sad_at_rest_is_still_one():
    rest, note = resting_face_of(still_track("sadness", "neutral"))
    assert note == "used"
    assert rest.argmax() == LABELS.index("sadness")


@pytest.mark.parametrize("second", ["surprise", None])
def test_expression_is_no_resting_face(second):
    assert resting_face_of(still_track("happiness", second)) == (None, "not_calm")


def test_neutral_may_be_second_but_not_small():
    from scoring.track import Track

    rows = np.tile([0, 0, 0, 0.99, 0.01, 0, 0], (20, 1))
    track = Track(np.arange(20) / 10, rows, np.ones(20, bool), LABELS)
    assert resting_face_of(track) == (None, "not_calm")


def test_a_face_seen_for_a_moment_says_nothing():
    seen = np.arange(20) < 4
    assert resting_face_of(still_track("neutral", seen=seen)) == (None, "no_face")


def test_frames_without_a_face_do_not_count():
    seen = np.arange(20) % 2 == 0
    rest, note = resting_face_of(still_track("neutral", "fear", seen=seen))
    assert note == "used"
    assert rest[NEUTRAL] == pytest.approx(0.6 / 0.95, abs=1e-3)


@pytest.mark.django_db
class TestSending:
    @pytest.fixture
    def browser(self, client, performer):
        client.force_login(performer)
        return client

    def send(self, browser, clip, form, content):
        neutral = upload(content, "neutral.mp4")
        return browser.post(f"/clips/{clip.pk}/takes/", form(neutral=neutral))

    def test_stored_beside_the_take(self, browser, clip, form, media_root):
        assert self.send(browser, clip, form, encoded()).status_code == 201
        take = Take.objects.get()
        assert take.neutral.name.startswith("neutral/")
        assert take.neutral.name.endswith(".mp4")
        assert len(list(media_root.rglob("neutral/*"))) == 1

    @pytest.mark.parametrize("content", [b"no video", encoded(seconds=0.3), encoded(seconds=14)])
    def test_what_is_no_neutral_capture_is_refused(self, browser, clip, form, media_root, content):
        response = self.send(browser, clip, form, content)
        assert response.status_code == 400
        assert response.json()["error"]["code"] == "bad_neutral"
        assert "without it" in response.json()["error"]["message"]
        assert not Take.objects.exists()
        assert not list(media_root.rglob("takes/*"))

    def test_too_large(self, browser, clip, form, settings):
        settings.REON_NEUTRAL_MAX_BYTES = 100
        response = self.send(browser, clip, form, encoded())
        assert response.json()["error"]["code"] == "bad_neutral"

    def test_sent_twice_is_stored_once(self, browser, clip, form, media_root):
        key = str(uuid.uuid4())
        for _ in range(2):
            fields = form(key=key, neutral=upload(encoded(), "neutral.mp4"))
            assert browser.post(f"/clips/{clip.pk}/takes/", fields).status_code in (200, 201)
        assert len(list(media_root.rglob("neutral/*"))) == 1


@pytest.mark.django_db(transaction=True)
class TestDeletion:
    @pytest.fixture
    def sent(self, clip, performer, monkeypatch):
        monkeypatch.setattr("reon.jobs.send", lambda task, pk: None)
        return take_create(
            user=performer,
            clip=clip,
            video=upload(encoded()),
            key=uuid.uuid4(),
            timeline="",
            neutral=upload(encoded()),
        )[0]

    def test_with_the_take(self, sent, media_root):
        take_delete(take=sent)
        assert not list(media_root.rglob("neutral/*"))

    def test_with_the_account(self, sent, performer, media_root):
        account_delete(user=performer)
        assert not list(media_root.rglob("neutral/*"))

    def test_kept_where_the_deletion_is_undone(self, sent, media_root):
        with transaction.atomic():
            take_delete(take=sent)
            transaction.set_rollback(True)
        assert len(list(media_root.rglob("neutral/*"))) == 1
