"""What every uploaded video passes before it is stored."""

from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.temp import NamedTemporaryFile

from reon.refusals import Refused

TAKE, NEUTRAL, CLIP = "take", "neutral", "clip"
PLAYABLE = {"h264": "H.264", "vp8": "VP8", "vp9": "VP9", "av1": "AV1"}
# Browsers play H.264 with 8 bits and half the colour in both directions only.
H264_PIXELS = ("yuv420p", "yuvj420p")
SHORTEST = 1.0


def limits_of(kind):
    """The limits of a take, a resting face or a clip, as `scoring.video` takes them."""
    from scoring.video.container import Limits

    name = f"REON_{kind.upper()}"
    return Limits(
        max_bytes=getattr(settings, f"{name}_MAX_BYTES"),
        min_seconds=SHORTEST,
        max_seconds=getattr(settings, f"{name}_MAX_SECONDS"),
        max_pixels=settings.REON_MAX_PIXELS,
    )


def check_video(file, kind):
    """Refuse an uploaded file that cannot be analysed, or that browsers cannot play.

    Renames the upload after what it really holds, whatever it was called.

    Parameters
    ----------
    file : UploadedFile or None
    kind : {"take", "neutral", "clip"}

    Returns
    -------
    scoring.video.info.VideoInfo

    Raises
    ------
    Refused
    """
    from scoring.errors import ScoringError
    from scoring.video.info import probe

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


def suffix(info):
    """The file name's suffix; WebM holds no H.264, whatever some browsers record."""
    if "mp4" in info.format:
        return ".mp4"
    return ".mkv" if info.codec == "h264" else ".webm"


@contextmanager
def on_disk(file):
    """The path of an uploaded or stored file; a temporary copy where it has none here."""
    path = local_path(file)
    if path is not None:
        yield path
        return
    with NamedTemporaryFile(suffix=Path(file.name).suffix) as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def local_path(file):
    """Where a file lies on this machine, or None for one in memory or in another storage."""
    if hasattr(file, "temporary_file_path"):
        return Path(file.temporary_file_path())
    try:
        return Path(file.path)
    except (AttributeError, NotImplementedError):
        return None
