"""What a video file holds, and whether it can be analysed."""

from dataclasses import dataclass

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from ..constants import LOST_SECONDS, LOST_SHARE
from ..types import FilePath
from .container import Limits, VideoError, clock_start, open_video, too_long
from .frames import decode, shown_size


@dataclass(frozen=True)
class VideoInfo:
    """What a video holds, found by reading it through.

    Attributes
    ----------
    duration
        End of the last frame in seconds.
    width, height
        Of a frame as it is shown: with square pixels, after rotation.
    frames
        Number of frames.
    rate
        Mean frames per second.
    pixels
        FFmpeg's name of the pixel format; browsers play H.264 in yuv420p and yuvj420p only.
    sound
        Whether there is any.
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


def probe(path: FilePath, limits: Limits = Limits()) -> VideoInfo:  # noqa: B008
    """Check a file and say what it holds.

    Every packet is read, but only the first frame decoded, so the duration is also right for files
    that do not state it, such as those that browsers record.

    Raises
    ------
    VideoError
        With the code empty, not_video, playlist, audio_only, unknown_codec, truncated, too_long,
        too_large, too_many_pixels or too_short; `values` has actual and allowed.
    """
    with open_video(path, limits) as (container, stream):
        first = next(decode(container, stream, limits), None)
        if first is None:
            raise VideoError("no frame of the video can be read: it is damaged", "truncated")
        _, frame = first
        width, height = shown_size(frame, stream)
        pixels = frame.format.name
    with open_video(path, limits) as (container, stream):
        start = clock_start(container)
        packets, end, last = read_through(container, stream, start, limits)
        check_complete(container, stream, packets, last)
        if end < limits.min_seconds:
            raise VideoError(
                f"the video is {end:.1f} s long, at least {limits.min_seconds:.1f} s are needed",
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


def read_through(
    container: InputContainer, stream: VideoStream, start: float, limits: Limits
) -> tuple[int, float, float]:
    """Number of picture packets, and the end of the picture and of the file in seconds."""
    packets, end, last = 0, 0.0, 0.0
    for packet in container.demux():
        if packet.pts is None or packet.time_base is None:
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


def check_complete(
    container: InputContainer, stream: VideoStream, packets: int, last: float
) -> None:
    """Refuse a file that holds clearly less than its header states."""
    stated = (container.duration or 0) / av.time_base
    lost_time = stated - last > max(LOST_SECONDS, LOST_SHARE * stated)
    lost_frames = stream.frames - packets > max(2, LOST_SHARE * stream.frames)
    if lost_time or lost_frames:
        raise VideoError(
            f"the video is incomplete: {last:.1f} s of {stated:.1f} s can be read; "
            "send it again or export it again",
            "truncated",
            actual=last,
            allowed=stated,
        )
