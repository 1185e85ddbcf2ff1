"""The replay: clip and take side by side as a film, matching moments beside each other."""

from pathlib import Path

import numpy as np

from ..style import PictureError, check_folder

RATE = 30  # pictures a second


def check_replay(clip, take, path):
    """Refuse a film that cannot be made, before anything is analysed.

    Parameters
    ----------
    clip, take : path
        Videos.
    path : path
        Of the film.

    Raises
    ------
    PictureError
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
    from .film import find_encoder

    find_encoder()


def write_replay(result, clip, take, path, progress=None):
    """Write the film of a result.

    The clip runs at its own pace and with its sound; the take runs along the warping path. Two
    frames of each are in memory, whatever the length.

    Parameters
    ----------
    result : Result
        Of these two videos, on one clock.
    clip, take : path
        Videos.
    path : path
        MP4, 1280 x 720, H.264; appears only once it is whole.
    progress : callable, optional
        Called with the part that is done, 0 to 1.

    Raises
    ------
    PictureError
        If the film cannot be made.
    VideoError
        If a video cannot be read.
    """
    check_replay(clip, take, path)
    from ...video.info import probe
    from .film import write_film
    from .still import SIZE

    count = max(1, round(probe(clip).duration * RATE))
    frames = replay_frames(result, clip, take, np.arange(count) / RATE)
    write_film(path, reported(frames, count, progress), SIZE, RATE, sound=clip)


def replay_frames(result, clip, take, times):
    """The frames of a replay at ascending seconds of the clip.

    Yields
    ------
    ndarray of uint8, shape (720, 1280, 3)
    """
    from ...video.frames import sample_frames
    from .pace import Pace, pictures
    from .stage import Stage

    pace = Pace(result)
    stage, moments = Stage(result, pace), pace(times)
    left = pictures(sample_frames(clip, RATE), times)
    right = pictures(sample_frames(take, RATE), moments)
    for time, moment, one, other in zip(times, moments, left, right, strict=True):
        yield stage(time, one, other, moment)


def reported(frames, count, progress):
    """The same frames, with the part that is done told after each."""
    for number, frame in enumerate(frames, start=1):
        yield frame
        if progress:
            progress(number / count)
