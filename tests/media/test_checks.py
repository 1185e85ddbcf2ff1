"""Every kind of bad upload is refused by name, with what was sent and what is allowed."""

import re

import pytest
from django.utils import translation

from reon.media.checks import check_video
from reon.refusals import REFUSALS, Refused, text_of
from tests import videos
from tests.videos import encoded, upload

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(64)
CUT = encoded(seconds=8, size=(320, 240), options={"movflags": "faststart"})

BAD = {
    "text": (b"Dear sir, this is no video." * 9, "not_video"),
    "picture": (PNG, "not_video"),
    "random": (bytes(range(256)) * 40, "not_video"),
    "nothing": (b"", "empty"),
    "cut off": (CUT[: len(CUT) // 2], "truncated"),
    "sound": (videos.sound(), "audio_only"),
    "m3u8": (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "playlist"),
    "concat": (b"ffconcat version 1.0\nfile /etc/passwd\n", "playlist"),
    "too long": (encoded(seconds=9), "too_long"),
    "too short": (encoded(seconds=0.5), "too_short"),
    "too many pixels": (encoded(size=(640, 480)), "too_many_pixels"),
    "other container": (encoded(".avi"), "not_video"),
    "not playable": (encoded(codec="mpeg4"), "unknown_codec"),
    "full colour": (encoded(pixels="yuv444p"), "h264_pixels"),
    "ten bits": (encoded(pixels="yuv420p10le"), "h264_pixels"),
}


@pytest.fixture(autouse=True)
def small_limits(settings):
    settings.REON_TAKE_MAX_SECONDS = 8.0
    settings.REON_MAX_PIXELS = 320 * 240
    settings.REON_TAKE_MAX_BYTES = 300_000


@pytest.mark.parametrize(("content", "code"), BAD.values(), ids=BAD)
def test_bad_file_is_refused_by_name(content, code):
    with pytest.raises(Refused) as refused:
        check_video(upload(content), "take")
    assert refused.value.code == code
    assert refused.value.text == text_of(code, refused.value.values)
    assert "?" not in refused.value.text


def test_too_large(settings):
    settings.REON_TAKE_MAX_BYTES = 1000
    with pytest.raises(Refused) as refused:
        check_video(upload(encoded()), "take")
    assert refused.value.code == "too_large"
    assert refused.value.status == 413


def test_nothing_sent():
    with pytest.raises(Refused, match="missing"):
        check_video(None, "take")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.mp4", "웃음.mp4", "a" * 300 + ".mp4", "x.php", "con.mp4\0.exe"]
)
def test_name_of_the_sender_is_forgotten(name):
    file = upload(encoded())
    file._name = name
    check_video(file, "take")
    assert file.name == "video.mp4"


def test_webm_is_recognised_by_its_content():
    file = upload(encoded(".webm", codec="libvpx-vp9"), name="take.mp4")
    info = check_video(file, "take")
    assert file.name == "video.webm"
    assert (info.width, info.height) == (64, 48)


def test_values_are_told_in_both_languages():
    values = {"actual": 20 * 2**20, "allowed": 10 * 2**20}
    with translation.override("en"):
        english = text_of("too_large", values)
    assert "20.0 MB" in english
    assert "10.0 MB" in english


@pytest.mark.parametrize("code", REFUSALS)
def test_message_has_no_open_place(code):
    text = text_of(code, {"actual": 0.5, "allowed": 2})
    assert not re.search(r"%\(|\?", text)
