"""What a video file holds; whether it can be analysed."""

from dataclasses import dataclass

import av

from .container import Limits, VideoError, clock_start, open_video, too_long
from .frames import decode, sample_frames, shown_size

__all__ = ["Limits", "VideoError", "VideoInfo", "probe", "sample_frames"]

# Losing a last frame or two is ordinary; a file that loses more scores a performer unfairly.
LOSS_SHARE = 0.05
LOSS_SECONDS = 0.5


@dataclass(frozen=True)
class VideoInfo:
    """What a video holds, found by reading it through.

    Attributes
    ----------
    duration : float
        End of the last frame in seconds.
    width, height : int
        Of a frame as it is shown: with square pixels, after rotation.
    frames : int
    rate : float
        Mean frames a second.
    codec, format : str
    pixels : str
        FFmpeg's name of the pixel format; browsers play H.264 in yuv420p and yuvj420p only.
    sound : bool
    """

    duration: float
    width: int
    height: int
    frames: int
    rate: float
    codec: str
    format: str
    pixels: str
    sound: bool


def probe(path, limits=Limits()):  # noqa: B008
    """Check a file and say what it holds.

    Every packet is read (none but the first frame decoded), so the duration is also right for
    files that do not state it, as browsers record them.

    Parameters
    ----------
    path : path
    limits : Limits, optional

    Returns
    -------
    VideoInfo

    Raises
    ------
    VideoError
        With a code of empty, not_video, playlist, audio_only, unknown_codec, truncated,
        too_long, too_large, too_many_pixels, too_short; `values` has actual and allowed.
    """
    with open_video(path, limits) as (container, stream):
        first = next(decode(container, stream, limits), None)
        if first is None:
            raise VideoError("no frame of the video can be read: it is damaged", "truncated")
        width, height = shown_size(first, stream)
        pixels = first.format.name
    with open_video(path, limits) as (container, stream):
        start = clock_start(container)
        packets, end, last = read_through(container, stream, start, limits)
        check_complete(container, stream, packets, last)
        if end < limits.min_seconds:
            raise VideoError(
                f"the video has {end:.1f} s, at least {limits.min_seconds:.1f} s are needed",
                "too_short",
                actual=end,
                allowed=limits.min_seconds,
            )
        return VideoInfo(
            duration=end,
            width=width,
            height=height,
            frames=packets,
            rate=packets / max(end, 1e-3),
            codec=stream.codec_context.codec.canonical_name,
            format=container.format.name,
            pixels=pixels,
            sound=bool(container.streams.audio),
        )


def read_through(container, stream, start, limits):
    """Number of picture packets, end of the picture and end of the file in seconds."""
    packets, end, last = 0, 0.0, 0.0
    for packet in container.demux():
        if packet.pts is None:
            continue
        time = float(packet.pts * packet.time_base) - start
        last = max(last, time + float((packet.duration or 0) * packet.time_base))
        if packet.stream is not stream:
            continue
        packets += 1
        end = max(end, last if packet.duration else time)
        if end > limits.max_seconds or packets > limits.max_seconds * limits.max_rate:
            stated = (container.duration or 0) / av.time_base
            raise too_long(max(end, stated), limits)
    return packets, end, last


def check_complete(container, stream, packets, last):
    """Refuse a file that holds clearly less than its header states."""
    stated = (container.duration or 0) / av.time_base
    lost_time = stated - last > max(LOSS_SECONDS, LOSS_SHARE * stated)
    lost_frames = stream.frames - packets > max(2, LOSS_SHARE * stream.frames)
    if lost_time or lost_frames:
        raise VideoError(
            f"the video is incomplete: {last:.1f} s of {stated:.1f} s can be read; "
            "send it again or export it again",
            "truncated",
            actual=last,
            allowed=stated,
        )
