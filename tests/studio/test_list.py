"""The studio's list of clips: found, filtered, page by page."""

import pytest

from reon.clips.models import Clip
from reon.studio.selectors import clips_for_editors

pytestmark = pytest.mark.django_db
ADDRESS = "/clips/studio/"


def make(title, **fields):
    return Clip.objects.create(title=title, video="clips/a.mp4", **fields)


@pytest.fixture
def clips():
    make("Shown", state="ready", published=True, source="Own film")
    make("Ready", state="ready", actor="Mina")
    make("Waiting", state="queued")
    make("Running", state="running")
    make("Refused", state="refused", title_ko="거절")


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("", ["Refused", "Running", "Waiting", "Ready", "Shown"]),
        ("published", ["Shown"]),
        ("hidden", ["Ready"]),
        ("work", ["Running", "Waiting"]),
        ("refused", ["Refused"]),
        ("nonsense", ["Refused", "Running", "Waiting", "Ready", "Shown"]),
    ],
)
def test_by_state(clips, show, titles):
    assert [clip.title for clip in clips_for_editors(show=show)] == titles


@pytest.mark.parametrize(
    ("query", "titles"), [("own FILM", ["Shown"]), ("mina", ["Ready"]), ("거절", ["Refused"])]
)
def test_by_words(clips, query, titles):
    assert [clip.title for clip in clips_for_editors(query=query)] == titles


def test_hundreds_of_clips_lie_on_pages(admin_client, django_assert_max_num_queries):
    fields = {"state": "ready", "video": "a.mp4"}
    Clip.objects.bulk_create(Clip(title=f"C{n}", **fields) for n in range(260))
    with django_assert_max_num_queries(8):
        first = admin_client.get(ADDRESS)
    last = admin_client.get(ADDRESS, {"query": "C", "page": 6})
    assert [len(page.context["states"]) for page in (first, last)] == [50, 10]
    assert "query=C&amp;page=5" in last.content.decode()


def test_nothing_found_is_no_empty_studio(admin_client, clips):
    page = admin_client.get(ADDRESS, {"query": "zzz"}).content.decode()
    assert "0 clips match." in page
    assert "No clip yet." not in page
