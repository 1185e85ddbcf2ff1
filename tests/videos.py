"""Small videos made for tests, good ones and bad ones."""

import io
import tempfile
import wave
from pathlib import Path

import av
import numpy as np
from django.core.files.uploadedfile import TemporaryUploadedFile


def encode(
    path,
    seconds=2.0,
    rate=10,
    size=(64, 48),
    codec="libx264",
    options=None,
    coder=None,
    pixels="yuv420p",
):
    """Write moving stripes into a video file; returns its path."""
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=rate, options=coder or {})
        stream.width, stream.height = size
        stream.pix_fmt = pixels
        for number in range(round(seconds * rate)):
            picture = np.zeros((size[1], size[0], 3), np.uint8)
            picture[:, (7 * number) % size[0] :] = (200, 120, 10 * number % 255)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


def encoded(suffix=".mp4", **options):
    """The bytes of a video."""
    with tempfile.TemporaryDirectory() as folder:
        return encode(Path(folder) / f"video{suffix}", **options).read_bytes()


def sound(seconds=2):
    """The bytes of a WAV file."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\1" * 8000 * seconds)
    return buffer.getvalue()


opened = []  # uploads of the running test, closed when it ends


def upload(content, name="take.mp4", content_type="video/mp4"):
    """An upload as Django hands it to a service."""
    file = TemporaryUploadedFile(name, content_type, len(content), None)
    file.write(content)
    file.flush()
    file.seek(0)
    opened.append(file)
    return file
