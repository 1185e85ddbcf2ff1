"""A take is read by the weights that read its clip; replaced weights read the clip anew."""

import numpy as np
import pytest

from reon.clips.models import Clip
from reon.recognition import analysis
from reon.takes.tasks import require_installed_weights
from reon.worker import Deferred
from scoring.models.registry import get_model
from scoring.track import Track

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    jobs = []
    monkeypatch.setattr("reon.jobs.send", lambda task, pk: jobs.append(pk))
    return jobs


def track(model_hash, model="reon-b0"):
    labels = get_model("reon-b0").labels
    rows = np.full((2, len(labels)), 1 / len(labels))
    return Track([0.0, 0.1], rows, [True, True], labels, model, model_hash)


def clip(state):
    return Clip.objects.create(title="A", video="a", track="b", state=state, model_name="reon-b0")


def test_whose_weights_are_still_there():
    assert analysis.has_installed_weights(track(get_model("reon-b0").hash))
    assert not analysis.has_installed_weights(track("0" * 64))
    assert analysis.has_installed_weights(track("0" * 64, "nobody-has-it"))


def test_a_clip_of_todays_weights_is_left_alone(sent):
    ready = clip("ready")
    require_installed_weights(ready, track(get_model("reon-b0").hash))
    ready.refresh_from_db()
    assert (ready.state, sent) == ("ready", [])


def test_a_clip_of_former_weights_is_analysed_before_the_take(
    sent, django_capture_on_commit_callbacks
):
    ready = clip("ready")
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Deferred):
        require_installed_weights(ready, track("0" * 64))
    ready.refresh_from_db()
    assert (ready.state, sent) == ("queued", [ready.pk])


def test_a_clip_that_waits_already_is_not_queued_twice(sent):
    with pytest.raises(Deferred):
        require_installed_weights(clip("queued"), track("0" * 64))
    assert sent == []


def test_a_refused_analysis_does_not_stop_the_take(sent):
    require_installed_weights(clip("refused"), track("0" * 64))
    assert sent == []
