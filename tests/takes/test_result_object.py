"""The web page and the command line give the same object, which the schema documents."""

import json
from pathlib import Path

import numpy as np
import pytest
from django.core.files.base import ContentFile
from jsonschema import Draft202012Validator

import scoring
from reon.recognition.tracks import track_file
from reon.takes.models import Take
from reon.takes.tasks import score
from scoring.__main__ import main
from tests.takes.conftest import moving_track

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(scoring.__file__).parent / "result.schema.json").read_text())
SUBTITLES = """1
00:00:00,500 --> 00:00:03,000
안녕, it is me.

2
00:00:03,000 --> 00:00:05,500
Surprise!
"""
SCRIPT = [
    {"start": 0.5, "end": 3.0, "text": "안녕, it is me."},
    {"start": 3.0, "end": 5.5, "text": "Surprise!", "text_ko": "놀랐지!"},
]


@pytest.fixture
def scored(clip, performer, client):
    """A take as the worker scores it, seen by its performer."""
    clip.script = SCRIPT
    clip.save()
    line = [[1000 * second, second] for second in np.arange(0, 6, 0.1).tolist()]
    take = Take(user=performer, clip=clip, clip_title=clip.title, state="scored")
    take.timeline = {"version": 1, "first_capture": 0.0, "clip": line}
    take.video.save("take.mp4", ContentFile(b"take"), save=False)
    take.track.save("track.npz", track_file(moving_track(0.9)), save=False)
    for name, value in score(take, lambda stage, fraction: None).items():
        setattr(take, name, value)
    take.save()
    client.force_login(performer)
    return take


def test_result_json_is_what_the_command_prints(scored, client, tmp_path, capsys):
    moving_track().save(tmp_path / "clip.npz")
    moving_track(0.9).save(tmp_path / "take.npz")
    (tmp_path / "lines.srt").write_text(SUBTITLES, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("clip.npz", "take.npz", "lines.srt")]
    assert main(["score", *files[:2], "--json", "--script", files[2]]) == 0
    printed = json.loads(capsys.readouterr().out)

    shown = client.get(f"/takes/{scored.pk}/result.json").json()
    Draft202012Validator(SCHEMA).validate(shown)
    assert shown["lines"][1].pop("text_ko") == "놀랐지!"
    assert 0 < shown["score"] < 100.1
    assert shown == printed


def test_results_of_the_first_form_are_still_shown(scored, client):
    old = {name: value for name, value in scored.result.items() if name != "lines"}
    Take.objects.update(result=old | {"schema": 1, "formula": "1"})
    page = client.get(f"/takes/{scored.pk}/")
    assert page.status_code == 200
    assert "놀랐지" not in page.content.decode()
    assert client.get(f"/takes/{scored.pk}/result.json").json()["schema"] == 1


def test_the_page_shows_the_lines(scored, client):
    page = client.get(f"/takes/{scored.pk}/").content.decode()
    assert "Surprise!" in page
