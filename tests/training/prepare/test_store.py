"""The cache: complete, the same whichever way it was made, and finished after a stop."""

import signal
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest

from training.data.dataset import DataSet, Sample, one_hot
from training.faces import DataError, load_faces
from training.prepare import store
from training.prepare.cut import Cutting, cutting_for
from training.prepare.store import prepare

CUTTING = Cutting(size=32)

SLOW_RUN = """
import sys, time
from training.data import READERS
from training.prepare import store
from training.prepare.cut import Cutting

cut = store.cut
store.cut = lambda *given: (time.sleep(0.05), cut(*given))[1]
data = READERS["folders"](sys.argv[1], person=r"(p\\d)_", labels="fer")
store.prepare(data, sys.argv[2], Cutting(size=32), workers=1, chunk=8)
"""


@pytest.fixture(scope="module")
def whole(drawn_data, tmp_path_factory):
    """A cache made in one go."""
    return prepare(drawn_data, tmp_path_factory.mktemp("whole"), CUTTING, workers=1)


def same(one, two):
    assert one.fingerprint() == two.fingerprint()
    for name in ("names", "people", "videos", "parts", "classes"):
        assert getattr(one, name) == getattr(two, name)


def test_the_cache_holds_every_face_and_names_the_rest(whole, drawn_data, tmp_path):
    assert len(drawn_data.samples) == 59
    assert len(whole.faces) == 57
    assert dict(whole.dropped) == {
        "train/neutral/p0_room.jpg": "no face found",
        "train/neutral/p1_broken.jpg": "the picture cannot be read",
    }
    assert whole.faces.images.shape == (57, 32, 32, 3)
    assert set(whole.faces.people) == {"p0", "p1", "p2", "p3"}
    assert whole.faces.parts.count("train") == 28
    assert (whole.sizes[:, :2] == 160).all()
    assert whole.original_bytes > 59 * 1000
    files = sum(len(sample.path.read_bytes()) for sample in drawn_data.samples)
    assert whole.original_bytes == files


def test_a_killed_run_goes_on_where_it_stopped(
    whole, drawn_data, drawn_folders, tmp_path, monkeypatch
):
    out = tmp_path / "cache"
    run = subprocess.Popen(
        [sys.executable, "-c", SLOW_RUN, drawn_folders, out], stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 60
    while len(list((out / "unfinished").glob("*.npz"))) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    run.wait()
    finished = {path.name for path in (out / "unfinished").glob("*.npz")}
    assert 2 <= len(finished) < 8
    with pytest.raises(DataError, match="training prepare"):
        load_faces(out)
    cut_again = []
    cut = store.cut
    monkeypatch.setattr(
        store, "cut", lambda sample, way: (cut_again.append(sample), cut(sample, way))[1]
    )
    prepared = prepare(drawn_data, out, CUTTING, workers=1, chunk=8)
    assert len(cut_again) == sum(
        len(drawn_data.samples[start : start + 8])
        for start in range(0, 59, 8)
        if f"{start:09d}.npz" not in finished
    )
    same(prepared.faces, whole.faces)
    same(load_faces(out), whole.faces)
    assert prepared.dropped == whole.dropped
    assert prepared.original_bytes == whole.original_bytes
    assert not (out / "unfinished").exists()


def test_several_processes_make_the_same_cache(whole, drawn_data, tmp_path):
    prepared = prepare(drawn_data, tmp_path, CUTTING, workers=2, chunk=16)
    same(prepared.faces, whole.faces)


def test_something_else_is_not_mixed_into_an_unfinished_cache(drawn_data, tmp_path, monkeypatch):
    def stop(sample, cutting):
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "cut", stop)
    with pytest.raises(KeyboardInterrupt):
        prepare(drawn_data, tmp_path, CUTTING, workers=1)
    monkeypatch.undo()
    relabelled = replace(drawn_data.samples[0], votes=one_hot(3, 7))
    others = (
        (drawn_data, replace(CUTTING, size=48)),
        (replace(drawn_data, samples=[relabelled, *drawn_data.samples[1:]]), CUTTING),
        (replace(drawn_data, samples=drawn_data.samples[1:]), CUTTING),
    )
    for data, cutting in others:
        with pytest.raises(DataError, match="beginning of another preparation"):
            prepare(data, tmp_path, cutting, workers=1)


def pixels(count):
    rng = np.random.default_rng(0)
    pictures = rng.integers(0, 256, (count, 8, 8), np.uint8)
    return [Sample(f"line {n}", one_hot(n % 2, 2), pixels=one) for n, one in enumerate(pictures)]


def test_pictures_without_files_and_what_is_known_about_them(tmp_path):
    samples = pixels(5)
    samples[1] = replace(samples[1], valence=0.5, arousal=-0.25, video="v", part="test")
    data = DataSet("made up", ("a", "b"), samples, left_out=[("x", "lost before")])
    prepared = prepare(data, tmp_path, cutting_for(samples, as_is=True), workers=1, chunk=2)
    faces = load_faces(tmp_path)
    np.testing.assert_array_equal(faces.images, [sample.pixels for sample in samples])
    assert faces.affect[1].tolist() == [0.5, -0.25]
    assert np.isnan(faces.affect[0]).all()
    assert faces.videos == [None, "v", None, None, None]
    assert prepared.dropped == [("x", "lost before")]
    assert prepared.original_bytes == 5 * 64


def test_a_set_without_any_face_is_refused_with_the_reasons(tmp_path):
    data = DataSet("made up", ("a", "b"), pixels(3))
    with pytest.raises(DataError, match="no face of made up could be stored: the picture is not 9"):
        prepare(data, tmp_path, Cutting(9, True, True, False), workers=1)
