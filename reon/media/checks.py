"""What every uploaded video passes before it is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.temp import NamedTemporaryFile

from reon.refusals import Refused
from scoring.errors import ScoringError
from scoring.video.container import Limits
from scoring.video.info import VideoInfo, probe

PLAYABLE = {"h264": "H.264", "vp8": "VP8", "vp9": "VP9", "av1": "AV1"}
# Browsers play H.264 only with 8 bits and 4:2:0 chroma subsampling.
H264_PIXELS = ("yuv420p", "yuvj420p")
SHORTEST = 1.0


class Kind(StrEnum):
    """What an uploaded video is; each has limits of its own."""

    TAKE = "take"
    NEUTRAL = "neutral"
    CLIP = "clip"


def limits_of(kind: Kind) -> Limits:
    """The limits of a take, a resting face or a clip."""
    name = f"REON_{kind.upper()}"
    return Limits(
        max_bytes=getattr(settings, f"{name}_MAX_BYTES"),
        min_seconds=SHORTEST,
        max_seconds=getattr(settings, f"{name}_MAX_SECONDS"),
        max_pixels=settings.REON_MAX_PIXELS,
    )


def check_video(file: File | None, kind: Kind) -> VideoInfo:
    """Refuse an uploaded file that cannot be analysed, or that browsers cannot play.

    Renames the upload after its actual format, whatever it was called.

    Raises
    ------
    Refused
    """
    if file is None:
        raise Refused("missing")
    try:
        with on_disk(file) as path:
            info = probe(path, limits_of(kind))
    except ScoringError as error:
        values = error.values
        if error.code == "unknown_codec":
            values = {**values, "allowed": list(PLAYABLE.values())}
        raise Refused(error.code, **values) from None
    if not {"mp4", "webm"} & set(info.format.split(",")):
        raise Refused("not_video")
    if info.codec not in PLAYABLE:
        raise Refused("unknown_codec", actual=info.codec, allowed=list(PLAYABLE.values()))
    if info.codec == "h264" and info.pixels not in H264_PIXELS:
        raise Refused("h264_pixels", actual=info.pixels, allowed="yuv420p")
    file.name = f"video{suffix(info)}"
    return info


def suffix(info: VideoInfo) -> str:
    """The file name's suffix; WebM holds no H.264, whatever some browsers record."""
    if "mp4" in info.format:
        return ".mp4"
    return ".mkv" if info.codec == "h264" else ".webm"


@contextmanager
def on_disk(file: File) -> Iterator[Path]:
    """The path of an uploaded or stored file; a temporary copy where it has none here."""
    path = local_path(file)
    if path is not None:
        yield path
        return
    with NamedTemporaryFile(suffix=Path(file.name or "").suffix) as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def local_path(file: File) -> Path | None:
    """Path of a file on this machine, or None for one in memory or in another storage."""
    if hasattr(file, "temporary_file_path"):
        return Path(file.temporary_file_path())
    try:
        return Path(file.path)  # type: ignore[attr-defined]  # stored files have one
    except (AttributeError, NotImplementedError):
        return None
