"""Sampled frames: what is left undecoded, and the shape of pixels."""

from fractions import Fraction

import av
import numpy as np
import pytest

from scoring.video.container import Limits, open_video
from scoring.video.frames import decode, sample_frames, wanted_timestamps
from tests.scoring.films import numbered, steady, write_film


def write_coded(path, times, size=(64, 48), shape=None, **options):
    """Frames told apart by brightness, with two pictures in three that no other needs."""
    coded = {"bf": "2", "b_strategy": "0", "b-pyramid": "none", "crf": "10", **options}
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options=coded)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        if shape:
            stream.codec_context.sample_aspect_ratio = shape
        for number, time in enumerate(times):
            frame = av.VideoFrame.from_ndarray(numbered(number, size), format="rgb24")
            frame.pts, frame.time_base = round(1000 * time), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def decoded(path, wanted):
    """How many pictures are decoded."""
    with open_video(path, Limits()) as (container, stream):
        return sum(1 for _ in decode(container, stream, Limits(), wanted))


def same(one, other):
    """Whether two samplings hold the same frames at the same times, bit by bit."""
    pairs = list(zip(one, other, strict=True))
    return len(pairs) > 0 and all(a == b and (x == y).all() for (a, x), (b, y) in pairs)


@pytest.mark.parametrize("rate", [3, 7, 10, 30])
def test_skipping_changes_no_sampled_frame(tmp_path, rate):
    rng = np.random.default_rng(rate)
    times = np.cumsum(rng.choice([0.02, 0.033, 0.05, 0.2], 60))
    path = write_coded(tmp_path / "film.mp4", times - times[0])
    assert same(sample_frames(path, rate), sample_frames(path, rate, skip=False))


def test_pictures_are_really_left_out(tmp_path):
    path = write_coded(tmp_path / "film.mp4", steady(4))
    wanted = wanted_timestamps(path, 3, Limits())
    assert len(wanted) == 12
    assert decoded(path, None) == 120
    assert decoded(path, wanted) < 100


def test_where_every_picture_is_needed_by_others_all_are_decoded(tmp_path):
    assert wanted_timestamps(write_film(tmp_path / "film.mp4", steady()), 10, Limits()) is None
    webm = write_film(tmp_path / "film.webm", steady(), "libvpx")
    assert wanted_timestamps(webm, 10, Limits()) is None


def test_skipping_on_real_videos(media):
    for name in ("lp_d18.mp4", "intel_asl_no.mkv"):
        path = media / name
        assert same(sample_frames(path), sample_frames(path, skip=False)), name


@pytest.mark.parametrize(
    ("shape", "width"), [((4, 3), 128), ((1, 2), 48), ((100, 1), 96), (None, 96)]
)
def test_pixels_become_square(tmp_path, shape, width):
    """Pixels a hundred times as wide as high are a mistake of the file and are not believed."""
    path = write_coded(tmp_path / "film.mp4", steady(0.5), (96, 72), shape and Fraction(*shape))
    _, frame = next(sample_frames(path))
    assert frame.shape == (72, width, 3)


def test_a_real_video_with_narrow_pixels(media):
    """Stored with 512 x 480 pixels of 15:16, shown as a square."""
    _, frame = next(sample_frames(media / "lp_d9.mp4"))
    assert frame.shape == (480, 480, 3)
