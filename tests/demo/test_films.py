"""The films in the repository: what the detector, the model and the score make of them."""

import av
import numpy as np
import pytest

from demo.__main__ import FOLDER, film
from demo.clips import CLIPS, RATE
from demo.manifest import manifest as current_manifest
from scoring.formula.score import score_tracks

SHOTS = [(clip, shot) for clip in CLIPS for shot in (clip.shot, clip.take)]
NAMES = [shot.file for _, shot in SHOTS]


def test_manifest_is_that_of_the_code(manifest):
    assert manifest == current_manifest()


@pytest.mark.parametrize(("clip", "shot"), SHOTS, ids=NAMES)
def test_film_plays_in_every_browser_and_is_small(clip, shot):
    path = FOLDER / "media" / shot.file
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.pix_fmt == "yuv420p"
        assert stream.width == stream.height == 640
        assert float(stream.duration * stream.time_base) == pytest.approx(clip.seconds, abs=0.05)
    assert 10 <= clip.seconds <= 15
    assert path.stat().st_size < 1.5e6


@pytest.mark.parametrize(("clip", "shot"), SHOTS, ids=NAMES)
def test_film_is_what_the_code_draws(clip, shot):
    """The films in the repository are those that the code draws today."""
    with av.open(str(FOLDER / "media" / shot.file)) as container:
        decoded = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    for drawn, shown in zip(film(clip, shot, step=60), decoded[::60], strict=True):
        assert np.abs(shown.astype(int) - drawn).mean() < 4


@pytest.mark.parametrize("file", NAMES)
def test_detector_sees_the_face(tracks, file):
    assert tracks[file].seen.mean() >= 0.95


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.shot.file)
def test_acted_emotion_leads_in_its_segment(tracks, manifest, clip):
    (entry,) = [e for e in manifest["clips"] if e["file"] == clip.shot.file]
    track = tracks[clip.shot.file]
    for segment in entry["segments"]:
        inside = (track.times >= segment["start"]) & (track.times < segment["end"]) & track.seen
        mean = track.probabilities[inside].mean(0)
        leader = track.labels[int(np.argmax(mean))]
        assert leader == segment["emotion"], f"{segment}: {mean.round(2)} of {track.labels}"


def test_films_show_at_least_four_emotions(manifest):
    shown = {s["emotion"] for clip in manifest["clips"] for s in clip["segments"]}
    assert len(shown - {"neutral"}) >= 4


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.shot.file)
def test_take_is_late_and_weak_where_it_is_underplayed(tracks, manifest, clip):
    result = score_tracks(tracks[clip.shot.file], tracks[clip.take.file])
    assert 60 < result.score < 97
    assert result.lag == pytest.approx(clip.take.manner.late, abs=0.25)
    (entry,) = [e for e in manifest["clips"] if e["file"] == clip.shot.file]
    acted = {segment["emotion"] for segment in entry["segments"]} - {"neutral"}
    scores = {name: result.emotions[name] for name in acted}
    assert min(scores, key=scores.get) == clip.take.manner.underplayed


def test_other_clip_is_no_match(tracks):
    first, second = CLIPS
    own = score_tracks(tracks[first.shot.file], tracks[first.take.file]).score
    other = score_tracks(tracks[first.shot.file], tracks[second.take.file]).score
    assert other < own - 15


def test_rate_is_in_the_range_of_the_web():
    assert 25 <= RATE <= 30
