"""Writing a film: pictures as H.264, with the sound of another video."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from ...types import FilePath, Image
from ...video.container import Limits, clock_start, open_video
from ..style import PictureError

# OpenH264 has a permissive licence; the others are what a different build of FFmpeg may have.
ENCODERS: dict[str, dict[str, str]] = {
    "libopenh264": {"allow_skip_frames": "0"},
    "libx264": {"preset": "veryfast"},
    "h264_videotoolbox": {},
    "h264_mf": {},
}
BIT_RATE = 4_000_000
SOUND_RATE, SOUND_BIT_RATE = 48_000, 128_000
AHEAD = 0.5  # seconds by which the sound may be written ahead of the picture
BT709 = 1


def find_encoder() -> str:
    """Name of the first H.264 encoder that this FFmpeg has; a `PictureError` if it has none."""
    for name in ENCODERS:
        with contextlib.suppress(av.codec.codec.UnknownCodecError):
            av.codec.Codec(name, "w")
            return name
    raise PictureError(
        "this PyAV has no H.264 encoder, it needs one of "
        f"{', '.join(ENCODERS)}: install PyAV from its wheel (`pip install av`)",
        "no_encoder",
    )


def write_film(
    path: FilePath,
    frames: Iterable[Image],
    size: tuple[int, int],
    rate: int,
    sound: FilePath | None = None,
) -> None:
    """Write pictures into an MP4 file, which appears only once it is complete.

    Parameters
    ----------
    size
        Width and height.
    rate
        Frames per second.
    sound
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


def picture_stream(film: OutputContainer, size: tuple[int, int], rate: int) -> VideoStream:
    """The film's picture."""
    encoder = find_encoder()
    stream = cast(VideoStream, film.add_stream(encoder, rate=rate, options=ENCODERS[encoder]))
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.bit_rate = BIT_RATE
    context = stream.codec_context
    context.colorspace = context.color_primaries = context.color_trc = BT709
    return stream


class Sound:
    """The sound of a video, copied into a film piece by piece.

    Parameters
    ----------
    stack
        Closes the video.
    """

    def __init__(self, film: OutputContainer, stack: contextlib.ExitStack, path: FilePath) -> None:
        source, _ = stack.enter_context(open_video(path, Limits()))
        self.film, self.frames = film, decoded(source)
        self.waiting = next(self.frames, None)
        self.stream: AudioStream | None = None
        if self.waiting is not None:
            self.stream = film.add_stream("aac", rate=SOUND_RATE, layout="stereo")
            self.stream.bit_rate = SOUND_BIT_RATE

    def write_until(self, time: float) -> None:
        """Write the sound that begins before a time in seconds."""
        while self.stream is not None and self.waiting is not None:
            begin, frame = self.waiting
            if begin >= time:
                return
            self.film.mux(self.stream.encode(frame))
            self.waiting = next(self.frames, None)

    def finish(self, time: float) -> None:
        """Write what is left before a time."""
        self.write_until(time)
        if self.stream is not None:
            self.film.mux(self.stream.encode())


def decoded(container: InputContainer) -> Iterator[tuple[float, AudioFrame]]:
    """The first sound of a video, on its clock: the seconds of each frame, and the frame.

    Damaged packets are skipped.
    """
    if not container.streams.audio:
        return
    start = clock_start(container)
    for packet in container.demux(container.streams.audio[0]):
        with contextlib.suppress(av.FFmpegError):
            for frame in packet.decode():
                if frame.time is None or frame.pts is None or frame.time_base is None:
                    continue
                begin = frame.time - start
                frame.pts -= round(start / frame.time_base)
                yield begin, frame
