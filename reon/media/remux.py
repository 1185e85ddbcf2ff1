"""Videos that every browser can seek in: streams copied into a container with an index."""

import logging
import os
from pathlib import Path
from typing import Any

import av
from django.core.files import File
from django.core.files.temp import NamedTemporaryFile

from reon.media.checks import on_disk

log = logging.getLogger(__name__)
SOUND = {".mp4": ("aac", "mp3"), ".webm": ("opus", "vorbis")}


def seekable(video: File) -> File | None:
    """A copy of a video that a browser recorded live, without duration and index.

    None where the video needs no copy.
    """
    if Path(video.name or "").suffix == ".mp4":
        return None
    copy = NamedTemporaryFile()
    try:
        with on_disk(video) as path:
            suffix = copy_streams(path, copy)
    except (av.FFmpegError, ValueError) as error:
        log.warning("A video is kept as it was sent: %s", type(error).__name__)
        return None
    copy.seek(0, os.SEEK_SET)
    return File(copy, f"video{suffix}")


def copy_streams(path: Path, target: Any) -> str:
    """Copy picture and, where browsers play it, sound; returns the new suffix."""
    with av.open(str(path)) as source:
        picture = source.streams.video[0]
        suffix = ".mp4" if picture.codec_context.name == "h264" else ".webm"
        sound = [s for s in source.streams.audio if s.name in SOUND[suffix]]
        streams = [picture, *sound[:1]]
        with av.open(target, "w", format=suffix[1:]) as copy:
            pairs = {stream: copy.add_stream_from_template(stream) for stream in streams}
            for packet in source.demux(*streams):
                if packet.dts is not None:
                    packet.stream = pairs[packet.stream]
                    copy.mux(packet)
    return suffix
