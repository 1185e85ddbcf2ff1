"""The stages of the pipeline by themselves, each by several methods."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Any, TypeAlias

import av
import numpy as np

from scoring.constants import BATCH
from scoring.dtw.alignment import align, clock_band
from scoring.errors import ScoringError
from scoring.formula.expression import measure_expression
from scoring.formula.score import score_tracks
from scoring.models.classifier import Classifier, load_classifier
from scoring.models.registry import Model, get_model
from scoring.track import Track
from scoring.types import FilePath, FloatArray, Image
from scoring.video.frames import sample_frames
from scoring.vision.crop import crop_face
from scoring.vision.detectors import load_detector
from scoring.vision.faces import follow_face

from .contenders import haar_full_size, onnx_classifier, opencv_frames, torch_classifier

# Of longer footage only the first seconds are measured, because the frames are kept in memory.
SECONDS = 10.0
# Slow detectors are run on every fifth frame.
SPARSE = 5

TimedFrames: TypeAlias = Iterable[tuple[float, Image]]
"""Seconds and RGB image of each frame."""


def make_stages(path: FilePath, rate: float) -> dict[tuple[str, str], Callable[[], int]]:
    """Prepare everything, so that a call runs one stage and nothing else.

    Parameters
    ----------
    rate
        Frames a second that are sampled.

    Returns
    -------
    stages
        By stage and method; a call returns the number of sampled frames that it processed.
    """
    frames = list(early(sample_frames(path, rate)))
    detect, haar = load_detector(), haar_full_size()
    model = get_model()
    boxed = list(follow_face(frames, detect))
    faces = [crop_face(f, box, model.preprocessing) for _, f, box in boxed if box is not None]
    ours, plain = load_classifier(model, "onnx"), onnx_classifier()
    eager = torch_classifier()
    track = track_of(boxed, in_batches(ours, faces, BATCH), model)
    x = measure_expression(track).strengths
    few = frames[::SPARSE]

    def read(timed: TimedFrames) -> int:
        count(early(timed))
        return len(frames)

    def cut() -> int:
        for _, frame, box in boxed:
            if box is not None:
                crop_face(frame, box, model.preprocessing)
        return len(frames)

    def classify(classifier: Classifier, size: int) -> int:
        in_batches(classifier, faces, size)
        return len(frames)

    def align_once() -> int:
        align(x, x, clock_band(len(x), 0))
        return len(frames)

    def score() -> int:
        with suppress(ScoringError):  # the clip is too calm to be a reference
            score_tracks(track, track)
        return len(frames)

    return {
        ("decode", "ours, skipping what is not needed"): lambda: read(sample_frames(path, rate)),
        ("decode", "PyAV, every frame"): lambda: read(every_frame(path)),
        ("decode", "OpenCV, every frame"): lambda: read(opencv_frames(path, rate)),
        ("detect", "ours, around the last position"): lambda: count(follow_face(frames, detect)),
        ("detect", "MediaPipe, whole frames"): lambda: count(detect(f) for _, f in few),
        ("detect", "Haar, whole frames"): lambda: count(haar(f) for _, f in few),
        ("crop", "ours"): cut,
        ("classify", f"ours, ONNX Runtime, {BATCH} faces"): lambda: classify(ours, BATCH),
        ("classify", "ONNX Runtime, 1 face"): lambda: classify(plain, 1),
        ("classify", f"torch, {BATCH} faces"): lambda: classify(eager, BATCH),
        ("classify", "torch, 1 face"): lambda: classify(eager, 1),
        ("align", "ours"): align_once,
        ("score", "ours, with two alignments"): score,
    }


def early(timed: TimedFrames) -> Iterator[tuple[float, Image]]:
    """The frames of the first seconds."""
    return takewhile(lambda item: item[0] < SECONDS, timed)


def every_frame(path: FilePath) -> Iterator[tuple[Any, Any]]:
    """Seconds and frame of everything that PyAV decodes."""
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            yield frame.time, frame


def count(items: Iterable[object]) -> int:
    """How many there are."""
    return sum(1 for _ in items)


def in_batches(classifier: Classifier, faces: Sequence[Image], size: int) -> FloatArray:
    """Probabilities of faces, `size` at once."""
    return np.concatenate(
        [classifier(faces[i : i + size]) for i in range(0, len(faces), size)] or [classifier([])]
    )


def track_of(boxed: Sequence[Any], rows: FloatArray, model: Model) -> Track:
    """The track of followed frames and the rows of their faces."""
    seen = np.array([box is not None for *_, box in boxed])
    probabilities = np.zeros((len(boxed), len(model.labels)), np.float32)
    probabilities[seen] = rows
    times = np.array([time for time, *_ in boxed])
    return Track(times, probabilities, seen, model.labels, model.name, model.hash)
