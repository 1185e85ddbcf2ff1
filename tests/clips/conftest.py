"""An editor, and clips to edit."""

import pytest
from django.core.files.base import ContentFile

from reon.clips.models import Clip
from tests.videos import encoded


@pytest.fixture
def sent_jobs(monkeypatch):
    """Ids put into the queue instead of a broker's."""
    sent = []
    monkeypatch.setattr("reon.jobs.send", lambda task, pk: sent.append(pk))
    return sent


@pytest.fixture
def editor(admin_client, sent_jobs):
    """A client of somebody who may do everything."""
    return admin_client


@pytest.fixture
def film(media_root):
    """An analysed clip with a real film of two seconds."""
    clip = Clip(title="Smile", state="ready", duration=2.0, source="Own film", licence="CC0")
    clip.video.save("clip.mp4", ContentFile(encoded()), save=False)
    clip.track.save("track.npz", ContentFile(b"track"), save=False)
    clip.save()
    return clip
