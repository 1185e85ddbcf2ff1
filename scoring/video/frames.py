"""Video file to upright RGB frames at a sampling rate; decodes no more than they need."""

import av
import numpy as np

from .container import Limits, VideoError, check_pixels, clock_start, open_video, too_long

# Share of a file's packets that may be damaged.
LOSS_SHARE = 0.05
# Containers round timestamps to milliseconds.
ROUNDING = 0.002
# Codecs of which one packet is one picture and whose decoders leave out pictures by themselves.
SKIPPING = ("h264", "hevc")
# Beyond these, stated pixel shapes are mistakes.
PIXEL_SHAPES = (0.25, 4.0)


def sample_frames(path, rate=10.0, limits=Limits(), skip=True):  # noqa: B008
    """Frames of a video, at most `rate` a second, one at a time.

    Parameters
    ----------
    path : path
    rate : float
        Frames a second; a slower video gives all of its frames.
    limits : Limits, optional
    skip : bool
        Leave pictures undecoded that are neither sampled nor needed by others. The sampled ones
        are the same, bit by bit.

    Yields
    ------
    time : float
        Seconds on the player's clock, from the presentation timestamps: 0 is where the file
        starts to play, which is the first frame unless sound begins before it.
    frame : ndarray of uint8, shape (H, W, 3)
        RGB, upright, with square pixels.

    Raises
    ------
    VideoError
        As `scoring.video.info.probe`, as far as it can be known; also when the video turns out
        to be damaged.
    """
    wanted = wanted_stamps(path, rate, limits) if skip else None
    with open_video(path, limits) as (container, stream):
        start = clock_start(container)
        last = -1
        for frame in decode(container, stream, limits, wanted):
            time = max(0.0, frame.time - start)
            if time > limits.max_seconds:
                raise too_long(time, limits)
            if step(time, rate) > last:
                last = step(time, rate)
                yield time, to_rgb(frame, stream)


def step(time, rate):
    """Number of the sampling step a moment lies in; the first frame of each is sampled."""
    return int((time + ROUNDING) * rate)


def wanted_stamps(path, rate, limits):
    """Timestamps of the packets that are sampled; None where every frame has to be decoded."""
    with open_video(path, limits) as (container, stream):
        context = stream.codec_context
        if context.name not in SKIPPING or not context.has_b_frames:
            return None
        start, base = clock_start(container), float(stream.time_base)
        stamps = []
        for packet in container.demux(stream):
            if packet.size and not packet.is_discard:
                stamps.append(packet.pts)
            if len(stamps) > limits.max_seconds * limits.max_rate:
                return None
    if None in stamps or len(set(stamps)) < len(stamps):
        return None
    firsts = {}
    for stamp in sorted(stamps):
        firsts.setdefault(step(max(0.0, stamp * base - start), rate), stamp)
    return frozenset(firsts.values())


def decode(container, stream, limits, wanted=None):
    """Decoded frames in ascending time; damaged packets are passed over up to `LOSS_SHARE`."""
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
            if frame.pts is None or frame.time <= last:
                continue
            last = frame.time
            check_pixels(stored_width(frame, stream), frame.height, limits)
            yield frame
    if damaged > max(2, LOSS_SHARE * packets):
        raise VideoError(
            f"{damaged} of {packets} frames are damaged: export the video again", "truncated"
        )


def to_rgb(frame, stream):
    """RGB array of a frame as a player shows it: square pixels, upright."""
    width = stored_width(frame, stream)
    rgb = frame.to_ndarray(format="rgb24", width=width, height=frame.height)
    return np.ascontiguousarray(np.rot90(rgb, round(frame.rotation / 90) % 4))


def shown_size(frame, stream):
    """Width and height of a frame as a player shows it."""
    size = stored_width(frame, stream), frame.height
    return size[::-1] if round(frame.rotation / 90) % 2 else size


def stored_width(frame, stream):
    """Width of a frame before it is turned, once its pixels are made square."""
    shape = float(stream.sample_aspect_ratio or 1)
    low, high = PIXEL_SHAPES
    return max(1, round(frame.width * shape)) if low <= shape <= high else frame.width
