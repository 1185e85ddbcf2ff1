"""Video files: timestamps, sampling, rotation, limits, and every refusal."""

import tracemalloc

import av
import numpy as np
import pytest

from scoring.video.container import Limits, VideoError
from scoring.video.frames import sample_frames
from scoring.video.info import probe
from tests.scoring.films import (
    SIZE,
    numbered,
    steady,
    with_rotation,
    write_external,
    write_film,
    write_sound,
)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return write_film(tmp_path_factory.mktemp("films") / "steady.mp4", steady())


def refusal(path, limits=None):
    """The error that a file gives."""
    with pytest.raises(VideoError) as caught:
        probe(path, limits or Limits())
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_plain_film(film):
    info = probe(film)
    assert (info.width, info.height, info.frames, info.codec) == (*SIZE, 60, "h264")
    assert info.duration == pytest.approx(2.0, abs=0.04)
    assert info.rate == pytest.approx(30, abs=0.6)
    assert not info.sound


def test_sampling_takes_frames_at_their_own_times(film):
    times, frames = zip(*sample_frames(film, rate=10), strict=True)
    assert times == pytest.approx(np.arange(20) / 10, abs=1e-3)
    numbers = [(frame.mean() - 20) / 3 for frame in frames]
    assert numbers == pytest.approx(np.arange(0, 60, 3), abs=0.6)
    assert frames[0].shape == (SIZE[1], SIZE[0], 3)
    assert frames[0].dtype == np.uint8


@pytest.mark.parametrize(("rate", "count"), [(1, 2), (10, 20), (15, 30), (30, 60), (60, 60)])
def test_sampling_rates(film, rate, count):
    assert len(list(sample_frames(film, rate))) == count


def test_variable_rate_webm_without_duration(tmp_path):
    rng = np.random.default_rng(1)
    times = np.cumsum(rng.choice([0.021, 0.033, 0.047, 0.12, 0.31], 50))
    times = np.round(times - times[0], 3)
    path = write_film(tmp_path / "live.webm", times, "libvpx", live="1")
    with av.open(str(path)) as container:
        assert container.duration is None, "a live WebM states no duration"
    found = [time for time, _ in sample_frames(path, rate=60)]
    assert set(np.round(found, 3)) <= set(times)
    assert len(found) == len(times)
    assert probe(path).duration == pytest.approx(times[-1], abs=0.35)
    sampled = np.array([time for time, _ in sample_frames(path, rate=10)])
    assert (np.diff(np.floor(10 * (sampled + 0.002))) >= 1).all()
    assert all(np.abs(sampled - time).min() <= 0.1 for time in times)


@pytest.mark.parametrize(("codec", "suffix"), [("libvpx-vp9", ".webm"), ("mpeg4", ".avi")])
def test_other_codecs(tmp_path, codec, suffix):
    path = write_film(tmp_path / f"film{suffix}", steady(1.0), codec)
    assert len(list(sample_frames(path, 10))) == 10


def bright_top(number, size):
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    picture[: size[1] // 4] = 250
    return picture


@pytest.mark.parametrize(
    ("matrix", "side"),
    [((0, 1, -1, 0), "right"), ((-1, 0, 0, -1), "bottom"), ((0, -1, 1, 0), "left")],
)
def test_rotation_metadata_turns_the_picture(tmp_path, matrix, side):
    """(0, 1, -1, 0) is a quarter turn clockwise: what was at the top is shown at the right."""
    path = write_film(tmp_path / "phone.mp4", steady(1.0), picture=bright_top)
    _, frame = next(sample_frames(with_rotation(path, matrix)))
    strips = {
        "right": frame[:, -8:],
        "left": frame[:, :8],
        "bottom": frame[-8:],
        "top": frame[:8],
    }
    assert max(strips, key=lambda name: strips[name].mean()) == side
    info = probe(path)
    assert (info.height, info.width) == frame.shape[:2]
    assert (info.width < info.height) == (side != "bottom")


def test_memory_does_not_grow_with_length(tmp_path):
    path = write_film(tmp_path / "long.mp4", steady(10), size=(640, 480))
    tracemalloc.start()
    for _ in sample_frames(path, 10):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 640 * 480 * 3


WRONG = {
    "empty.mp4": (b"", "empty"),
    "words.mp4": (b"Dear diary,\n" * 200, "not_video"),
    "noise.webm": (np.random.default_rng(0).bytes(5000), "not_video"),
    "list.m3u8": (b"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:2,\n/etc/hostname\n", "playlist"),
    "bom.mp4": (b"\xef\xbb\xbf#EXTM3U\n/etc/hostname\n", "playlist"),
    "concat.mp4": (b"ffconcat version 1.0\nfile '/etc/hostname'\n", "playlist"),
    "bare.mp4": (b"file '/etc/hostname'\n", "playlist"),
    "dash.mp4": (b"<?xml version='1.0'?>\n<MPD><BaseURL>x.mp4</BaseURL></MPD>", "playlist"),
    "session.mp4": (b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n", "playlist"),
    "winamp.mp4": (b"[playlist]\nFile1=/etc/hostname\n", "playlist"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_files(tmp_path, name):
    content, code = WRONG[name]
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name).code == code
    with pytest.raises(VideoError):
        next(sample_frames(tmp_path / name))


def test_lists_never_open_what_they_name(tmp_path, film, monkeypatch):
    """A list beside a real video gives no frame, also where its head is not recognised."""
    monkeypatch.setattr("scoring.video.container.PLAYLIST", __import__("re").compile(b"(?!)"))
    (tmp_path / "real.mp4").write_bytes(film.read_bytes())
    texts = {
        "a.ffconcat": "ffconcat version 1.0\nfile real.mp4\n",
        "b.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nreal.mp4\n#EXT-X-ENDLIST\n",
        "c.mpd": "<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'></MPD>",
    }
    monkeypatch.chdir(tmp_path)
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        assert refusal(tmp_path / name).code == "not_video"


def test_a_film_that_names_another_file_shows_its_own_picture(tmp_path):
    other = write_film(tmp_path / "other.mp4", steady(), picture=lambda n, s: 200 + numbered(0, s))
    path = write_external(tmp_path / "outside.mov", str(other))
    assert max(frame.mean() for _, frame in sample_frames(path, 10)) < 200
    assert min(frame.mean() for _, frame in sample_frames(other, 10)) > 200


def test_pictures_are_no_videos(tmp_path):
    import cv2

    for suffix in (".png", ".jpg"):
        path = tmp_path / f"photo{suffix}"
        cv2.imwrite(str(path), np.zeros((32, 32, 3), np.uint8))
        assert refusal(path.rename(path.with_suffix(".mp4"))).code == "not_video"


@pytest.mark.parametrize("name", ["song.mp4", "song.wav"])
def test_sound_only(tmp_path, name):
    assert refusal(write_sound(tmp_path / name)).code == "audio_only"


@pytest.mark.parametrize("share", [0.3, 0.97])
def test_truncated_mp4_without_its_index(tmp_path, film, share):
    content = film.read_bytes()
    path = tmp_path / "half.mp4"
    path.write_bytes(content[: int(share * len(content))])
    assert refusal(path).code == "truncated"


def test_truncated_mp4_with_its_index_first(tmp_path):
    path = write_film(tmp_path / "web.mp4", steady(4), movflags="faststart")
    path.write_bytes(path.read_bytes()[: int(0.6 * path.stat().st_size)])
    error = refusal(path)
    assert error.code == "truncated"
    assert error.values["actual"] < error.values["allowed"] == pytest.approx(4, abs=0.1)


def test_truncated_matroska(tmp_path):
    path = write_film(tmp_path / "film.mkv", steady(4))
    path.write_bytes(path.read_bytes()[: int(0.5 * path.stat().st_size)])
    assert refusal(path).code == "truncated"


def test_damaged_inside(tmp_path):
    """A film whose picture is overwritten with noise is refused while it is read."""

    def noisy(number, size):
        return np.random.default_rng(number).integers(0, 255, (size[1], size[0], 3), np.uint8)

    path = write_film(tmp_path / "hurt.mp4", steady(2), picture=noisy)
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    content[third : 2 * third] = np.random.default_rng(2).bytes(third)
    path.write_bytes(content)
    probe(path)
    with pytest.raises(VideoError) as caught:
        list(sample_frames(path))
    assert caught.value.code == "truncated"


def test_unknown_codec(tmp_path, film):
    path = tmp_path / "odd.mp4"
    path.write_bytes(film.read_bytes().replace(b"avc1", b"zzzz"))
    error = refusal(path)
    assert error.code == "unknown_codec"
    assert "H.264" in error.values["allowed"]


def test_a_codec_that_is_known_but_not_allowed(tmp_path):
    path = write_film(tmp_path / "old.avi", steady(1), "ffv1")
    error = refusal(path)
    assert (error.code, error.values["actual"]) == ("unknown_codec", "ffv1")


@pytest.mark.parametrize(
    ("limits", "code", "actual"),
    [
        (Limits(max_seconds=1.5), "too_long", pytest.approx(2.0, abs=0.04)),
        (Limits(min_seconds=3), "too_short", pytest.approx(2.0, abs=0.04)),
        (Limits(max_pixels=3000), "too_many_pixels", 64 * 48),
        (Limits(max_seconds=5, max_rate=5), "too_long", None),
    ],
)
def test_limits(film, limits, code, actual):
    error = refusal(film, limits)
    assert error.code == code
    assert {"actual", "allowed"} <= error.values.keys()
    if actual is not None:
        assert error.values["actual"] == actual


def test_too_large(film):
    error = refusal(film, Limits(max_bytes=1000))
    assert error.code == "too_large"
    assert error.values == {"actual": film.stat().st_size, "allowed": 1000}


def test_sampling_keeps_the_limit_of_length(film):
    with pytest.raises(VideoError) as caught:
        list(sample_frames(film, 10, Limits(max_seconds=1)))
    assert caught.value.code == "too_long"


REAL = {
    "lp_d3.mp4": (11.8, 118, (512, 512)),
    "lp_d13.mp4": (11.733, 118, (720, 1280)),
    "xportrait_driving.mp4": (5.005, 50, (512, 512)),
    "pyfeat_face_noface.mov": (6.402, 64, (960, 540)),
    "intel_asl_no.mkv": (2.2, 22, (640, 480)),
    "sad_KatieHill.mp4": (8.0, 80, (512, 512)),
}


@pytest.mark.parametrize("name", REAL)
def test_real_videos(media, name):
    duration, count, size = REAL[name]
    info = probe(media / name)
    assert info.duration == pytest.approx(duration, abs=0.01)
    assert (info.width, info.height) == size
    times = [time for time, _ in sample_frames(media / name)]
    assert len(times) == pytest.approx(count, abs=2)
    assert (np.diff(times) > 0).all()


def test_a_real_damaged_upload(media):
    error = refusal(media / "eamm_sad.mp4")
    assert error.code == "truncated"
    assert error.values == pytest.approx({"actual": 4.44, "allowed": 6.28}, abs=0.01)


def test_picture_that_begins_after_the_sound(media):
    """hamilton_short starts to play with sound; its first frame comes 0.85 s later."""
    time, _ = next(sample_frames(media / "hamilton_short.mp4"))
    assert time == pytest.approx(0.844, abs=0.01)
