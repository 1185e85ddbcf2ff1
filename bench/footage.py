"""The footage that the pipeline is measured on: made from the project's own demo clip."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from scoring.types import FilePath, Image

SOURCE = Path(__file__).resolve().parents[1] / "demo" / "media" / "attic.mp4"
SIZE = (1280, 720)
RATE = 30


def make_footage(
    path: Path,
    seconds: float = 10.0,
    source: FilePath = SOURCE,
    size: tuple[int, int] = SIZE,
    rate: int = RATE,
) -> Path:
    """Write H.264 footage of a given size, rate and length from a shorter, smaller clip.

    The clip's frames are scaled to the height, put before a plain background, and played forwards
    and backwards in turn until the length is reached, so that there is no cut.

    Parameters
    ----------
    path
        Of the MP4 to write; also returned.
    size
        Width and height in pixels.
    rate
        Frames a second.
    """
    frames = _stills(source, rate)
    back_and_forth = [*range(len(frames)), *range(len(frames) - 2, 0, -1)]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate, options={"crf": "23"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for number in range(round(seconds * rate)):
            still = frames[back_and_forth[number % len(back_and_forth)]]
            picture = av.VideoFrame.from_ndarray(_framed(still, size), format="rgb24")
            picture.pts, picture.time_base = number, Fraction(1, rate)
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


def repeat(path: Path, source: FilePath, seconds: float) -> Path:
    """Repeat a video, without re-encoding, until a length is reached; returns the path."""
    with av.open(str(path), "w") as long:
        stream: Any = None
        offset, base = 0, Fraction(0)
        while stream is None or offset * base < seconds:
            with av.open(str(source)) as container:
                video = container.streams.video[0]
                stream = stream or long.add_stream_from_template(video)
                base, end = video.time_base or base, 0
                for packet in container.demux(video):
                    if packet.dts is None or packet.pts is None:
                        continue
                    end = max(end, packet.pts + (packet.duration or 0))
                    packet.pts, packet.dts = packet.pts + offset, packet.dts + offset
                    packet.stream = stream
                    long.mux(packet)
                offset += end
    return path


def _stills(source: FilePath, rate: int) -> list[Image]:
    """A clip's frames at a given rate."""
    with av.open(str(source)) as container:
        timed = [
            (frame.time, frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)
        ]
    times = np.array([time for time, _ in timed])
    wanted = np.arange(times[0], times[-1], 1 / rate)
    return [timed[np.abs(times - moment).argmin()][1] for moment in wanted]


def _framed(still: Image, size: tuple[int, int]) -> Image:
    """A still scaled to fit, in the middle of a plain background."""
    scale = min(size[0] / still.shape[1], size[1] / still.shape[0])
    scaled = cv2.resize(still, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    background = np.empty((size[1], size[0], 3), np.uint8)
    background[:] = scaled[0].mean(0)
    top, left = (size[1] - scaled.shape[0]) // 2, (size[0] - scaled.shape[1]) // 2
    background[top : top + scaled.shape[0], left : left + scaled.shape[1]] = scaled
    return background
