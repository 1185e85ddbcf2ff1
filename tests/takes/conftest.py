import json
import uuid

import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.test import Client

from reon.clips.models import Clip
from reon.recognition.tracks import track_file
from reon.takes.models import Take
from tests.videos import encoded, upload

LABELS = ("anger", "disgust", "fear", "happiness", "neutral", "sadness", "surprise")


def moving_track(seed=0, seconds=6.0, **options):
    """A track that moves between neutral and two emotions."""
    from scoring.track import Track

    times = np.arange(0, seconds, 0.1)
    wave = 0.5 - 0.5 * np.cos(2 * np.pi * times / 3.0 + seed)
    rows = np.full((len(times), 7), 0.02)
    rows[:, 3] += 0.8 * wave * (times < seconds / 2)
    rows[:, 6] += 0.8 * wave * (times >= seconds / 2)
    rows[:, 4] += 1 - rows.sum(axis=1)
    options = {"model": "reon-b0", "model_hash": "0" * 64, **options}
    return Track(times, rows, np.ones(len(times), bool), LABELS, **options)


@pytest.fixture
def clip(media_root):
    """A published clip that has been analysed."""
    clip = Clip(title="Smile", title_ko="미소", state="ready", published=True, duration=6.0)
    clip.video.save("clip.mp4", ContentFile(b"clip"), save=False)
    clip.track.save("track.npz", track_file(moving_track()), save=False)
    clip.save()
    return clip


@pytest.fixture
def form():
    """The studio's form, as a script sends it."""

    def build(content=None, **changes):
        line = {"version": 1, "first_capture": 0, "clip": []}
        fields = {"key": str(uuid.uuid4()), "timeline": json.dumps(line)}
        return {**fields, "video": upload(content or encoded()), **changes}

    return build


@pytest.fixture
def take(clip, performer):
    """A queued take of the performer's."""
    take = Take(user=performer, clip=clip, clip_title=clip.title, clip_title_ko=clip.title_ko)
    take.video.save("take.mp4", ContentFile(b"take"))
    return take


@pytest.fixture
def client_of_nobody():
    """A visitor who is not signed in, beside a signed-in one."""
    return Client()
