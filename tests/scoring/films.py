"""Small videos made for the tests of `scoring`, right ones and wrong ones."""

import struct
from fractions import Fraction

import av
import numpy as np

SIZE = (64, 48)


def numbered(number, size=SIZE):
    """A grey frame whose brightness tells its number."""
    return np.full((size[1], size[0], 3), 20 + number * 3 % 210, np.uint8)


def write_film(path, times, codec="libx264", size=SIZE, picture=numbered, **options):
    """Write one frame at each of `times` (seconds); returns the path."""
    with av.open(str(path), "w", options=options) as container:
        stream = container.add_stream(codec, rate=30)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        if codec == "libx264":
            stream.options = {"bf": "0", "crf": "10"}
        for number, time in enumerate(times):
            frame = av.VideoFrame.from_ndarray(picture(number, size), format="rgb24")
            frame.pts, frame.time_base = round(1000 * time), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def steady(seconds=2.0, rate=30):
    """Times of a steady camera."""
    return np.arange(round(seconds * rate)) / rate


def with_rotation(path, matrix):
    """Write a display matrix (a, b, c, d) into an MP4's track header."""
    content = bytearray(path.read_bytes())
    at = content.index(b"tkhd") + 4 + 4 + 20 + 16
    a, b, c, d = (round(value * 65536) for value in matrix)
    content[at : at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(content)
    return path


def write_sound(path, seconds=1.0):
    """Write a file with sound only."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac" if path.suffix == ".mp4" else "pcm_s16le", rate=16000)
        samples = np.zeros((1, round(16000 * seconds)), np.int16)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.rate = 16000
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def write_external(path, target):
    """Write a MOV whose picture lies in another file (an external data reference)."""
    content = write_film(path, steady()).read_bytes()
    name = target.encode() + b"\0"
    own = struct.pack(">I4sI", 12, b"url ", 1)
    other = struct.pack(">I4sI", 12 + len(name), b"url ", 0) + name
    assert content.count(own) == 1
    at = content.index(own)
    grown = bytearray(content[:at] + other + content[at + 12 :])
    for box in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        start = grown.index(box) - 4
        length = struct.unpack(">I", grown[start : start + 4])[0]
        grown[start : start + 4] = struct.pack(">I", length + len(name))
    path.write_bytes(grown)
    return path
