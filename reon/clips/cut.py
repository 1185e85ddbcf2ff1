"""A part of a film, exact to the frame; only workers come here."""

from dataclasses import dataclass

import av
import numpy as np

from reon.media.remux import SOUND

QUALITY = {"crf": "18", "preset": "veryfast"}
EARLY = 1e-3  # containers round timestamps to milliseconds


@dataclass(frozen=True)
class Piece:
    """What is cut: seconds on the player's clock, and where that clock's zero lies in the file."""

    start: float
    end: float
    zero: float

    def holds(self, item):
        """Whether a frame or packet lies inside."""
        return self.start - EARLY <= self.second(item) < self.end - EARLY

    def second(self, item):
        return float(item.pts * item.time_base) - self.zero


def cut_film(path, start, end, target):
    """Write the frames from `start` up to `end` into an open file.

    The picture is copied as it is where both ends fall on key frames, else it is coded anew as
    H.264; sound is cut to the nearest packet.

    Parameters
    ----------
    path : path
        A stored film.
    start, end : float
        Seconds on the player's clock.
    target : file object
        Open for writing, seekable.

    Returns
    -------
    suffix : str
        ".mp4" or ".webm".
    copied : bool
        Whether the picture is the very same.

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
            film = made.add_stream_from_template(picture) if run else new_picture(made, picture)
            sound = open_sound(source, made, SOUND[suffix])
            if run:
                first = min(p.pts for p in run)
                copy_packets(run, made, film, first)
            else:
                first = code_frames(source, picture, made, film, piece)
            origin = Piece(float(first * picture.time_base) - piece.zero, end, piece.zero)
            if sound:
                write_sound(source, made, *sound, origin)
    return suffix, bool(run)


def copyable(packets, piece):
    """The packets inside, if a decoder needs no others and nothing of them is needed outside."""
    inside = [number for number, packet in enumerate(packets) if piece.holds(packet)]
    if not inside:
        raise ValueError("no frame lies inside the cut")
    first, last = inside[0], inside[-1]
    closed = last + 1 == len(packets) or packets[last + 1].is_keyframe
    whole = packets[first].is_keyframe and last - first + 1 == len(inside)
    return packets[first : last + 1] if whole and closed else None


def copy_packets(packets, made, stream, first):
    """Put packets into another container, `first` becoming the time 0."""
    for packet in packets:
        packet.pts -= first
        if packet.dts is not None:
            packet.dts -= first
        packet.stream = stream
        made.mux(packet)


def new_picture(made, picture):
    """A stream of coded pictures."""
    stream = made.add_stream("libx264", rate=picture.average_rate or 30, options=QUALITY)
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = picture.time_base
    return stream


def code_frames(source, picture, made, stream, piece):
    """Code the frames inside; returns the first one's timestamp."""
    source.seek(round((piece.start + piece.zero) / picture.time_base), stream=picture)
    first = None
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
    return first


def upright(frame):
    """A frame as it is shown, with even sides."""
    turns = round(frame.rotation / 90) % 4
    if turns:
        turned = np.ascontiguousarray(np.rot90(frame.to_ndarray(format="rgb24"), turns))
        frame = av.VideoFrame.from_ndarray(turned, format="rgb24")
    return frame.reformat(frame.width // 2 * 2, frame.height // 2 * 2, "yuv420p")


def open_sound(source, made, playable):
    """The stream of sound with its new one; copied where the container may hold it, else AAC."""
    if not source.streams.audio:
        return None
    old = source.streams.audio[0]
    if old.codec_context.name in playable:
        return old, made.add_stream_from_template(old), True
    return old, made.add_stream("aac", rate=48000), False


def write_sound(source, made, old, new, as_it_is, piece):
    """Put the sound inside a piece into the new container."""
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
