"""Cuts: exact to the frame, with script, picture and face moved along, and undone without loss."""

from pathlib import Path

import numpy as np
import pytest
from django.core.files import File

from reon.clips import tasks
from reon.clips.cut_video import cut_video
from reon.clips.models import Clip
from reon.refusals import Refused
from reon.studio import edits
from scoring.video.frames import sample_frames
from tests.videos import encode

POSTCARD = Path(__file__).resolve().parents[2] / "demo" / "media" / "postcard.mp4"
LINES = [
    {"start": 0.0, "end": 0.5, "text": "Before"},
    {"start": 0.8, "end": 1.4, "text": "Across"},
    {"start": 1.5, "end": 2.5, "text": "Inside"},
]


def frames_of(path):
    return [frame for _, frame in sample_frames(path, rate=10.0)]


@pytest.mark.parametrize(
    ("codec", "suffix", "start", "end", "copied"),
    [
        ("libx264", ".mp4", 1.0, 3.0, True),
        ("libx264", ".mp4", 0.7, 2.2, False),
        ("libvpx-vp9", ".webm", 1.0, 3.0, True),
        ("libvpx-vp9", ".webm", 1.3, 3.0, False),
    ],
)
def test_exactly_the_frames_asked_for(tmp_path, codec, suffix, start, end, copied):
    options = {"g": "10", "keyint_min": "10", "sc_threshold": "0"}
    whole = encode(tmp_path / f"whole{suffix}", 4.0, codec=codec, coder=options)
    with (tmp_path / "part").open("w+b") as target:
        kind, same = cut_video(whole, start, end, target)
    part = (tmp_path / "part").rename(tmp_path / f"part{kind}")
    expected = frames_of(whole)[round(10 * start) : round(10 * end)]
    found = frames_of(part)
    assert same == copied
    assert len(found) == len(expected)
    apart = [np.abs(a.astype(int) - b).mean() for a, b in zip(found, expected, strict=True)]
    assert max(apart) < (0.01 if copied else 4)
    neighbour = np.abs(expected[0].astype(int) - expected[1]).mean()
    assert neighbour > 8, "a frame too early or late would be seen"


@pytest.fixture
def acted(media_root, sent_jobs):
    """A clip with a face, analysed by the real worker's code."""
    clip = Clip(title="The postcard", script=LINES, poster_at=2.0)
    clip.face = {"time": 2.0, "x": 0.5, "y": 0.5}
    with POSTCARD.open("rb") as film:
        clip.video.save("clip.mp4", File(film), save=False)
    clip.save()
    return work(clip)


def work(clip):
    tasks.analyse_clip(str(clip.pk))
    clip.refresh_from_db()
    assert clip.state == "ready", clip.reason_text
    return clip


@pytest.mark.django_db(transaction=True)
def test_cut_and_undone(acted, media_root):
    whole, length = acted.video.name, acted.duration
    edits.cut_ask(clip=acted, start=0.75, end=6.0)
    assert Clip.objects.get().can_be_performed
    acted = work(Clip.objects.get())
    assert acted.duration == pytest.approx(5.25, abs=0.05)
    assert acted.original.name == whole != acted.video.name
    assert [line["text"] for line in acted.script] == ["Across", "Inside"]
    assert (acted.script[0]["start"], acted.script[1]["start"]) == (0.05, 0.75)
    assert acted.poster_at == acted.face["time"] == 1.25
    with pytest.raises(Refused, match="cut_open"):
        edits.cut_ask(clip=acted, start=0, end=2)

    edits.cut_undo(clip=acted)
    assert Clip.objects.get().video.name != whole, "film and track change together"
    acted = work(Clip.objects.get())
    assert (acted.video.name, acted.original.name, acted.cut) == (whole, "", {})
    assert (acted.duration, acted.script, acted.poster_at) == (length, LINES, 2.0)
    assert [path.name for path in media_root.glob("clips/*")] == [whole.split("/")[1]]


@pytest.mark.django_db(transaction=True)
def test_cut_and_kept(acted, media_root):
    edits.cut_ask(clip=acted, start=0.75, end=6.0)
    acted = work(Clip.objects.get())
    edits.cut_keep(clip=acted)
    acted.refresh_from_db()
    assert (acted.original.name, acted.cut) == ("", {})
    assert [path.name for path in media_root.glob("clips/*")] == [acted.video.name.split("/")[1]]


@pytest.mark.django_db(transaction=True)
def test_refused_cut_loses_nothing(acted, media_root):
    whole = acted.video.name
    edits.cut_ask(clip=acted, start=0.0, end=1.0)
    tasks.analyse_clip(str(acted.pk))
    acted.refresh_from_db()
    assert (acted.state, acted.reason) == ("refused", "too_calm")
    edits.cut_undo(clip=acted)
    acted = work(Clip.objects.get())
    assert (acted.video.name, acted.script, acted.cut) == (whole, LINES, {})
    assert len(list(media_root.glob("clips/*"))) == 1


@pytest.mark.django_db(transaction=True)
def test_poster_is_the_chosen_frame(acted, media_root):
    automatic = acted.poster.read()
    edits.poster_choose(clip=acted, at=5.0)
    tasks.make_poster(str(acted.pk))
    acted.refresh_from_db()
    assert acted.poster.read() == tasks.poster_of(acted.video, 5.0).read() != automatic
    assert len(list(media_root.glob("posters/*"))) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "end"), [(-1, 2), (1, 1.5), (2, 1), (5, 99)])
def test_impossible_cuts(film, start, end):
    with pytest.raises(Refused, match="bad_cut"):
        edits.cut_ask(clip=film, start=start, end=end)
    assert Clip.objects.get().cut == {}
