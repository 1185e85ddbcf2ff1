"""Resumable uploads: pieces, pauses, refusals, leftovers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reon.clips.models import Clip, Upload
from reon.studio.uploads import uploads_purge
from tests.videos import encoded

pytestmark = pytest.mark.django_db(transaction=True)
START = "/clips/studio/uploads/"


@pytest.fixture(autouse=True)
def own_files(media_root):
    return media_root


def begin(client, content, name="a_long-walk.mp4", modified=1700000000000):
    file = {"name": name, "size": len(content), "modified": modified}
    return client.post(START, file, content_type="application/json")


def put(client, pk, content, offset):
    return client.patch(
        f"{START}{pk}/",
        content,
        content_type="application/octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def test_pieces_become_a_clip(editor, own_files, sent_jobs):
    film = encoded(seconds=3)
    upload = begin(editor, film).json()
    half = len(film) // 2
    assert put(editor, upload["id"], film[:half], 0).json() == {"offset": half}
    answer = put(editor, upload["id"], film[half:], half).json()
    clip = Clip.objects.get()
    assert answer["clip"]["id"] == str(clip.pk)
    assert (clip.title, clip.state, clip.width) == ("a long walk", "queued", 64)
    assert clip.video.read() == film
    assert sent_jobs == [clip.pk]
    assert [path.parent.name for path in own_files.rglob("*.*")] == ["clips"], "moved, not copied"


def test_same_file_goes_on_after_a_reload(editor):
    film = encoded()
    first = begin(editor, film).json()
    put(editor, first["id"], film[:100], 0)
    again = begin(editor, film).json()
    assert (again["id"], again["offset"]) == (first["id"], 100)
    head = editor.head(f"{START}{first['id']}/")
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("100", str(len(film)))
    assert b"100" in editor.get("/clips/studio/").content


@pytest.mark.parametrize("change", [{"name": "other.mp4"}, {"modified": 5}])
def test_another_file_begins_anew(editor, change):
    film = encoded()
    first = begin(editor, film).json()
    put(editor, first["id"], film[:100], 0)
    assert begin(editor, film, **change).json()["offset"] == 0


def test_last_answer_lost_is_told_again(editor):
    film = encoded()
    pk = begin(editor, film).json()["id"]
    first = put(editor, pk, film, 0).json()
    assert put(editor, pk, b"", len(film)).json()["clip"]["id"] == first["clip"]["id"]
    assert Clip.objects.count() == 1


def test_wrong_offset_stores_nothing(editor):
    film = encoded()
    pk = begin(editor, film).json()["id"]
    put(editor, pk, film[:100], 0)
    answer = put(editor, pk, b"x" * 50, 50)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "wrong_offset")
    assert Upload.objects.get().file.read() == film[:100]


def test_more_than_announced_is_refused(editor):
    pk = begin(editor, b"x" * 10).json()["id"]
    assert put(editor, pk, b"x" * 11, 0).status_code == 413
    assert Upload.objects.get().offset == 0


def test_too_large_is_refused_before_a_byte_is_sent(editor, settings):
    settings.REON_CLIP_MAX_BYTES = 1024
    answer = begin(editor, b"x" * 1025)
    assert answer.status_code == 413
    assert "at most 0.0 MB" in answer.json()["error"]["message"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "file",
    [{}, {"name": "a", "size": -1}, {"name": 3, "size": 4}, {"name": "a", "size": True}, []],
)
def test_nonsense_is_refused(editor, file):
    assert editor.post(START, file, content_type="application/json").status_code == 400


def test_refusal_is_kept_until_it_is_read(editor, own_files):
    content = b"no film at all" * 100
    pk = begin(editor, content).json()["id"]
    answer = put(editor, pk, content, 0)
    assert answer.json()["error"]["code"] == "not_video"
    assert not list(own_files.rglob("*.*")), "the bytes are gone"
    page = editor.get("/clips/studio/").content.decode()
    assert "This file is not a video" in page
    assert editor.delete(f"{START}{pk}/").status_code == 204
    assert "This file is not a video" not in editor.get("/clips/studio/").content.decode()


def test_leftovers_are_deleted_after_a_day(editor, own_files):
    pk = begin(editor, b"x" * 10).json()["id"]
    uploads_purge()
    assert Upload.objects.exists()
    Upload.objects.filter(pk=pk).update(touched=timezone.now() - timedelta(hours=25))
    uploads_purge()
    assert not Upload.objects.exists()
    assert not list(own_files.rglob("*.bin"))


def test_for_editors_only(client, person, editor):
    film = encoded()
    pk = begin(editor, film).json()["id"]
    staff = person("clerk", is_staff=True)
    for user in (None, person("mina"), staff):
        client.logout()
        if user:
            client.force_login(user)
        assert begin(client, film).status_code == 403
        assert put(client, pk, film, 0).status_code == 403
    assert Upload.objects.get().offset == 0
    assert client.get("/clips/studio/").status_code == 403
    client.logout()
    assert client.get("/clips/studio/")["Location"].startswith("/accounts/login/")


def test_others_uploads_cannot_be_reached(client, django_user_model, editor):
    film = encoded()
    pk = begin(editor, film).json()["id"]
    other = django_user_model.objects.create_superuser("other", password="pass-word-9")
    client.force_login(other)
    assert put(client, pk, film, 0).json()["error"]["code"] == "upload_gone"
