"""Writing a film: pictures as H.264, the sound of another video beside them."""

import contextlib
import os
from pathlib import Path

import av

from ...video.container import Limits, clock_start, open_video
from ..style import PictureError

# OpenH264 has a permissive licence; the others are what an FFmpeg of one's own may have instead.
ENCODERS = {
    "libopenh264": {"allow_skip_frames": "0"},
    "libx264": {"preset": "veryfast"},
    "h264_videotoolbox": {},
    "h264_mf": {},
}
BIT_RATE = 4_000_000
SOUND_RATE, SOUND_BIT_RATE = 48_000, 128_000
AHEAD = 0.5  # seconds that the sound may be written before the picture
BT709 = 1


def find_encoder():
    """Name of the first H.264 encoder that this FFmpeg has.

    Raises
    ------
    PictureError
    """
    for name in ENCODERS:
        with contextlib.suppress(av.codec.codec.UnknownCodecError):
            av.codec.Codec(name, "w")
            return name
    raise PictureError(
        "this PyAV has no H.264 encoder, needed is one of "
        f"{', '.join(ENCODERS)}: install PyAV from its wheel (`pip install av`)",
        "no_encoder",
    )


def write_film(path, frames, size, rate, sound=None):
    """Write pictures into an MP4 file, which appears only once it is whole.

    Parameters
    ----------
    path : path
    frames : iterator of ndarray of uint8, shape (H, W, 3)
        RGB.
    size : (int, int)
        Width and height.
    rate : int
        Frames a second.
    sound : path, optional
        A video whose sound is kept, on the same clock.

    Raises
    ------
    PictureError
        If there is no encoder.
    """
    path = Path(path)
    partial = path.with_name(f".{path.stem}.{os.getpid()}.part.mp4")
    try:
        with contextlib.ExitStack() as stack:
            options = {"movflags": "+faststart"}
            film = stack.enter_context(av.open(str(partial), "w", options=options))
            stream = picture_stream(film, size, rate)
            voice = Sound(film, stack, sound) if sound else None
            for number, frame in enumerate(frames):
                picture = av.VideoFrame.from_ndarray(frame, format="rgb24")
                picture = picture.reformat(format="yuv420p", dst_colorspace=BT709)
                picture.pts = number
                film.mux(stream.encode(picture))
                if voice:
                    voice.write_until(number / rate + AHEAD)
            film.mux(stream.encode())
            if voice:
                voice.finish((number + 1) / rate)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def picture_stream(film, size, rate):
    """The film's picture."""
    encoder = find_encoder()
    stream = film.add_stream(encoder, rate=rate, options=ENCODERS[encoder])
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.bit_rate = BIT_RATE
    context = stream.codec_context
    context.colorspace = context.color_primaries = context.color_trc = BT709
    return stream


class Sound:
    """The sound of a video, copied into a film bit by bit.

    Parameters
    ----------
    film : av.container.OutputContainer
    stack : contextlib.ExitStack
        Closes the video.
    path : path
    """

    def __init__(self, film, stack, path):
        source, _ = stack.enter_context(open_video(path, Limits()))
        self.film, self.start = film, clock_start(source)
        self.frames = decoded(source, source.streams.audio[0]) if source.streams.audio else iter(())
        self.stream, self.time, self.waiting = None, 0.0, next(self.frames, None)
        if self.waiting is not None:
            self.stream = film.add_stream("aac", rate=SOUND_RATE, layout="stereo")
            self.stream.bit_rate = SOUND_BIT_RATE

    def write_until(self, time):
        """Write the sound that begins before a time in seconds."""
        while self.waiting is not None and self.waiting.time - self.start < time:
            frame = self.waiting
            frame.pts -= round(self.start / frame.time_base)
            self.film.mux(self.stream.encode(frame))
            self.waiting = next(self.frames, None)

    def finish(self, time):
        """Write what is left before a time."""
        self.write_until(time)
        if self.stream is not None:
            self.film.mux(self.stream.encode())


def decoded(container, stream):
    """Decoded frames; damaged packets are passed over."""
    for packet in container.demux(stream):
        with contextlib.suppress(av.FFmpegError):
            yield from (frame for frame in packet.decode() if frame.pts is not None)
