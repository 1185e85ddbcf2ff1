"""The footage that the pipeline is measured on: made from the project's own demo clip."""

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

SOURCE = Path(__file__).resolve().parents[1] / "demo" / "media" / "attic.mp4"
SIZE = (1280, 720)
RATE = 30


def make_footage(path, seconds=10.0, source=SOURCE, size=SIZE, rate=RATE):
    """Write H.264 footage of a wanted size, rate and length from a shorter, smaller clip.

    The clip's frames are scaled to the height and stand on a plain ground, played forwards and
    backwards in turn until the length is reached, so that there is no cut.

    Parameters
    ----------
    path : path
        Of the MP4 to write.
    seconds : float
    source : path, optional
    size : (int, int), optional
        Width and height in pixels.
    rate : int, optional
        Frames a second.

    Returns
    -------
    path
    """
    frames = _stills(source, size, rate)
    there_and_back = [*range(len(frames)), *range(len(frames) - 2, 0, -1)]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate, options={"crf": "23"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for number in range(round(seconds * rate)):
            still = frames[there_and_back[number % len(there_and_back)]]
            picture = av.VideoFrame.from_ndarray(_framed(still, size), format="rgb24")
            picture.pts, picture.time_base = number, Fraction(1, rate)
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


def repeat(path, source, seconds):
    """Write a video's pictures again and again, as they are coded, until a length is reached."""
    with av.open(str(path), "w") as long:
        stream, offset, base = None, 0, None
        while stream is None or offset * base < seconds:
            with av.open(str(source)) as container:
                video = container.streams.video[0]
                stream = stream or long.add_stream_from_template(video)
                base, end = video.time_base, 0
                for packet in container.demux(video):
                    if packet.dts is None:
                        continue
                    end = max(end, packet.pts + packet.duration)
                    packet.pts, packet.dts = packet.pts + offset, packet.dts + offset
                    packet.stream = stream
                    long.mux(packet)
                offset += end
    return path


def _stills(source, size, rate):
    """A clip's frames at the wanted rate, as they are."""
    with av.open(str(source)) as container:
        timed = [
            (frame.time, frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)
        ]
    times = np.array([time for time, _ in timed])
    wanted = np.arange(times[0], times[-1], 1 / rate)
    return [timed[np.abs(times - moment).argmin()][1] for moment in wanted]


def _framed(still, size):
    """A still scaled to fit, in the middle of a plain ground."""
    scale = min(size[0] / still.shape[1], size[1] / still.shape[0])
    still = cv2.resize(still, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    ground = np.empty((size[1], size[0], 3), np.uint8)
    ground[:] = still[0].mean(0)
    top, left = (size[1] - still.shape[0]) // 2, (size[0] - still.shape[1]) // 2
    ground[top : top + still.shape[0], left : left + still.shape[1]] = still
    return ground
