"""Frames to a film that every browser plays: H.264 (VP9 where the encoder is missing)."""

from fractions import Fraction

import av


def write_movie(path, frames, rate, quality=23):
    """Encode RGB frames.

    Parameters
    ----------
    path : Path
        Its suffix must be ``.mp4``.
    frames : iterable of ndarray of uint8, shape (H, W, 3)
        Sides must be even.
    rate : int
        Frames a second.
    quality : int
        Constant rate factor; lower is better and larger.
    """
    codec = "libx264" if "libx264" in av.codecs_available else "libvpx-vp9"
    options = {"crf": str(quality), "preset": "slow", "tune": "animation"}
    if codec != "libx264":
        options = {"crf": str(quality + 10), "b": "0", "cpu-used": "3"}
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = None
        for frame in frames:
            if stream is None:
                stream = container.add_stream(codec, rate=Fraction(rate), options=options)
                stream.height, stream.width = frame.shape[:2]
                stream.pix_fmt = "yuv420p"
            picture = av.VideoFrame.from_ndarray(frame, format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
