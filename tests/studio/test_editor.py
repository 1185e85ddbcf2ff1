"""The clip editor's calls: nothing is stored while something is wrong, and every word is kept."""

import pytest

from reon.clips.models import Clip
from reon.studio.model_cards import installed_names
from scoring.models.registry import installed

pytestmark = pytest.mark.django_db(transaction=True)
TEXTS = {"title": "Grin", "title_ko": "웃음", "description": "", "description_ko": ""}
TEXTS |= {"actor": "Nari", "source": "Own film", "licence": "CC0"}
LINE = {"start": 0.5, "end": 1.5, "text": "Hello", "text_ko": "안녕"}
SRT = "1\n00:00:00,500 --> 00:00:01,250\nHello\nthere\n\n2\n00:00:01,400 --> 00:00:01,900\n안녕\n"
VTT = "WEBVTT\n\n00:00.500 --> 00:01.250\n<b>Hello</b> there\n"


def do(client, clip, action, **sent):
    address = f"/clips/studio/{clip.pk}/{action}/"
    return client.post(address, sent, content_type="application/json")


def test_texts_and_script_are_saved_together(editor, film):
    late = {"start": 1.6, "end": 1.9, "text": " Bye "}
    answer = do(editor, film, "save", texts=TEXTS, script=[late, LINE]).json()
    film.refresh_from_db()
    assert answer["state"]["title"] == film.title == "Grin"
    assert (film.title_ko, film.actor, film.licence) == ("웃음", "Nari", "CC0")
    assert film.script == [LINE, {"start": 1.6, "end": 1.9, "text": "Bye"}]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start": "soon"}, "seconds, such as 2.5"),
        ({"start": None}, "seconds, such as 2.5"),
        ({"start": -1}, "seconds, such as 2.5"),
        ({"end": 0.5}, "end after its start"),
        ({"text": "  "}, "no text"),
        ({"text": "x" * 501}, "more than 500"),
    ],
)
def test_wrong_line_is_named_and_nothing_is_stored(editor, film, change, words):
    script = [LINE, {**LINE, **change}]
    problems = do(editor, film, "save", texts=TEXTS, script=script).json()["problems"]
    assert list(problems["lines"]) == ["1"]
    assert words in problems["lines"]["1"]
    film.refresh_from_db()
    assert (film.title, film.script) == ("Smile", [])


def test_wrong_text_is_named(editor, film):
    texts = {**TEXTS, "title": "", "licence": "x" * 121}
    problems = do(editor, film, "save", texts=texts, script=[]).json()["problems"]
    assert set(problems["fields"]) == {"title", "licence"}


@pytest.mark.parametrize("sent", [{}, {"texts": [], "script": []}, {"texts": {}, "script": "x"}])
def test_nonsense_is_refused(editor, film, sent):
    assert do(editor, film, "save", **sent).status_code == 400


def test_script_waits_for_a_running_cut(editor, film):
    do(editor, film, "cut", start=0.5, end=1.7)
    answer = do(editor, film, "save", texts=TEXTS, script=[LINE])
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "cut_running")


@pytest.mark.parametrize(("name", "text"), [("a.srt", SRT), ("a.VTT", VTT)])
def test_subtitles_are_read(editor, film, name, text):
    lines = do(editor, film, "subtitles", name=name, text=text).json()["lines"]
    assert lines[0] == {"start": 0.5, "end": 1.25, "text": "Hello there"}
    assert [line["text"] for line in lines[1:]] == (["안녕"] if name == "a.srt" else [])
    film.refresh_from_db()
    assert film.script == [], "nothing is stored before it is saved"


@pytest.mark.parametrize(("name", "text"), [("a.txt", SRT), ("a.srt", "no lines"), ("a.srt", "")])
def test_file_without_lines_is_explained(editor, film, name, text):
    answer = do(editor, film, "subtitles", name=name, text=text)
    assert "No lines with times" in answer.json()["error"]["message"]


def test_publish_says_what_is_missing(editor, film):
    Clip.objects.update(source="", licence=" ")
    assert do(editor, film, "publish").json()["error"]["message"].endswith("source, licence.")
    do(editor, film, "save", texts=TEXTS, script=[])
    assert do(editor, film, "publish").json()["published"] is True
    assert do(editor, film, "hide").json()["published"] is False


def test_analysis_with_another_model(editor, film, sent_jobs):
    assert installed_names()[0] == "reon-b0"
    assert set(installed_names()) == set(installed())
    assert do(editor, film, "again", model="unheard-of").status_code == 400
    assert do(editor, film, "again", model="reon-b0").json()["state"] == "queued"
    assert (Clip.objects.get().wanted_model, sent_jobs) == ("reon-b0", [film.pk])
    assert do(editor, film, "again", model="reon-b0").status_code == 409


def test_face_is_chosen_and_given_up(editor, film):
    point = {"time": 1.2, "x": 0.25, "y": 0.5}
    assert do(editor, film, "face", **point).json()["face"] == point
    Clip.objects.update(state="ready")
    assert do(editor, film, "face", time=1, x=1.5, y=0).status_code == 400
    assert do(editor, film, "face").json()["face"] == {}


def test_poster_at_the_playhead(editor, film, sent_jobs):
    do(editor, film, "poster", at=1.25)
    assert (Clip.objects.get().poster_at, sent_jobs) == (1.25, [film.pk])
    assert do(editor, film, "poster", at="now").status_code == 400


def test_deletion(editor, film, media_root):
    assert do(editor, film, "delete").json() == {"next": "/clips/studio/"}
    assert not Clip.objects.exists()
    assert not list(media_root.rglob("*.*"))
    assert do(editor, film, "save", texts=TEXTS, script=[]).status_code == 410


def test_for_editors_only(client, person, film):
    client.force_login(person("clerk", is_staff=True))
    for action in ("save", "publish", "cut", "face", "poster", "again", "delete", "subtitles"):
        assert do(client, film, action).status_code == 403
    for page in ("", "machine/", f"{film.pk}/"):
        assert client.get(f"/clips/studio/{page}").status_code == 403


def test_editor_page_has_everything(editor, film):
    Clip.objects.update(script=[{**LINE, "text": "</script><b>"}])
    page = editor.get(f"/clips/studio/{film.pk}/").content.decode()
    assert "</script><b>" not in page
    for part in ("reon-b0", "Own film", 'id="timeline"', 'id="delete"'):
        assert part in page
    assert " style=" not in page
