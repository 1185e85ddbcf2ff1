"""Videos read together: shared batches, refusals, early ends, memory, the plain path."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from bench.footage import repeat
from scoring.analysis.analyse import analyse_plainly, analyse_video, analyse_videos
from scoring.analysis.reading import READER
from scoring.errors import ScoringError
from scoring.formula.score import score_tracks
from scoring.models.classifier import load_classifier
from scoring.models.registry import get_model
from tests.scoring.films import steady, write_film

DEMO = Path(__file__).resolve().parents[3] / "demo" / "media"
MEDIA = (
    *("lp_d0", "lp_d3", "lp_d9", "lp_d10", "lp_d12", "lp_d13", "lp_d18", "eamm_happy"),
    *("xportrait_driving", "lia_vox_1", "pyfeat_single_face", "pyfeat_WolfgangLanger"),
    *("hamilton_short", "sad_KatieHill"),
)
# Too calm for a reference, at this rate, or with a face too rarely.
UNSCORED = (
    *("retalk_1.mp4", "musetalk_yongen.mp4", "pyfeat_no_face.mp4"),
    *("pyfeat_face_noface.mov", "intel_asl_no.mkv"),
)
# Largest difference of a probability; what is measured is 0 or rounding of float32.
AGREE = 1e-5


@pytest.fixture(scope="module")
def classifier():
    return load_classifier(get_model("reon-b0"), "onnx")


@pytest.fixture(scope="module")
def common(classifier):
    """A reference for all takes."""
    return analyse_plainly(DEMO / "attic.mp4", classifier, rate=5)


def both(path, classifier, rate):
    """Fast and plain track of a video, after asserting that they agree."""
    fast, plain = (way(path, classifier, rate=rate) for way in (analyse_video, analyse_plainly))
    assert (fast.times == plain.times).all()
    assert (fast.seen == plain.seen).all()
    assert np.abs(fast.probabilities - plain.probabilities).max() < AGREE
    return fast, plain


def assert_references_agree(fast, plain):
    """Less than a point apart, one against the other."""
    assert score_tracks(plain, plain).score == pytest.approx(100)
    assert score_tracks(plain, fast).score > 99


def assert_takes_agree(fast, plain, common):
    """Less than a point apart, both against another clip."""
    apart = score_tracks(common, fast).score - score_tracks(common, plain).score
    assert abs(apart) < 1


@pytest.mark.parametrize("name", ["attic-take.mp4", "postcard.mp4"])
def test_the_fast_path_agrees_on_the_demo(classifier, common, name):
    tracks = both(DEMO / name, classifier, 5)
    assert_references_agree(*tracks)
    assert_takes_agree(*tracks, common)


@pytest.mark.parametrize("name", MEDIA)
def test_the_fast_path_agrees_on_real_videos(media, classifier, common, name):
    tracks = both(media / f"{name}.mp4", classifier, 2)
    assert_references_agree(*tracks)
    assert_takes_agree(*tracks, common)


@pytest.mark.parametrize("name", UNSCORED)
def test_the_fast_path_agrees_on_what_can_only_be_a_take(media, classifier, common, name):
    tracks = both(media / name, classifier, 2)
    assert_takes_agree(*tracks, common)


class Counted:
    """A classifier that keeps the sizes of its batches."""

    def __init__(self, classifier):
        self.classifier, self.model, self.sizes = classifier, classifier.model, []

    def __call__(self, faces):
        self.sizes.append(len(faces))
        return self.classifier(faces)


def test_several_videos_share_batches(tmp_path, classifier):
    """Each gets its own track, a refused one its error, and only the last batch is not full."""
    wrong = tmp_path / "wrong.mp4"
    wrong.write_bytes(b"no video" * 99)
    wall = write_film(tmp_path / "wall.mp4", steady(0.5), size=(320, 240))
    paths = [DEMO / "attic.mp4", wrong, DEMO / "postcard.mp4", wall]
    counted = Counted(classifier)
    tracks = dict(analyse_videos(paths, counted, rate=2, readers=2, batch=10))
    assert set(tracks) == set(paths)
    assert isinstance(tracks[wrong], ScoringError)
    assert tracks[wrong].code == "not_video"
    assert tracks[wall].coverage == 0
    assert set(counted.sizes[:-1]) == {10}
    assert sum(counted.sizes) == sum(tracks[path].seen.sum() for path in (paths[0], paths[2]))
    for path in (paths[0], paths[2]):
        alone = analyse_video(path, classifier, rate=2)
        assert (tracks[path].times == alone.times).all()
        assert np.abs(tracks[path].probabilities - alone.probabilities).max() < AGREE


def test_no_videos(classifier):
    assert list(analyse_videos([], classifier)) == []


def test_a_caller_who_stops_leaves_no_thread_behind(classifier):
    def reading():
        return [thread.name for thread in threading.enumerate() if thread.name.startswith(READER)]

    running = analyse_videos([DEMO / "attic.mp4"] * 3, classifier, rate=1, readers=1)
    next(running)
    assert len(reading()) == 1
    running.close()
    assert reading() == []


def test_what_a_detector_raises_reaches_the_caller(tmp_path, classifier):
    def broken(image):
        raise RuntimeError("out of order")

    path = write_film(tmp_path / "film.mp4", steady(1.0))
    with pytest.raises(RuntimeError, match="out of order"):
        analyse_video(path, classifier, broken)


PEAK = """
import sys
from bench.loop import peak_memory
from bench.contenders import contender
contender("reon", sys.argv[1], 1)()
print(peak_memory())
"""


def test_memory_stays_flat_with_length(tmp_path):
    """Four times the length, 39 frames more, costs less than 20 of them (of 2.8 MB, as arrays).

    The allocator goes on growing by some 30 MB over the first half minute, and then no more.
    """
    short = repeat(tmp_path / "short.mp4", DEMO / "attic.mp4", 13)
    long = repeat(tmp_path / "long.mp4", DEMO / "attic.mp4", 52)
    peaks = []
    for path in (short, long):
        run = [sys.executable, "-c", PEAK, str(path)]
        done = subprocess.run(run, cwd=DEMO.parents[1], capture_output=True, text=True, check=True)
        peaks.append(float(done.stdout))
    assert peaks[1] < peaks[0] + 56
