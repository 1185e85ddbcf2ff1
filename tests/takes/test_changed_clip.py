"""A take belongs to the video that was performed to; a clip that is cut later has another one."""

import pytest
from django.core.files.base import ContentFile

from reon.clips.models import Clip
from reon.recognition.tracks import track_file
from reon.takes.models import Take
from reon.takes.scores import takes_rescore
from reon.takes.tasks import score_take
from scoring.formula.score import score_tracks
from tests.takes.conftest import moving_track

pytestmark = pytest.mark.django_db
GONE = "was cut or replaced after this take"


@pytest.fixture
def scored(take):
    """A scored take of the clip's video."""
    result = score_tracks(moving_track(), moving_track()).to_dict()
    take.state, take.score, take.result = "scored", result["score"], result
    take.clip_file = take.clip.video.name
    take.track.save("track.npz", track_file(moving_track()))
    return take


def cut(clip):
    """Give the clip another video, as a worker does after a cut."""
    clip.video.save("part.mp4", ContentFile(b"part"))
    return Clip.objects.get(pk=clip.pk)


def test_clip_file_is_noted_when_a_take_arrives(client, performer, clip, form):
    client.force_login(performer)
    assert client.post(f"/clips/{clip.pk}/takes/", form()).status_code == 201
    assert Take.objects.get().clip_file == clip.video.name


def test_page_plays_the_take_alone_after_a_cut(client, performer, scored, clip):
    client.force_login(performer)
    address = scored.get_absolute_url()
    before = client.get(address).content.decode()
    cut(clip)
    after = client.get(address).content.decode()
    assert 'id="clip"' in before
    assert GONE not in before
    assert 'id="clip"' not in after
    assert GONE in after
    for still_there in ('id="take"', "Perform again", "To the clip"):
        assert still_there in after


def test_undone_cut_brings_the_video_back(client, performer, scored, clip):
    whole = clip.video.name
    Clip.objects.filter(pk=cut(clip).pk).update(video=whole)
    client.force_login(performer)
    assert 'id="clip"' in client.get(scored.get_absolute_url()).content.decode()


def test_take_of_a_changed_clip_is_not_scored(scored, clip):
    Take.objects.update(state="queued")
    cut(clip)
    score_take(str(scored.pk))
    scored.refresh_from_db()
    assert (scored.state, scored.reason) == ("failed", "clip_changed")
    assert "Perform it again" in scored.reason_text


def test_rescoring_leaves_it_as_it_is(scored, clip):
    cut(clip)
    done = takes_rescore(takes=Take.objects.all(), everything=True)
    assert done.skipped == [(scored.pk, "clip_changed")]


def test_without_a_noted_file_the_present_one_is_taken(scored, clip):
    Take.objects.update(clip_file="")
    cut(clip)
    assert not Take.objects.get().clip_has_changed
