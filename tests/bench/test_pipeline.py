"""The benchmark of the pipeline: footage, contenders, processes, and a short run of it all."""

import sys
from itertools import pairwise

import numpy as np
import pytest

from bench.contenders import CONTENDERS
from bench.footage import make_footage, repeat
from bench.loop import Child, timed
from bench.pipeline import main
from scoring.video.frames import sample_frames
from scoring.video.info import probe


@pytest.fixture(scope="module")
def footage(tmp_path_factory):
    return make_footage(tmp_path_factory.mktemp("bench") / "made.mp4", 1.5)


def test_footage_is_720p_at_30_frames(footage):
    info = probe(footage)
    assert (info.width, info.height, info.frames) == (1280, 720, 45)
    assert info.duration == pytest.approx(1.5, abs=0.05)


def test_footage_moves_without_a_cut(footage):
    frames = [frame[::4, ::4].astype(int) for _, frame in sample_frames(footage, 30)]
    steps = [np.abs(a - b).mean() for a, b in pairwise(frames)]
    assert np.median(steps) > 0
    assert max(steps) < 10


def test_repeated_footage_is_as_long_as_asked(footage, tmp_path):
    info = probe(repeat(tmp_path / "long.mp4", footage, 5))
    assert info.duration == pytest.approx(6, abs=0.1)
    assert info.frames == 180


def test_pipelines_see_the_same_frames_and_much_the_same_faces(footage):
    tracks = {name: make(footage, 2)() for name, make in CONTENDERS.items()}
    ours = tracks.pop("reon")
    for name, track in tracks.items():
        assert track.times == pytest.approx(ours.times, abs=1e-3), name
        assert track.coverage == 1, name
        apart = np.abs(track.probabilities.mean(axis=0) - ours.probabilities.mean(axis=0)).sum() / 2
        assert apart < 0.35, name


def test_time_is_that_of_what_runs():
    took, total = timed(lambda: sum(range(2_000_000)))
    assert total == 1999999000000
    assert took["wall"] > 0
    assert took["cpu"] > 0


CHILD = "from bench.loop import serve; serve(lambda: {})"


def test_a_child_answers_each_turn():
    child = Child([sys.executable, "-c", CHILD.format("lambda: 7")])
    assert child.reason is None
    turns = [child.run() for _ in range(2)]
    child.close()
    assert [turn["frames"] for turn in turns] == [7, 7]
    assert all({"wall", "cpu", "peak"} <= turn.keys() for turn in turns)


def test_peak_memory_is_that_of_the_child():
    """Not of this process, whatever it holds."""
    mine, peaks = np.ones(40_000_000), []
    for size in (0, 60_000_000):
        child = Child([sys.executable, "-c", CHILD.format(f"lambda: len(bytearray({size}))")])
        peaks.append(child.run()["peak"])
        child.close()
    assert peaks[0] < mine.nbytes / 1e6
    assert 50 < peaks[1] - peaks[0] < 70


@pytest.mark.parametrize(
    ("make", "reason"), [("1 / 0", "ZeroDivisionError"), ("exit(3)", "its process ended")]
)
def test_a_child_that_cannot_start_says_why(make, reason):
    child = Child([sys.executable, "-c", CHILD.format(make)])
    assert reason in child.reason
    child.close()


def test_a_short_run_of_the_whole_benchmark(footage, capsys):
    arguments = f"--media {footage} --repeat 1 --rate 2 --only reon fer --device cuda"
    assert main(arguments.split()) == 0
    shown = capsys.readouterr().out
    for part in ("1280 x 720", "decode: ours", "classify: ours", "RE:ON  ", "floor (fastest"):
        assert part in shown
    assert "(c) fer, its own weights" in shown
    assert "not measured: no environment given with --peers" in shown
    import torch

    if not torch.cuda.is_available():
        assert "no CUDA device: not measured" in shown


def test_a_wrong_file_is_refused_in_one_line(tmp_path, capsys):
    path = tmp_path / "words.mp4"
    path.write_text("words " * 99)
    assert main(["--media", str(path)]) == 1
    assert "is not a video" in capsys.readouterr().err
