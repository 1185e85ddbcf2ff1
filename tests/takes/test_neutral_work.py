"""What a worker makes of a neutral capture: real films, the real model."""

import tempfile
from pathlib import Path

import av
import numpy as np
import pytest
from django.core.files import File
from django.core.files.base import ContentFile
from django.urls import reverse

from reon.clips.models import Clip
from reon.recognition import analysis
from reon.recognition.tracks import read_track, track_file
from reon.takes.models import Take
from reon.takes.tasks import score
from tests.takes.conftest import LABELS
from tests.takes.worker_process import ROOT
from tests.videos import encoded

pytestmark = pytest.mark.django_db
FILMS = ROOT / "demo" / "media"


def cut(path, start, end):
    """The bytes of a stretch of a video, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "cut.mp4"
        with av.open(str(path)) as source, av.open(str(target), "w") as copy:
            film = source.streams.video[0]
            stream = copy.add_stream("libx264", rate=30)
            stream.width, stream.height, stream.pix_fmt = film.width, film.height, "yuv420p"
            for frame in source.decode(film):
                if start <= frame.time < end:
                    plain = av.VideoFrame.from_ndarray(frame.to_ndarray(format="rgb24"))
                    copy.mux(stream.encode(plain))
            copy.mux(stream.encode())
        return target.read_bytes()


@pytest.fixture(scope="module")
def clip_track():
    """The track of the demo clip, made once."""
    film = File((FILMS / "postcard.mp4").open("rb"), str(FILMS / "postcard.mp4"))
    film.temporary_file_path = lambda: FILMS / "postcard.mp4"
    with film:
        return analysis.track_of(film, "", lambda stage, fraction: None)


@pytest.fixture
def scored(clip_track, performer, media_root):
    """Scores a short take of the demo clip with a neutral capture; the take as it is stored."""

    def run(neutral):
        clip = Clip(title="Postcard", state="ready", published=True, duration=13.0)
        clip.track.save("track.npz", track_file(clip_track), save=False)
        clip.save()
        line = {"version": 1, "first_capture": 0.0, "clip": []}
        take = Take(user=performer, clip=clip, clip_title="Postcard", timeline=line)
        take.video.save("take.mp4", ContentFile(cut(FILMS / "postcard-take.mp4", 0, 4)), save=False)
        if neutral:
            take.neutral.save("neutral.mp4", ContentFile(neutral), save=False)
        fields = score(take, lambda stage, fraction: None)
        take.track.save("track.npz", fields.pop("track"), save=False)
        take.state = take.DONE
        for name, value in fields.items():
            setattr(take, name, value)
        take.save()
        return take

    return run


def page_of(client, take):
    client.force_login(take.user)
    return client.get(reverse("takes:detail", args=[take.pk]), headers={"accept-language": "en"})


def test_calm_face_is_the_rest_of_the_track(scored, client):
    take = scored(cut(FILMS / "postcard-take.mp4", 0, 2))
    plain = scored(None)
    rest = read_track(take.track).rest
    assert take.neutral_note == "used"
    assert rest[LABELS.index("neutral")] > 0.6
    assert rest.sum() == pytest.approx(1, abs=1e-5)
    assert read_track(plain.track).rest is None
    assert plain.neutral_note == ""
    assert take.result["share"] != plain.result["share"]
    assert "resting face" not in page_of(client, take).content.decode()


def test_laughing_face_is_left_out_and_told(scored, client):
    take = scored(cut(FILMS / "attic-take.mp4", 10, 12))
    assert take.neutral_note == "not_calm"
    assert read_track(take.track).rest is None
    assert "it showed an expression" in page_of(client, take).content.decode()


def test_blank_wall_is_left_out_and_told(scored, client):
    take = scored(encoded(size=(320, 240)))
    assert take.neutral_note == "no_face"
    assert read_track(take.track).rest is None
    assert "no face was seen" in page_of(client, take).content.decode()


def test_damaged_capture_is_left_out_and_told(scored, client):
    take = scored(b"not a video")
    assert take.neutral_note == "unreadable"
    assert "damaged" in page_of(client, take).content.decode()
    assert np.isfinite(take.score)
