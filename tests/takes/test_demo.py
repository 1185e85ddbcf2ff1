"""Loading the demo: once, again after a failure, and anew when the films have changed."""

import pytest
from django.core.management import CommandError, call_command

from reon.clips.models import Clip
from reon.takes.demo import demo_load
from reon.takes.models import Take

pytestmark = pytest.mark.django_db(transaction=True)
ENTRY = {
    "id": "6a204bd8-9b13-4a8b-8d4c-6a2a4bd89b13",
    "file": "smile.mp4",
    "title": "Smile",
    "title_ko": "미소",
    "script": [{"start": 0, "end": 1, "text": "Hi", "text_ko": "안녕"}],
    "take": {"id": "7b204bd8-9b13-4a8b-8d4c-6a2a4bd89b13", "file": "take.mp4", "late": 0.5},
}


@pytest.fixture
def folder(tmp_path, media_root):
    for name in ("smile.mp4", "take.mp4"):
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def contents(root):
    return sorted(file.read_bytes() for file in (root / "media").rglob("*.*"))


def test_once(folder):
    assert demo_load(entry=ENTRY, folder=folder) == 2
    assert demo_load(entry=ENTRY, folder=folder) == 0
    clip, take = Clip.objects.get(), Take.objects.get()
    assert (str(clip.pk), clip.title_ko, clip.published, clip.state) == (
        ENTRY["id"],
        "미소",
        True,
        "queued",
    )
    assert (take.clip, take.user, take.is_example, take.state) == (clip, None, True, "queued")
    assert contents(folder) == [b"smile.mp4", b"take.mp4"]


def test_what_failed_is_tried_again(folder):
    demo_load(entry=ENTRY, folder=folder)
    Clip.objects.update(state="refused", reason="bad_model")
    Take.objects.update(state="failed", reason="bad_model")
    assert demo_load(entry=ENTRY, folder=folder) == 0
    assert (Clip.objects.get().state, Take.objects.get().state) == ("queued", "queued")


def test_changed_films_take_the_place_of_the_old(folder, performer):
    demo_load(entry=ENTRY, folder=folder)
    clip = Clip.objects.get()
    Clip.objects.update(state="ready")
    mine = Take.objects.create(user=performer, clip=clip, clip_title="Smile")
    (folder / "smile.mp4").write_bytes(b"better")
    (folder / "take.mp4").write_bytes(b"later")
    assert demo_load(entry=ENTRY, folder=folder) == 2
    assert Clip.objects.get().state == "queued"
    mine.refresh_from_db()
    assert mine.clip == clip
    assert contents(folder) == [b"better", b"later"]


def test_manifest_that_is_missing(tmp_path):
    with pytest.raises(CommandError, match=r"none.json is missing"):
        call_command("load_demo", tmp_path / "none.json")


def test_manifest_that_is_broken(tmp_path):
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(CommandError, match="cannot be used"):
        call_command("load_demo", tmp_path / "bad.json")
