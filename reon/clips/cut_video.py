"""A part of a video, exact to the frame; only workers load this."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from reon.media.remux import SOUND

QUALITY = {"crf": "18", "preset": "veryfast"}
EARLY = 1e-3  # containers round timestamps to milliseconds


@dataclass(frozen=True)
class Piece:
    """The part to cut: seconds on the player's clock, and where its zero is in the file."""

    start: float
    end: float
    zero: float

    def holds(self, item: Any) -> bool:
        """Whether a frame or packet lies inside."""
        return self.start - EARLY <= self.second(item) < self.end - EARLY

    def second(self, item: Any) -> float:
        """Second of a frame or packet on the player's clock."""
        return float(item.pts * item.time_base) - self.zero


def cut_video(path: Path, start: float, end: float, target: Any) -> tuple[str, bool]:
    """Write the frames from `start` up to `end` into an open file.

    The picture is copied as it is where both ends fall on key frames, else it is re-encoded as
    H.264; sound is cut to the nearest packet.

    Parameters
    ----------
    path
        A stored video.
    start, end
        Seconds on the player's clock.
    target
        A file open for writing, seekable.

    Returns
    -------
    suffix : str
        ".mp4" or ".webm".
    copied : bool
        Whether the picture is copied, not re-encoded.

    Raises
    ------
    ValueError
        If no frame lies inside.
    """
    with av.open(str(path)) as source:
        picture = source.streams.video[0]
        piece = Piece(start, end, (source.start_time or 0) / av.time_base)
        packets = [p for p in source.demux(picture) if p.pts is not None]
        run = copyable(packets, piece)
        as_webm = run is not None and picture.codec_context.name != "h264"
        suffix = ".webm" if as_webm else ".mp4"
        with av.open(target, "w", format=suffix[1:]) as made:
            stream = made.add_stream_from_template(picture) if run else new_picture(made, picture)
            sound = open_sound(source, made, SOUND[suffix])
            if run:
                first = min(p.pts for p in run)
                copy_packets(run, made, stream, first)
            else:
                first = encode_frames(source, picture, made, stream, piece)
            origin = Piece(float(first * picture.time_base) - piece.zero, end, piece.zero)
            if sound:
                write_sound(source, made, *sound, origin)
    return suffix, bool(run)


def copyable(packets: list[Any], piece: Piece) -> list[Any] | None:
    """The packets inside, if they decode without the others and the others without them."""
    inside = [number for number, packet in enumerate(packets) if piece.holds(packet)]
    if not inside:
        raise ValueError("no frame lies inside the cut")
    first, last = inside[0], inside[-1]
    closed = last + 1 == len(packets) or packets[last + 1].is_keyframe
    whole = packets[first].is_keyframe and last - first + 1 == len(inside)
    return packets[first : last + 1] if whole and closed else None


def copy_packets(packets: Iterable[Any], made: Any, stream: Any, first: int) -> None:
    """Copy packets into another container, where `first` becomes time 0."""
    for packet in packets:
        packet.pts -= first
        if packet.dts is not None:
            packet.dts -= first
        packet.stream = stream
        made.mux(packet)


def new_picture(made: Any, picture: Any) -> Any:
    """A stream of re-encoded frames."""
    stream = made.add_stream("libx264", rate=picture.average_rate or 30, options=QUALITY)
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = picture.time_base
    return stream


def encode_frames(source: Any, picture: Any, made: Any, stream: Any, piece: Piece) -> int:
    """Encode the frames inside; returns the first one's timestamp."""
    source.seek(round((piece.start + piece.zero) / picture.time_base), stream=picture)
    first: int | None = None
    for frame in source.decode(picture):
        if frame.pts is None or piece.second(frame) < piece.start - EARLY:
            continue
        if not piece.holds(frame):
            break
        pts = frame.pts
        frame = upright(frame)
        if first is None:
            first = pts
            stream.width, stream.height = frame.width, frame.height
        frame.pts, frame.time_base = pts - first, picture.time_base
        made.mux(stream.encode(frame))
    made.mux(stream.encode())
    if first is None:
        raise ValueError("no frame lies inside the cut")
    return first


def upright(frame: Any) -> Any:
    """A frame in display orientation, with even sides."""
    turns = round(frame.rotation / 90) % 4
    if turns:
        turned = np.ascontiguousarray(np.rot90(frame.to_ndarray(format="rgb24"), turns))
        frame = av.VideoFrame.from_ndarray(turned, format="rgb24")
    return frame.reformat(frame.width // 2 * 2, frame.height // 2 * 2, "yuv420p")


def open_sound(source: Any, made: Any, playable: Collection[str]) -> tuple[Any, Any, bool] | None:
    """The audio stream and its counterpart in the new container; copied where allowed, else AAC."""
    if not source.streams.audio:
        return None
    old = source.streams.audio[0]
    if old.codec_context.name in playable:
        return old, made.add_stream_from_template(old), True
    return old, made.add_stream("aac", rate=48000), False


def write_sound(source: Any, made: Any, old: Any, new: Any, as_it_is: bool, piece: Piece) -> None:
    """Write the audio of a piece to the new container."""
    source.seek(0)
    offset = round((piece.start + piece.zero) / old.time_base)
    if as_it_is:
        packets = [p for p in source.demux(old) if p.pts is not None and piece.holds(p)]
        copy_packets(packets, made, new, offset)
        return
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=48000)
    for frame in source.decode(old):
        if frame.pts is not None and piece.holds(frame):
            frame.pts -= offset
            for part in resampler.resample(frame):
                made.mux(new.encode(part))
    made.mux(new.encode())
