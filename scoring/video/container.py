"""Opening an uploaded file as a video, and refusing everything else with a reason.

Only the file itself is ever read: the demuxer gets it as an open file, no protocol is allowed, and
formats that refer to other files (playlists, concat lists) are not among the allowed ones.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from ..errors import ScoringError
from ..types import FilePath

# Containers of cameras, browsers and editors; audio formats are opened too, so that the refusal
# can say what they are.
FORMATS = "mov,mp4,matroska,webm,avi,mpegts,mpeg,ogg,mp3,wav,flac,aac"
CODECS = (
    *("h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4", "mjpeg", "prores", "theora"),
    *("mpeg1video", "mpeg2video", "h263", "msmpeg4v2", "msmpeg4"),
)
SHOWN_CODECS = "H.264, HEVC, VP8, VP9, AV1 or MPEG-4"
PLAYLIST = re.compile(
    rb"\s*(#EXTM3U|ffconcat\b|\[playlist\]|file\s+['\"/\w]|v=0\s|<asx|<smil"
    rb"|(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(MPD|playlist|SmoothStreamingMedia)\b)",
    re.IGNORECASE | re.DOTALL,
)
SIGNATURES = re.compile(rb"....(ftyp|moov|mdat|wide)|\x1aE\xdf\xa3|RIFF....AVI |OggS", re.DOTALL)


class VideoError(ScoringError):
    """A file is not a video that can be analysed."""

    code = "not_video"


@dataclass(frozen=True)
class Limits:
    """Which videos are accepted.

    Attributes
    ----------
    min_seconds, max_seconds
        Shortest and longest duration.
    max_pixels
        Width times height; the default is 4K.
    max_rate
        Frames per second, averaged over `max_seconds`: bounds the work, not the camera.
    """

    max_bytes: int = 500_000_000
    min_seconds: float = 0.5
    max_seconds: float = 300.0
    max_pixels: int = 4096 * 2304
    max_rate: float = 120.0


@contextmanager
def open_video(path: FilePath, limits: Limits) -> Iterator[tuple[InputContainer, VideoStream]]:
    """Open a file whose container, codec and frame size are allowed.

    Yields
    ------
    container, stream
        The open file and its picture.

    Raises
    ------
    VideoError
        With the code empty, too_large, playlist, not_video, truncated, audio_only, unknown_codec
        or too_many_pixels.
    """
    path = Path(path)
    with path.open("rb") as file:
        check_content(path, file, limits)
        container = open_container(path, file)
        with container:
            stream = video_stream(path, container)
            check_pixels(stream.codec_context.width, stream.codec_context.height, limits)
            stream.thread_type = "AUTO"
            yield container, stream


def check_content(path: Path, file: BinaryIO, limits: Limits) -> None:
    """Refuse a file by its size and its first bytes."""
    size = path.stat().st_size
    if not size:
        raise VideoError(f"{path.name} is empty: record or export it again", "empty")
    if size > limits.max_bytes:
        raise VideoError(
            f"{path.name} is {size / 1e6:.1f} MB, at most {limits.max_bytes / 1e6:.1f} MB are "
            "allowed: cut it or export it smaller",
            "too_large",
            actual=size,
            allowed=limits.max_bytes,
        )
    if PLAYLIST.match(file.read(4096).removeprefix(b"\xef\xbb\xbf")):
        raise VideoError(
            f"{path.name} is a list of other files, not a video: give the video itself", "playlist"
        )
    file.seek(0)


def open_container(path: Path, file: BinaryIO) -> InputContainer:
    """The demuxer of a file; nothing but this open file is read."""
    try:
        return av.open(
            file,
            "r",
            options={"protocol_whitelist": "", "format_whitelist": FORMATS},
            metadata_errors="replace",
            buffer_size=1 << 18,
        )
    except av.FFmpegError as error:
        file.seek(0)
        if SIGNATURES.match(file.read(12)):
            raise VideoError(
                f"{path.name} begins like a video but cannot be opened: it is incomplete or "
                "damaged; send it again or export it again",
                "truncated",
            ) from error
        raise VideoError(
            f"{path.name} is not a video: give an MP4, MOV, WebM, MKV or AVI file", "not_video"
        ) from error


def video_stream(path: Path, container: InputContainer) -> VideoStream:
    """The first video stream of a file, in an allowed codec; cover pictures do not count."""
    attached = av.stream.Disposition.attached_pic
    streams = [s for s in container.streams.video if not s.disposition & attached]
    if not streams:
        if any(stream.type in ("audio", "video") for stream in container.streams):
            raise VideoError(f"{path.name} has sound but no picture: give a video", "audio_only")
        raise VideoError(f"{path.name} holds neither picture nor sound", "not_video")
    stream = streams[0]
    codec = stream.codec_context.name if stream.codec_context else "unknown"
    if codec not in CODECS:
        raise VideoError(
            f"{path.name} is encoded with {codec}, which cannot be read: export it as "
            f"{SHOWN_CODECS}",
            "unknown_codec",
            actual=codec,
            allowed=SHOWN_CODECS,
        )
    return stream


def check_pixels(width: int, height: int, limits: Limits) -> None:
    """Refuse frames that are too large, before any is decoded."""
    if width * height > limits.max_pixels:
        raise VideoError(
            f"the picture has {width} x {height} pixels, at most "
            f"{limits.max_pixels / 1e6:.1f} million are allowed: export it smaller",
            "too_many_pixels",
            actual=width * height,
            allowed=limits.max_pixels,
        )


def clock_start(container: InputContainer) -> float:
    """The time in the file's timestamps, in seconds, at which a player's clock shows 0."""
    return (container.start_time or 0) / av.time_base


def too_long(seconds: float, limits: Limits) -> VideoError:
    """The error that refuses a video that is too long."""
    return VideoError(
        f"the video is {seconds:.1f} s long, at most {limits.max_seconds:.0f} s are allowed: "
        "cut it",
        "too_long",
        actual=seconds,
        allowed=limits.max_seconds,
    )
