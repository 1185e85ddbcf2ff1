"""The replay: clip and take side by side as a film, with matching moments next to each other."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from ...formula.result import Result
from ...types import FilePath, FloatArray, Image, Progress
from ...video.frames import sample_frames
from ...video.info import probe
from ..style import PictureError, check_folder
from .film import find_encoder, write_film
from .pace import Pace, pictures
from .stage import Stage
from .still import SIZE

RATE = 30  # frames per second


def check_replay(clip: FilePath, take: FilePath, path: FilePath) -> None:
    """Refuse a film that cannot be made, before anything is analysed, with a `PictureError`.

    Parameters
    ----------
    clip, take
        Videos.
    path
        Of the film.
    """
    for name in (clip, take):
        if Path(name).suffix == ".npz":
            raise PictureError(
                f"--video needs the two videos, {name} is a track: give the videos themselves"
            )
    path = Path(path)
    if path.suffix.lower() != ".mp4":
        raise PictureError(f"{path} has an unknown format: name it .mp4")
    check_folder(path)
    for name in (clip, take):
        if path.exists() and Path(name).exists() and path.samefile(name):
            raise PictureError(f"{path} is one of the two videos: name another file")
    find_encoder()


def write_replay(
    result: Result,
    clip: FilePath,
    take: FilePath,
    path: FilePath,
    progress: Progress | None = None,
) -> None:
    """Write the film of a result.

    The clip runs at its own pace and with its sound; the take runs along the warping path. Two
    frames of each are in memory, whatever the length.

    Parameters
    ----------
    result
        Of these two videos, on one clock.
    clip, take
        Videos.
    path
        MP4, 1280 x 720, H.264; appears only once it is complete.

    Raises
    ------
    PictureError
        If the film cannot be made.
    VideoError
        If a video cannot be read.
    """
    check_replay(clip, take, path)
    count = max(1, round(probe(clip).duration * RATE))
    frames = replay_frames(result, clip, take, np.arange(count) / RATE)
    write_film(path, reported(frames, count, progress), SIZE, RATE, sound=clip)


def replay_frames(
    result: Result, clip: FilePath, take: FilePath, times: FloatArray
) -> Iterator[Image]:
    """The frames of a replay at ascending seconds of the clip.

    Yields
    ------
    frame
        Shape (720, 1280, 3).
    """
    pace = Pace(result)
    stage, moments = Stage(result, pace), pace(times)
    left = pictures(sample_frames(clip, RATE), times)
    right = pictures(sample_frames(take, RATE), moments)
    for time, moment, one, other in zip(times, moments, left, right, strict=True):
        yield stage(time, one, other, moment)


def reported(frames: Iterable[Image], count: int, progress: Progress | None) -> Iterator[Image]:
    """The same frames, with the progress reported after each."""
    for number, frame in enumerate(frames, start=1):
        yield frame
        if progress:
            progress(number / count)
