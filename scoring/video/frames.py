"""Video file to upright RGB frames at a sampling rate, decoding no more than they need."""

from collections.abc import Iterator

import av
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from ..constants import DAMAGED_SHARE, PIXEL_ASPECTS, TIMESTAMP_ROUNDING
from ..types import FilePath, Image
from .container import Limits, VideoError, check_pixels, clock_start, open_video, too_long

# Codecs in which one packet is one picture, and whose decoders can skip pictures.
SKIPPING = ("h264", "hevc")


def sample_frames(
    path: FilePath,
    rate: float = 10.0,
    limits: Limits = Limits(),  # noqa: B008
    skip: bool = True,
) -> Iterator[tuple[float, Image]]:
    """Frames of a video, at most `rate` per second, one at a time.

    Parameters
    ----------
    rate
        Frames per second; a slower video gives all of its frames.
    skip
        Leave pictures undecoded that are neither sampled nor needed by others. The sampled ones
        are the same, bit for bit.

    Yields
    ------
    time
        Seconds on the player's clock, from the presentation timestamps: 0 is where the file
        starts to play, which is the first frame unless sound begins before it.
    frame
        Upright, with square pixels.

    Raises
    ------
    VideoError
        With the codes of `scoring.video.info.probe`, except those that take reading the file to its
        end; also when the video turns out to be damaged.
    """
    wanted = wanted_timestamps(path, rate, limits) if skip else None
    with open_video(path, limits) as (container, stream):
        start = clock_start(container)
        last = -1
        for timestamp, frame in decode(container, stream, limits, wanted):
            time = max(0.0, timestamp - start)
            if time > limits.max_seconds:
                raise too_long(time, limits)
            if step(time, rate) > last:
                last = step(time, rate)
                yield time, to_rgb(frame, stream)


def step(time: float, rate: float) -> int:
    """Number of the sampling step that a moment lies in; the first frame of each is sampled."""
    return int((time + TIMESTAMP_ROUNDING) * rate)


def wanted_timestamps(path: FilePath, rate: float, limits: Limits) -> frozenset[int] | None:
    """Timestamps of the packets that are sampled; None where every frame has to be decoded."""
    with open_video(path, limits) as (container, stream):
        context = stream.codec_context
        if context.name not in SKIPPING or not context.has_b_frames or stream.time_base is None:
            return None
        start, base = clock_start(container), float(stream.time_base)
        timestamps: list[int] = []
        for packet in container.demux(stream):
            if packet.size and not packet.is_discard:
                if packet.pts is None:
                    return None
                timestamps.append(packet.pts)
            if len(timestamps) > limits.max_seconds * limits.max_rate:
                return None
    if len(set(timestamps)) < len(timestamps):
        return None
    firsts: dict[int, int] = {}
    for timestamp in sorted(timestamps):
        firsts.setdefault(step(max(0.0, timestamp * base - start), rate), timestamp)
    return frozenset(firsts.values())


def decode(
    container: InputContainer,
    stream: VideoStream,
    limits: Limits,
    wanted: frozenset[int] | None = None,
) -> Iterator[tuple[float, VideoFrame]]:
    """Decoded frames with their timestamps in seconds, ascending.

    Damaged packets are skipped, up to `DAMAGED_SHARE` of all.
    """
    packets = damaged = 0
    last = -np.inf
    for packet in container.demux(stream):
        packets += 1
        if wanted is not None:
            needed = packet.pts is None or packet.pts in wanted
            stream.codec_context.skip_frame = "DEFAULT" if needed else "NONREF"
        try:
            frames = packet.decode()
        except av.FFmpegError:
            damaged += 1
            continue
        for frame in frames:
            time = frame.time
            if time is None or time <= last:
                continue
            last = time
            check_pixels(stored_width(frame, stream), frame.height, limits)
            yield time, frame
    if damaged > max(2, DAMAGED_SHARE * packets):
        raise VideoError(
            f"{damaged} of {packets} frames are damaged: export the video again", "truncated"
        )


def to_rgb(frame: VideoFrame, stream: VideoStream) -> Image:
    """A frame as a player shows it: square pixels, upright."""
    width = stored_width(frame, stream)
    rgb = frame.to_ndarray(format="rgb24", width=width, height=frame.height)
    return np.ascontiguousarray(np.rot90(rgb, quarter_turns(frame)))


def shown_size(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """Width and height of a frame as a player shows it."""
    width, height = stored_width(frame, stream), frame.height
    return (height, width) if quarter_turns(frame) % 2 else (width, height)


def stored_width(frame: VideoFrame, stream: VideoStream) -> int:
    """Width of a frame before it is rotated, once its pixels are made square."""
    aspect = float(stream.sample_aspect_ratio or 1)
    low, high = PIXEL_ASPECTS
    return max(1, round(frame.width * aspect)) if low <= aspect <= high else frame.width


def quarter_turns(frame: VideoFrame) -> int:
    """Quarter turns, counterclockwise, that put a frame upright."""
    return round(frame.rotation / 90) % 4
