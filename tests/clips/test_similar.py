"""Clips like this one, and the descriptors that they are found by."""

import importlib

import numpy as np
import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from reon.clips.models import Clip
from reon.clips.similar import distances, similar_clips
from reon.clips.summary import descriptor_of
from reon.recognition.tracks import track_file
from scoring.constants import FER_LABELS
from scoring.track import Track
from tests.clips.test_summary import HAPPY, NEUTRAL, SAD, track

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def make(title, *parts, **fields):
    descriptor = descriptor_of(track(*parts)) if parts else {}
    values = {"published": True, "state": "ready", "track": "t.npz", "descriptor": descriptor}
    return Clip.objects.create(title=title, **{**values, **fields})


@pytest.fixture
def catalogue():
    return {
        "laugh": make("Laugh", (HAPPY, 0.9), (NEUTRAL, 1), (HAPPY, 0.9), (NEUTRAL, 1)),
        "smile": make("Smile", (HAPPY, 0.8), (NEUTRAL, 1), (HAPPY, 0.8), (NEUTRAL, 1)),
        "sad": make("Sad", (SAD, 0.9), (NEUTRAL, 1), (SAD, 0.9), (NEUTRAL, 1)),
        "grief": make("Grief", (SAD, 0.8), (SAD, 0.8), (NEUTRAL, 1), (SAD, 0.8)),
    }


def test_descriptor_is_small_and_named():
    found = descriptor_of(track((HAPPY, 0.9), (NEUTRAL, 1)))
    assert len(found) == 4 * len(FER_LABELS)
    assert found["happiness.mean"] == pytest.approx(0.45)
    assert found["happiness.dominant"] == 0.5
    assert descriptor_of(track((HAPPY, 0.9), seen=False)) == {}


def test_distances_by_hand():
    """b varies too little to count fully: 0.01 over 0.02 instead of over its own spread."""
    here = {"a": 0.0, "b": 0.5}
    found = distances(here, [{"a": 0.0, "b": 0.5}, {"a": 0.6, "b": 0.51}])
    spread = np.std([0, 0, 0.6])
    assert found == pytest.approx([0, np.sqrt(((0.6 / spread) ** 2 + 0.5**2) / 2)])


def test_nearest_come_first(catalogue):
    titles = [clip.title for clip in similar_clips(clip=catalogue["laugh"], user=NOBODY)]
    assert titles[0] == "Smile"
    assert set(titles) == {"Smile", "Sad", "Grief"}
    assert similar_clips(clip=catalogue["sad"], user=NOBODY, count=1)[0].title == "Grief"


def test_only_published_clips_of_the_same_labels(catalogue):
    Clip.objects.filter(title="Smile").update(published=False)
    make("Other labels", descriptor={"joy.mean": 0.5})
    make("Not described")
    titles = {clip.title for clip in similar_clips(clip=catalogue["laugh"], user=NOBODY)}
    assert titles == {"Sad", "Grief"}
    assert similar_clips(clip=make("New"), user=NOBODY) == []


def test_two_queries_however_many_clips(catalogue):
    for number in range(20):
        make(f"More {number}", (HAPPY, 0.5), (SAD, 0.02 * number))
    with CaptureQueriesContext(connection) as asked:
        assert len(similar_clips(clip=catalogue["laugh"], user=NOBODY)) == 4
    assert len(asked) == 2


@pytest.mark.parametrize(("language", "words"), [("en", "Clips like this"), ("ko", "비슷한 클립")])
def test_clip_page(client, catalogue, language, words):
    path = f"/clips/{catalogue['laugh'].pk}/"
    with override(language):
        page = client.get(path, headers={"accept-language": language}).content.decode()
        Clip.objects.exclude(title="Laugh").delete()
        alone = client.get(path, headers={"accept-language": language}).content.decode()
    assert page.index(words) < page.index("Smile") < page.index("Grief")
    assert words not in alone


def test_clips_analysed_before_are_described(media_root):
    """What the migration does to them; one whose file is gone stays as it was."""
    shown = track((HAPPY, 0.9), (SAD, 0.9), (HAPPY, 0.9), (SAD, 0.9))
    old, gone = make("Old", difficulty=0.9), make("Gone", difficulty=0.9, track="gone.npz")
    old.track.save("track.npz", ContentFile(track_file(shown).read()))
    importlib.import_module("reon.clips.migrations.0003_descriptor").describe(
        apps, connection.schema_editor()
    )
    old.refresh_from_db()
    gone.refresh_from_db()
    assert old.descriptor == descriptor_of(shown)
    assert 0 < old.difficulty < 0.9
    assert (gone.descriptor, gone.difficulty) == ({}, 0.9)


def test_describing_a_track_without_frames():
    assert descriptor_of(Track([], [], [], FER_LABELS)) == {}
