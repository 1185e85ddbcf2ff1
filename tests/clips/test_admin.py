"""The admin: one drag uploads a clip, its state is seen live, it is published and hidden."""

import json

import pytest
from django.core.files.base import ContentFile

from reon.clips.models import Clip
from tests.videos import encoded, upload

pytestmark = pytest.mark.django_db
LIST = "/admin/clips/clip/"
EMPTY = {"title": "", "title_ko": "", "description": "", "description_ko": ""}
EMPTY |= {"actor": "", "source": "", "licence": "", "script": "[]"}


@pytest.fixture
def clip(media_root):
    clip = Clip(title="Smile", state="ready", duration=6.0, source="Own film", licence="CC0")
    clip.video.save("clip.mp4", ContentFile(b"clip"), save=False)
    clip.track.save("track.npz", ContentFile(b"track"), save=False)
    clip.save()
    return clip


def act(admin_client, clip, action):
    form = {"action": action, "_selected_action": [str(clip.pk)]}
    response = admin_client.post(LIST, form, follow=True)
    clip.refresh_from_db()
    return response.content.decode()


def test_a_file_alone_suffices(admin_client, media_root, monkeypatch):
    sent = []
    monkeypatch.setattr("reon.jobs.send", lambda task, pk: sent.append(pk))
    file = upload(encoded(), "the_happy-visit.mp4")
    response = admin_client.post(f"{LIST}add/", {**EMPTY, "video": file})
    assert response.status_code == 302, response.context["adminform"].form.errors
    clip = Clip.objects.get()
    assert (clip.title, clip.state, clip.published) == ("the happy visit", "queued", False)
    assert (clip.width, clip.height, clip.duration) == (64, 48, pytest.approx(2.0, abs=0.1))
    assert clip.video.name.startswith("clips/")
    assert "happy" not in clip.video.name


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"text", "not a video"), (b"", "empty"), (encoded(codec="mpeg4"), "H.264, VP8, VP9 or AV1")],
)
def test_bad_file_is_explained_in_the_form(admin_client, media_root, content, words):
    file = upload(content, "clip.mp4")
    response = admin_client.post(f"{LIST}add/", {**EMPTY, "video": file})
    assert words in str(response.context["adminform"].form.errors["video"])
    assert not Clip.objects.exists()
    assert not list(media_root.rglob("*.mp4"))


@pytest.mark.parametrize(
    "script",
    ['{"a": 1}', '[{"start": 1}]', '[{"start": 2, "end": 1, "text": "x"}]', "[3]", "nonsense"],
)
def test_bad_script_is_explained(admin_client, clip, script):
    response = admin_client.post(
        f"{LIST}{clip.pk}/change/", {**EMPTY, "title": "A", "script": script}
    )
    assert "script" in response.context["adminform"].form.errors


def test_words_are_changed_without_touching_the_state(admin_client, clip):
    admin_client.get(f"{LIST}{clip.pk}/change/")
    Clip.objects.update(state="running", progress=0.5)
    line = {"start": 0.5, "end": 2, "text": "Hello"}
    form = {**EMPTY, "title": "Grin", "script": json.dumps([line])}
    assert admin_client.post(f"{LIST}{clip.pk}/change/", form).status_code == 302
    clip.refresh_from_db()
    assert (clip.title, clip.script, clip.state, clip.progress) == ("Grin", [line], "running", 0.5)


def test_publish_and_hide(admin_client, clip):
    act(admin_client, clip, "publish")
    assert clip.published
    act(admin_client, clip, "hide")
    assert not clip.published


def test_refused_clip_is_not_published_and_says_why(admin_client, clip):
    Clip.objects.update(
        state="refused", reason="too_calm", reason_values={"actual": 0.013, "allowed": 0.05}
    )
    page = act(admin_client, clip, "publish")
    assert not clip.published
    assert "Only a clip that was analysed" in page
    assert "hardly moves (0.01; at least 0.05 is needed)" in page


def test_source_and_licence_are_needed_to_publish(admin_client, clip):
    Clip.objects.update(source=" ", licence="")
    assert "it needs: source, licence" in act(admin_client, clip, "publish")
    assert not clip.published


def test_analyse_again(admin_client, clip):
    Clip.objects.update(published=True)
    act(admin_client, clip, "analyse_again")
    assert clip.state == "queued"
    assert list(Clip.objects.published()) == [clip], "still there meanwhile"
    assert "waiting or being analysed" in act(admin_client, clip, "analyse_again")


def test_states_are_live(admin_client, clip):
    Clip.objects.update(state="running", stage="faces", progress=0.42)
    address = f"{LIST}states.json?id={clip.pk}&id=nonsense"
    assert admin_client.get(address).json() == {
        str(clip.pk): {"text": "finding faces, 42%", "finished": False}
    }


def test_states_are_for_staff(client, clip):
    assert client.get(f"{LIST}states.json?id={clip.pk}").status_code == 302


def test_deleting_selected_clips_deletes_their_files(
    admin_client, clip, media_root, django_capture_on_commit_callbacks
):
    form = {"action": "delete_selected", "_selected_action": [str(clip.pk)], "post": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(LIST, form)
    assert not Clip.objects.exists()
    assert not list(media_root.rglob("*.*"))


def test_pages_load_nothing_inline(admin_client, clip):
    for address in (LIST, f"{LIST}add/", f"{LIST}{clip.pk}/change/"):
        page = admin_client.get(address).content.decode()
        assert "clips/admin.js" in page
        assert " onclick=" not in page
        assert "<style" not in page


def test_queries_of_the_list(admin_client, clip, django_assert_max_num_queries):
    for number in range(5):
        Clip.objects.create(title=f"C{number}", state="ready", video="clips/a.mp4")
    with django_assert_max_num_queries(10):
        admin_client.get(LIST)
