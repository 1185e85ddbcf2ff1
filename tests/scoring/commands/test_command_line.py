"""``python -m scoring``: real processes, their output and exit codes."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from scoring.track import load_track
from tests.scoring.films import steady, write_film

ROOT = Path(__file__).resolve().parents[3]


def scoring(*arguments, **environment):
    """Run the command; gives exit code, output, and what it wrote to stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "scoring", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def tracks(media, tmp_path_factory):
    """Tracks of three real videos, made by the command."""
    folder = tmp_path_factory.mktemp("tracks")
    names = ("lp_d3", "lp_d9", "pyfeat_no_face")
    for name in names:
        code, out, err = scoring("track", media / f"{name}.mp4", "-o", folder / f"{name}.npz")
        assert (code, err) == (0, "")
        assert "face seen in" in out
    return {name: folder / f"{name}.npz" for name in names}


def test_track_writes_a_track(tracks):
    track = load_track(tracks["lp_d3"])
    assert (len(track), track.coverage, track.model) == (118, 1.0, "reon-b0")


def test_a_person_sees_a_progress_bar(media, tmp_path):
    """On a terminal; everything above ran without one and wrote nothing."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    command = [sys.executable, "-m", "scoring", "track", media / "lp_d3.mp4", "-o"]
    process = subprocess.Popen(
        [*command, tmp_path / "a.npz"], cwd=ROOT, stderr=theirs, stdout=subprocess.DEVNULL
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # How Linux says that the other end is closed.
        pass
    assert process.wait(timeout=60) == 0
    percents = [int(text) for text in re.findall(rb"(\d+) % \|", shown)]
    assert len(percents) >= 3
    assert percents == sorted(percents)
    assert b"faces" in shown


def test_a_video_against_itself_prints_100(media):
    code, out, err = scoring("score", media / "lp_d3.mp4", media / "lp_d3.mp4")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].split() == ["score", "100"]


def test_scores_as_json(tracks):
    scores = {}
    for name in tracks:
        code, out, err = scoring("score", tracks["lp_d3"], tracks[name], "--json")
        assert (code, err) == (0, "")
        scores[name] = json.loads(out)["score"]
    assert scores["lp_d3"] == 100
    assert scores["lp_d9"] < 45
    assert scores["pyfeat_no_face"] == 0


def test_report_for_people(tracks):
    _, out, _ = scoring("score", tracks["lp_d3"], tracks["lp_d9"])
    words = [line.split()[0] for line in out.splitlines()]
    assert words[:5] == ["score", "match", "intensity", "timing", "coverage"]
    assert 2 <= words.count("weakest") <= 5
    _, out, _ = scoring("score", tracks["lp_d3"], tracks["pyfeat_no_face"])
    assert "no face was found in the take" in out


def test_chart_and_script(tracks, tmp_path):
    script = tmp_path / "lines.vtt"
    script.write_text("WEBVTT\n\n00:01.000 --> 00:04.000\nOh no!\n")
    chart = tmp_path / "chart.svg"
    compare = ("score", tracks["lp_d3"], tracks["lp_d9"])
    code, out, err = scoring(*compare, "--script", script, "--chart", chart)
    assert (code, err) == (0, "")
    assert re.search(r"^line +\d+  Oh no! \(missed ", out, re.MULTILINE)
    assert ">Oh no!<" in chart.read_text()
    code, out, err = scoring(*compare, "--json", "--script", script)
    assert [line["text"] for line in json.loads(out)["lines"]] == ["Oh no!"]


@pytest.mark.parametrize(
    ("option", "name", "words"),
    [
        ("--chart", "chart.tiff9", ".png or .svg"),
        ("--chart", "none/chart.png", "no folder"),
        ("--script", "lines.txt", ".srt or .vtt"),
        ("--script", "none.srt", "No such file"),
        ("--video", "film.mp4", "needs the two videos"),
    ],
)
def test_outputs_are_refused_before_anything_is_analysed(tracks, tmp_path, option, name, words):
    arguments = ("score", tracks["lp_d3"], tmp_path / "none.mp4", option, tmp_path / name)
    code, out, err = scoring(*arguments)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert words in err


def test_models(tmp_path):
    code, out, err = scoring("models", REON_MODELS=str(tmp_path))
    assert (code, err) == (0, "")
    assert "reon-b0 (default)" in out
    assert "anger, disgust, fear, happiness, neutral, sadness, surprise" in out
    assert "MB" in out


def test_models_add(tmp_path):
    from tests.scoring.networks import tiny_onnx

    file = tiny_onnx(tmp_path / "tiny.onnx", 3, 16)
    command = ("models", "add", "tiny", file, "--labels", "joy,neutral,hurt", "--size", 16)
    environment = {"REON_MODELS": str(tmp_path / "models")}
    code, out, err = scoring(*command, **environment)
    assert (code, err) == (0, "")
    assert "joy, neutral, hurt" in out
    code, out, err = scoring("models", **environment)
    assert "tiny\n  labels  joy, neutral, hurt" in out
    code, out, err = scoring(*command, **environment)
    assert (code, out) == (1, "")
    assert "exists" in err


def test_refusals_are_one_line_with_exit_code_1(tmp_path):
    film = write_film(tmp_path / "film.mp4", steady(1.0))
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "words.mp4").write_text("not a film")
    (tmp_path / "words.npz").write_text("not a track")
    (tmp_path / "cut.mp4").write_bytes(film.read_bytes()[:500])
    cases = {
        ("track", tmp_path / "empty.mp4"): "empty",
        ("track", tmp_path / "words.mp4"): "not a video",
        ("track", tmp_path / "cut.mp4"): "incomplete",
        ("track", tmp_path / "none.mp4"): "No such file",
        ("track", tmp_path): "directory",
        ("track", film, "--model", "b9"): "not installed",
        ("track", film, "-o", tmp_path / "none" / "x.npz"): "No such file",
        ("score", tmp_path / "words.npz", film): "not a track",
        ("score", film, film): "no face",
        ("models", "convert", film): "none of the known",
    }
    for arguments, words in cases.items():
        code, out, err = scoring(*arguments)
        assert (code, out) == (1, ""), arguments
        assert err.startswith("scoring: ")
        assert err.count("\n") == 1, err
        assert words in err


@pytest.mark.parametrize(
    "arguments", [(), ("score", "one.mp4"), ("track", "a.mp4", "--rate", "0"), ("dance",)]
)
def test_wrong_usage_is_exit_code_2(arguments):
    code, out, err = scoring(*arguments)
    assert (code, out) == (2, "")
    assert "usage: python -m scoring" in err


def test_listing_loads_nothing_heavy():
    code = (
        "import sys; from scoring.__main__ import main; main(['models']); "
        "print([m for m in ('torch', 'mediapipe', 'av', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
