"""Acted arcs made of stills: a person's neutral face, a ramp to an expression, and back.

An arc is what somebody acts who is neutral for a second, takes 0.4 s to an expression, holds it
for two seconds and lets it go again. Its ramps are blends of the two pictures. The detector, the
crop and the classifier are those of the site; a still that lasts is looked at once.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from scoring.constants import NEUTRAL
from scoring.models.classifier import Classifier
from scoring.track import Track
from scoring.vision.crop import crop_face
from scoring.vision.faces import follow_face
from training.data.dataset import DataSet, Sample, read_picture
from training.faces import DataError

Detector = Callable[[np.ndarray], np.ndarray]

# Frames a second that the site looks at.
RATE = 10.0
# Seconds at which the rise begins and ends, the fall begins and ends, and the arc is over.
RISE, APEX, FALL, CALM, END = 1.0, 1.4, 3.4, 3.8, 4.8
# Strengths that the frames of an arc and of one half as strong pass through.
STRENGTHS = (0.0, 0.125, 0.25, 0.375, 0.5, 0.75, 1.0)
# Width and height of the site's camera picture, and the least side of a still on it.
CANVAS = (640, 480)
LEAST_SIDE = 240


@dataclass(frozen=True, eq=False)
class Expression:
    """What a model reads in a face as an expression grows on it.

    Attributes
    ----------
    person
    emotion
        What was acted.
    rows : shape (S, K)
        Probabilities at `STRENGTHS`, in the order of the model's labels; zeros where no face
        was seen.
    """

    person: str
    emotion: str
    rows: np.ndarray


def arc_track(rows: np.ndarray, labels: Sequence[str], strength: float = 1.0) -> Track:
    """The track of an arc.

    Parameters
    ----------
    rows : shape (S, K)
        Probabilities at `STRENGTHS`.
    labels
        The model's, length K.
    strength
        Of the apex: 1, 0.5, or 0 for somebody who stays neutral.
    """
    times = np.arange(round(END * RATE) + 1) / RATE
    strengths = strength * np.interp(times, (RISE, APEX, FALL, CALM), (0, 1, 1, 0))
    nearest = np.abs(strengths[:, None] - STRENGTHS).argmin(axis=1)
    return Track(times, rows[nearest], rows[nearest].any(axis=1), tuple(labels))


def blends(neutral: np.ndarray, apex: np.ndarray) -> list[np.ndarray]:
    """Pictures of an expression at each of `STRENGTHS`; both pictures have one shape."""
    return [cv2.addWeighted(apex, share, neutral, 1 - share, 0) for share in STRENGTHS]


def on_canvas(picture: np.ndarray) -> np.ndarray:
    """A still in the middle of a camera's frame, its edges continued.

    It keeps its size where it fits; a face that fills a small picture is not made smaller than
    faces before a camera are.

    Parameters
    ----------
    picture : uint8, shape (H, W) or (H, W, 3)

    Returns
    -------
    ndarray of uint8, shape (480, 640, 3)
    """
    if picture.ndim == 2:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB)
    height, width = picture.shape[:2]
    fits = min(CANVAS[0] / width, CANVAS[1] / height)
    scale = min(max(1.0, LEAST_SIDE / max(width, height)), fits)
    if scale != 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        width, height = size
        picture = cv2.resize(picture, size, interpolation=way)
    over, beside = CANVAS[1] - height, CANVAS[0] - width
    edges = over // 2, over - over // 2, beside // 2, beside - beside // 2
    return cv2.copyMakeBorder(picture, *edges, cv2.BORDER_REPLICATE)


def with_neutral(data: DataSet) -> tuple[list[tuple[Sample, Sample]], list[Sample]]:
    """Each acted picture beside the first neutral one of its person and series.

    Returns
    -------
    pairs
        Neutral and acted.
    alone
        Acted pictures without such a neutral one.

    Raises
    ------
    DataError
        If nobody is named, no picture is neutral, or none has a neutral one beside it.
    """
    neutral = data.classes.index(NEUTRAL) if NEUTRAL in data.classes else None
    named = [sample for sample in data.samples if sample.person]
    if not named:
        raise DataError(f"{data.name}: nobody is named in the pictures' paths, check --person")
    calm: dict[tuple, Sample] = {}
    for sample in named:
        if sample.votes.argmax() == neutral:
            calm.setdefault((sample.person, sample.video), sample)
    acted = [sample for sample in named if sample.votes.argmax() != neutral]
    found = [(calm.get((sample.person, sample.video)), sample) for sample in acted]
    pairs = [(rest, sample) for rest, sample in found if rest]
    if not pairs:
        raise DataError(f"{data.name}: no acted picture has a neutral one of its person and series")
    return pairs, [sample for rest, sample in found if not rest]


def read_expressions(
    pairs: Sequence[tuple[Sample, Sample]],
    classes: Sequence[str],
    classifier: Classifier,
    detect: Detector,
) -> Iterator[Expression]:
    """Read each pair of a neutral and an acted picture as the site reads a video's frames.

    Yields
    ------
    Expression
        In the order of the pairs. All its rows are zeros where a picture cannot be read.
    """
    for neutral, acted in pairs:
        pictures = [read_picture(sample) for sample in (neutral, acted)]
        readable = [on_canvas(picture) for picture in pictures if picture is not None]
        frames = blends(*readable) if len(readable) == 2 else []
        rows = look(frames, classifier, detect)
        yield Expression(str(acted.person), classes[int(acted.votes.argmax())], rows)


def look(frames: Sequence[np.ndarray], classifier: Classifier, detect: Detector) -> np.ndarray:
    """Probabilities at `STRENGTHS`, shape (S, K); zeros where no face is seen."""
    rows = np.zeros((len(STRENGTHS), len(classifier.model.labels)), np.float32)
    timed = ((number / RATE, frame) for number, frame in enumerate(frames))
    boxes = [box for _, _, box in follow_face(timed, detect)]
    seen = {number: box for number, box in enumerate(boxes) if box is not None}
    prepared = classifier.model.preprocessing
    rows[list(seen)] = classifier([crop_face(frames[n], box, prepared) for n, box in seen.items()])
    return rows


def cache_name(root: Path, pairs: Sequence[tuple[Sample, Sample]], classifier: Classifier) -> str:
    """A file name that stands for these pictures read by this model."""
    model = classifier.model
    parts = [str(root.resolve()), model.hash, repr(model.preprocessing), repr(STRENGTHS)]
    parts += [f"{neutral.name} {acted.name}" for neutral, acted in pairs]
    return f"{root.name}.{hashlib.sha256('/'.join(parts).encode()).hexdigest()[:16]}.npz"
