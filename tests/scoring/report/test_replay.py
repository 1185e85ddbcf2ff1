"""The side-by-side film: made of real videos, and decoded again."""

import json
import subprocess
import sys
import weakref
from dataclasses import replace

import av
import numpy as np
import pytest

from scoring.formula.score import score_tracks
from scoring.report.replay.film import find_encoder
from scoring.report.replay.pace import Pace, pictures
from scoring.report.replay.still import BOXES, LEFT, RIGHT, TOP
from scoring.report.replay.write import RATE, check_replay, replay_frames, write_replay
from scoring.report.style import PictureError
from scoring.video.frames import sample_frames
from scoring.video.info import probe
from tests.scoring.acted import clip_and_take, plain
from tests.takes.worker_process import ROOT

DEMO = ROOT / "demo" / "media"
SECONDS = 3.0
GREY = 20  # of the film at 0 s; it gets lighter by as much every second


def grey_film(path, seconds, rate=30, tone=None, late=0.0):
    """A film whose grey tells its second, and a sine from the second `late` on, if asked for."""
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=rate, options={"crf": "10"})
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        voice = film.add_stream("aac", rate=16_000, layout="mono") if tone else None
        for number in range(round(seconds * rate)):
            grey = np.full((64, 96, 3), round(GREY + GREY * number / rate), np.uint8)
            film.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        film.mux(stream.encode())
        if voice:
            times = np.arange(round(seconds * 16_000)) / 16_000
            wave = 0.5 * np.sin(2 * np.pi * tone * times) * (times >= late)
            sound = av.AudioFrame.from_ndarray(
                (32_000 * wave).astype(np.int16)[None], format="s16", layout="mono"
            )
            sound.sample_rate = 16_000
            film.mux(voice.encode(sound))
            film.mux(voice.encode())
    return path


@pytest.fixture(scope="module")
def delayed():
    """A clip, and the same performance 0.6 s later."""
    clip, _ = clip_and_take(3, SECONDS + 1)
    clip = clip.between(0, SECONDS)
    return score_tracks(clip, clip.with_times(clip.times + 0.6))


@pytest.fixture(scope="module")
def film(delayed, tmp_path_factory):
    """A replay of two grey films with the clip's sound."""
    folder = tmp_path_factory.mktemp("replay")
    clip = grey_film(folder / "clip.mp4", SECONDS, tone=440, late=1.0)
    take = grey_film(folder / "take.mp4", SECONDS + 0.6, rate=25, tone=2000)
    reported = []
    write_replay(delayed, clip, take, folder / "film.mp4", reported.append)
    assert reported == sorted(reported)
    assert reported[-1] == 1
    assert sorted(path.name for path in folder.iterdir()) == ["clip.mp4", "film.mp4", "take.mp4"]
    return folder / "film.mp4"


def middle(frame, box):
    """Mean grey in the middle of one of the two pictures."""
    left, top, width, height = box
    x, y = left + width // 2, top + height // 2
    return float(frame[y - 40 : y + 40, x - 40 : x + 40].mean())


def second(frame, box):
    """The second of the grey film that a picture shows."""
    return (middle(frame, box) - GREY) / GREY


def playhead(frame):
    """Column of the white line above the curves."""
    row = frame[TOP - 5].astype(int).min(axis=1)
    return float(np.average(np.arange(len(row)), weights=row > 180))


def test_film_has_the_size_length_and_codec_it_should(film):
    info = probe(film)
    assert (info.width, info.height, info.codec) == (1280, 720, "h264")
    assert info.frames == SECONDS * RATE
    assert info.duration == pytest.approx(SECONDS, abs=0.05)
    with av.open(str(film)) as opened:
        stream = opened.streams.video[0]
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert stream.average_rate == RATE
    start = film.read_bytes()
    assert start.index(b"moov") < start.index(b"mdat")


def test_matching_moments_stand_side_by_side(film):
    frames = list(sample_frames(film, RATE))
    clip = np.array([second(frame, BOXES[0]) for _, frame in frames])
    take = np.array([second(frame, BOXES[1]) for _, frame in frames])
    times = np.array([time for time, _ in frames])
    assert np.abs(clip - times).max() < 0.15
    inside = (times > 0.3) & (times < SECONDS - 0.7)
    assert np.abs(take - clip - 0.6)[inside].max() < 0.25
    assert (np.diff(take) > -0.1).all()


def test_playhead_runs_from_one_end_to_the_other(film):
    heads = np.array([playhead(frame) for _, frame in sample_frames(film, RATE)])
    assert heads[0] == pytest.approx(LEFT, abs=3)
    assert heads[-1] == pytest.approx(RIGHT, abs=RATE)
    steps = np.diff(heads)
    assert (steps > 0).all()
    assert np.abs(steps - steps.mean()).max() < 3


def sound_of(path):
    """The sound of a film, at 48 kHz."""
    with av.open(str(path)) as opened:
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=48_000)
        parts = [
            part.to_ndarray()[0]
            for frame in opened.decode(audio=0)
            for part in resampler.resample(frame)
        ]
    return np.concatenate(parts)


def test_sound_is_that_of_the_clip_in_its_place(film):
    sound, before = sound_of(film), sound_of(film.with_name("clip.mp4"))
    assert len(sound) / 48_000 == pytest.approx(SECONDS, abs=0.15)
    assert np.abs(sound[: round(0.8 * 48_000)]).max() < 0.02
    begins, began = (np.flatnonzero(np.abs(each) > 0.1)[0] / 48_000 for each in (sound, before))
    assert begins == pytest.approx(began, abs=0.01)
    tail = sound[round(1.3 * 48_000) : round(2.3 * 48_000)]
    assert np.abs(np.fft.rfft(tail)).argmax() == pytest.approx(440, abs=3)


def test_clip_without_sound_gives_a_film_without(delayed, tmp_path):
    film = grey_film(tmp_path / "clip.mp4", 0.7)
    write_replay(delayed, film, film, tmp_path / "film.mp4")
    with av.open(str(tmp_path / "film.mp4")) as opened:
        assert not opened.streams.audio


def test_few_frames_are_held_whatever_the_length():
    """A replay reads the videos as it goes: no more than two frames of each live at once."""
    alive = weakref.WeakSet()

    def frames():
        for number in range(200):
            alive.add(frame := Frame())
            yield number / 10, frame
            del frame

    most = max(len(alive) for _ in pictures(frames(), np.arange(0, 20, 0.05)))
    assert most <= 3


class Frame:
    """A frame that can be watched."""


def test_pictures_are_those_a_player_shows():
    frames = iter([(0.0, "a"), (0.5, "b"), (1.0, "c")])
    assert "".join(pictures(frames, [-1, 0, 0.4, 0.5, 0.9, 1.0, 5])) == "aaabbcc"


@pytest.mark.parametrize("seed", range(6))
def test_pace_never_falls_and_follows_the_path(seed):
    result = score_tracks(*clip_and_take(seed))
    pace, times = Pace(result), np.arange(0, 12, 1 / RATE)
    assert (np.diff(pace(times)) >= -1e-9).all()
    i, j = result.path.T
    apart = pace(result.reference.times[i]) - result.take.times[j]
    assert np.abs(apart).mean() < 0.15


@pytest.mark.parametrize("kind", ["hidden", "empty", "far"])
def test_takes_of_any_kind_can_be_shown(kind, tmp_path):
    clip, take = clip_and_take(3, 4)
    others = {
        "hidden": replace(take, seen=np.zeros(len(take), bool)),
        "empty": plain([]),
        "far": take.with_times(take.times + 100),
    }
    result = score_tracks(clip, others[kind], [{"start": 0, "end": 9, "text": " "}])
    film = grey_film(tmp_path / "film.mp4", 1.0)
    (frame,) = replay_frames(result, film, film, np.array([0.5]))
    assert second(frame, BOXES[0]) == pytest.approx(0.5, abs=0.15)


def test_what_cannot_be_filmed_is_refused_with_the_reason(tmp_path):
    film = grey_film(tmp_path / "film.mp4", 0.5)
    for clip, take, out, words in (
        ("a.npz", film, "out.mp4", "a.npz is a track"),
        (film, "b.npz", "out.mp4", "b.npz is a track"),
        (film, film, "out.avi", "name it .mp4"),
        (film, film, "none/out.mp4", "no folder"),
        (film, film, "film.mp4", "one of the two videos"),
    ):
        with pytest.raises(PictureError, match=words):
            check_replay(clip, take, tmp_path / out)


def test_a_pyav_without_an_encoder_is_named(monkeypatch):
    monkeypatch.setattr("scoring.report.replay.film.ENCODERS", {"none264": {}})
    with pytest.raises(PictureError, match=r"no H\.264 encoder"):
        find_encoder()


def test_a_film_that_fails_leaves_nothing(delayed, tmp_path):
    film = grey_film(tmp_path / "clip.mp4", 0.7)
    (tmp_path / "cut.mp4").write_bytes(b"no film")
    with pytest.raises(ValueError, match="not a video"):
        write_replay(delayed, film, tmp_path / "cut.mp4", tmp_path / "film.mp4")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clip.mp4", "cut.mp4"]


def cut(name, path, start=2.0, end=3.6):
    """A stretch of a demo video."""
    with av.open(str(DEMO / name)) as source, av.open(str(path), "w") as copy:
        stream = copy.add_stream("libx264", rate=25)
        stream.width = stream.height = 640
        stream.pix_fmt = "yuv420p"
        for frame in source.decode(video=0):
            if start <= frame.time < end:
                picture = av.VideoFrame.from_ndarray(frame.to_ndarray(format="rgb24"))
                copy.mux(stream.encode(picture))
        copy.mux(stream.encode())
    return path


def test_demo_clips_by_the_command_line(tmp_path):
    clip = cut("postcard.mp4", tmp_path / "clip.mp4")
    take = cut("postcard-take.mp4", tmp_path / "take.mp4")
    script, film = tmp_path / "a.srt", tmp_path / "film.mp4"
    script.write_text("1\n00:00:00,200 --> 00:00:01,500\nA postcard? For me?\n")
    command = ["score", clip, take, "--rate", "6", "--script", script, "--video", film, "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "scoring", *map(str, command)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["lines"][0]["text"] == "A postcard? For me?"
    info = probe(film)
    assert (info.width, info.height, info.frames) == (1280, 720, 48)
    first = next(sample_frames(DEMO / "postcard.mp4", 30))[1]
    shown = next(sample_frames(film, RATE))[1]
    left, top, width, height = BOXES[0]
    middle = shown[top + 8 : top + height - 8, left + 110 : left + width - 110]
    assert np.abs(middle.mean(axis=(0, 1)) - first.mean(axis=(0, 1))).max() < 12
