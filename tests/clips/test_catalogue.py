"""Which clips are shown to whom, and in which order."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from reon.clips.models import Clip
from reon.clips.selectors import clip_list
from reon.takes.models import Take

pytestmark = pytest.mark.django_db


def make(title, **fields):
    values = {"state": "ready", "published": True, "video": "clips/a.mp4", "track": "tracks/a.npz"}
    return Clip.objects.create(title=title, **{**values, **fields})


def titles(**options):
    return [clip.title for clip in clip_list(user=AnonymousUser(), **options)]


def test_only_published_clips_that_can_be_performed():
    make("Shown")
    make("Analysed again", state="running")
    make("Hidden", published=False)
    make("Refused", state="refused")
    make("New", state="queued", track="")
    assert sorted(titles()) == ["Analysed again", "Shown"]


def test_search_in_both_languages():
    make("Smile", title_ko="미소")
    make("Anger", actor="Smiley")
    make("Other")
    assert sorted(titles(query="smil")) == ["Anger", "Smile"]
    assert titles(query="미소") == ["Smile"]


def test_filter_by_emotion():
    make("A", strip=[{"emotion": "happiness", "strength": 0.8}])
    make("B", strip=[{"emotion": "neutral", "strength": 0.1}])
    assert titles(emotion="happiness") == ["A"]
    assert titles(emotion="neutral") == []


ORDERS = {"new": "B", "title": "A", "short": "B", "long": "A", "easy": "A", "hard": "B", "?": "B"}


@pytest.mark.parametrize(("sort", "first"), ORDERS.items())
def test_order(sort, first):
    make("A", duration=9, difficulty=0.1)
    make("B", duration=3, difficulty=0.7)
    assert titles(sort=sort)[0] == first


def test_best_score_is_ones_own(performer, stranger):
    clip = make("A")
    for user, score in ((performer, 40), (performer, 70), (stranger, 99), (None, 98)):
        Take.objects.create(user=user, clip=clip, clip_title="A", score=score, video="t.mp4")
    assert clip_list(user=performer)[0].best_score == 70
    assert clip_list(user=AnonymousUser())[0].best_score is None


def test_title_in_the_active_language():
    clip = make("Smile", title_ko="미소")
    for language, shown in (("en", "Smile"), ("ko", "미소")):
        with translation.override(language):
            assert (str(clip), clip.shown_title) == (shown, shown)
    assert make("Grin").shown_title == "Grin"


def test_one_query(performer, django_assert_num_queries):
    for number in range(5):
        make(f"C{number}")
    with django_assert_num_queries(1):
        list(clip_list(user=performer))


@pytest.mark.parametrize(
    ("length", "found"),
    [("short", ["A"]), ("medium", ["B", "C"]), ("long", ["D"]), ("", ["A", "B", "C", "D"])],
)
def test_filter_by_length(length, found):
    for title, duration in (("A", 9.9), ("B", 10), ("C", 29.9), ("D", 30)):
        make(title, duration=duration)
    assert sorted(titles(length=length)) == found


def test_every_word_has_to_be_found():
    make("Morning smile", actor="Mina")
    make("Morning tea", actor="Jun")
    assert titles(query="mina morning") == ["Morning smile"]


def test_titles_are_sorted_as_they_are_shown():
    make("Apple", title_ko="하늘")
    make("berry", title_ko="가방")
    make("Cherry")
    assert titles(sort="title") == ["Apple", "berry", "Cherry"]
    with translation.override("ko"):
        assert titles(sort="title") == ["Cherry", "berry", "Apple"]


def test_pages(client):
    for number in range(30):
        make(f"C{number:02d}", strip=[{"emotion": "happiness", "strength": 0.8}])
    address = "/?emotion=happiness&sort=title"
    pages = [client.get(f"{address}&page={number}") for number in (1, 2)]
    shown = [[clip.title for clip in page.context["clips"]] for page in pages]
    assert [len(titles) for titles in shown] == [24, 6]
    assert sorted([*shown[0], *shown[1]]) == sorted(f"C{number:02d}" for number in range(30))
    assert "emotion=happiness&amp;sort=title&amp;page=2" in pages[0].content.decode()
    for wrong in ("0", "99", "x"):
        assert client.get(f"{address}&page={wrong}").status_code == 200


@pytest.mark.parametrize("address", ["/", "/?emotion=happiness&query=c", "/?page=9"])
def test_few_queries_with_two_hundred_clips(
    client, performer, address, django_assert_max_num_queries
):
    strip = [{"emotion": "happiness", "strength": 0.8}] * 24
    fields = {"state": "ready", "published": True, "video": "a.mp4", "track": "a.npz"}
    Clip.objects.bulk_create(Clip(title=f"C{n}", strip=strip, **fields) for n in range(200))
    client.force_login(performer)
    with django_assert_max_num_queries(5):
        page = client.get(address)
    assert page.context["clips"].paginator.count == 200


def test_an_empty_site_says_what_to_do(client, admin_client):
    assert "load_demo" in client.get("/").content.decode()
    assert 'href="/clips/studio/">Upload' in admin_client.get("/").content.decode()


def test_clips_on_their_way_are_counted(client):
    make("On its way", state="queued", track="")
    make("Refused", state="refused", track="")
    make("Hidden", state="queued", track="", published=False)
    page = client.get("/")
    assert page.context["preparing"] == 1
    assert "load_demo" not in page.content.decode()
    assert "preparing" not in client.get("/?query=x").context


def test_captions(client):
    lines = [
        {"start": 0.5, "end": 2, "text": "Tea & <b>milk</b>\n--> now", "text_ko": "차"},
        {"start": 3661.25, "end": 3662, "text": "Late"},
    ]
    clip = make("A", script=lines)
    answer = client.get(f"/clips/{clip.pk}/captions.vtt")
    assert answer["Content-Type"].startswith("text/vtt")
    assert answer.content.decode() == (
        "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nTea &amp; &lt;b&gt;milk&lt;/b&gt; --&gt; now\n\n"
        "01:01:01.250 --> 01:01:02.000\nLate\n"
    )
    korean = client.get(f"/clips/{clip.pk}/captions.vtt", headers={"accept-language": "ko"})
    assert "차" in korean.content.decode()


def test_timeline(client, media_root):
    from reon.recognition.tracks import track_file
    from tests.takes.conftest import moving_track

    clip = make("A", script=[{"start": 0, "end": 1, "text": "Hi", "text_ko": "안녕"}], track="")
    clip.track.save("track.npz", track_file(moving_track()))
    answer = client.get(f"/clips/{clip.pk}/timeline.json", headers={"accept-language": "ko"}).json()
    assert len(answer["times"]) == len(answer["probabilities"]) == 60
    assert len(answer["labels"]) == len(answer["probabilities"][0]) == 7
    assert answer["script"][0]["text"] == "안녕"


def test_hidden_clip_is_not_found(client, admin_client):
    clip = make("A", published=False)
    for name in ("timeline.json", "captions.vtt"):
        assert client.get(f"/clips/{clip.pk}/{name}").status_code == 404
