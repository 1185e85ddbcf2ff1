"""How far probabilities and scores change when a face is cut, lit, focused or compressed otherwise.

`python -m bench.robustness --media FOLDER --faces DATA --model NAME ...` disturbs real frames and
the faces of a test part a little, and prints for each model: how much probability moves to other
expressions, how many decisions change, the accuracy on the labelled faces, and what a clip scores
against itself with the disturbance (undisturbed: 100).
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scoring.errors import ScoringError
from scoring.formula.score import ScoreError, check_reference, score_tracks
from scoring.models.classifier import Classifier, load_classifier
from scoring.models.preprocessing import Preprocessing
from scoring.models.registry import CARD, Model, get_model, load_model
from scoring.track import Track
from scoring.types import FilePath, FloatArray, Image
from scoring.video.frames import sample_frames
from scoring.vision.crop import crop_face
from scoring.vision.detectors import load_detector
from training.faces import Faces

from .disturbances import DISTURBANCES, Box, Disturbance
from .tables import table

SUFFIXES = {".mp4", ".mov", ".mkv", ".webm"}
RATE, SECONDS = 5.0, 8.0
MARGIN = 0.75  # of the box, kept around it


@dataclass(frozen=True)
class Scene:
    """Faces of one video with their surroundings, on its clock; the box in each picture."""

    name: str
    times: list[float]
    frames: list[Image]
    boxes: list[Box]


def read_scene(path: Path, seconds: float = SECONDS, rate: float = RATE) -> Scene:
    """The beginning of a video; frames without a face are left out."""
    detect = load_detector()
    times, frames, boxes = [], [], []
    for time, frame in sample_frames(path, rate):
        if time > seconds:
            break
        found = detect(frame)
        if len(found):
            largest = max(found, key=lambda row: row[2] * row[3])
            part, box = around(frame, largest[:4])
            times.append(time)
            frames.append(part)
            boxes.append(box)
    return Scene(path.name, times, frames, boxes)


def around(frame: Image, box: Box | FloatArray) -> tuple[Image, Box]:
    """The part of a frame around a box, and the box in it."""
    left, top, width, height = box
    x, y = max(0, round(left - MARGIN * width)), max(0, round(top - MARGIN * height))
    part = frame[y : round(top + (1 + MARGIN) * height), x : round(left + (1 + MARGIN) * width)]
    return np.ascontiguousarray(part), (left - x, top - y, width, height)


def read_scenes(folder: FilePath) -> list[Scene]:
    """All videos of a folder with at least a second of faces."""
    scenes = []
    for path in sorted(Path(folder).iterdir()):
        if path.suffix.lower() not in SUFFIXES:
            continue
        try:
            scene = read_scene(path)
        except ScoringError as error:
            print(f"{path.name} is left out: {error}", file=sys.stderr)
            continue
        if len(scene.times) >= RATE:
            scenes.append(scene)
    return scenes


def watch(scene: Scene, classifier: Classifier, disturb: Disturbance) -> Track:
    """The track of a scene with a disturbance."""
    seen = [disturb(f, box) for f, box in zip(scene.frames, scene.boxes, strict=True)]
    faces = [crop_face(frame, box, classifier.model.preprocessing) for frame, box in seen]
    rows = np.concatenate([classifier(faces[n : n + 32]) for n in range(0, len(faces), 32)])
    model = classifier.model
    times = np.array(scene.times)
    return Track(times, rows, np.ones(len(rows), bool), model.labels, model.name, model.hash)


def moved(plain: FloatArray, other: FloatArray) -> float:
    """Share of the probability that moved to other expressions (0 to 1), mean over faces."""
    return 0.5 * np.abs(plain - other).sum(1).mean()


def on_videos(classifier: Classifier, scenes: Sequence[Scene]) -> list[tuple[Any, ...]]:
    """Rows (disturbance, moved, changed decisions, mean score, lowest score) over all scenes."""
    tracks = {
        name: [watch(scene, classifier, disturb) for scene in scenes]
        for name, disturb in DISTURBANCES.items()
    }
    plain = tracks["none"]
    usable = [index for index, track in enumerate(plain) if can_be_performed(track)]
    before = np.concatenate([track.probabilities for track in plain])
    rows = []
    for name, others in tracks.items():
        after = np.concatenate([track.probabilities for track in others])
        changed = (before.argmax(1) != after.argmax(1)).mean()
        scores = [score_tracks(plain[n], others[n]).score for n in usable] or [np.nan]
        rows.append((name, moved(before, after), changed, np.mean(scores), np.min(scores)))
    return rows


def can_be_performed(track: Track) -> bool:
    """Whether a track can be a reference."""
    try:
        check_reference(track)
    except ScoreError:
        return False
    return True


def on_faces(classifier: Classifier, faces: Faces) -> list[tuple[Any, ...]]:
    """Rows (disturbance, moved, changed decisions, accuracy, mean recall) on labelled faces.

    The faces are crops already: their box is the one of which the model's crop is the full picture.
    """
    from training.evaluation.metrics import metrics
    from training.evaluation.predict import in_colour

    prep, rows = classifier.model.preprocessing, []
    before: FloatArray | None = None
    side = faces.size / prep.scale
    middle = (faces.size - side) / 2
    box = (middle, middle + prep.shift * side, side, side)
    for name, disturb in DISTURBANCES.items():
        seen = [disturb(in_colour(image), box) for image in faces.images]
        cut = [crop_exactly(frame, where, prep) for frame, where in seen]
        after = np.concatenate([classifier(cut[n : n + 64]) for n in range(0, len(cut), 64)])
        before = after if before is None else before
        figures = metrics(after, faces.labels)
        changed = (before.argmax(1) != after.argmax(1)).mean()
        moves = moved(before, after)
        rows.append((name, moves, changed, figures["accuracy"], figures["mean_recall"]))
    return rows


def crop_exactly(frame: Image, box: Box, preprocessing: Preprocessing) -> Image:
    """`crop_face` on a picture four times as large, because 4 % of 48 pixels are only two."""
    import cv2

    large = cv2.resize(frame, None, fx=4, fy=4, interpolation=cv2.INTER_LINEAR)
    return crop_face(np.asarray(large, np.uint8), [4 * value for value in box], preprocessing)


def open_model(given: str) -> Model:
    """An installed model by its name, or the model in a folder."""
    return load_model(given) if (Path(given) / CARD).is_file() else get_model(given)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 2 if there is nothing to measure on."""
    parser = argparse.ArgumentParser(
        "python -m bench.robustness", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--model", nargs="+", default=["reon-b0"], help="names, or folders")
    parser.add_argument(
        "--media", default=os.environ.get("REON_TEST_MEDIA"), help="folder of videos with faces"
    )
    parser.add_argument("--faces", help="prepared faces or FER+: its test part")
    parser.add_argument("--most", type=int, default=600, help="at most so many labelled faces")
    options = parser.parse_args(arguments)
    if not options.media and not options.faces:
        print("give --media FOLDER, --faces DATA or both", file=sys.stderr)
        return 2
    try:
        classifiers = [load_classifier(open_model(given), "onnx") for given in options.model]
        scenes = read_scenes(options.media) if options.media else []
        faces = labelled(options.faces, options.most) if options.faces else None
    except (ScoringError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    from training.evaluation.given import in_order

    for classifier in classifiers:
        name = f"{classifier.model.name} {classifier.model.hash[:8]}"
        if scenes:
            count = sum(len(scene.times) for scene in scenes)
            print(f"\n{name}: {count} frames of {len(scenes)} videos")
            columns = ("moved", "changed", "score", "lowest")
            print(table("disturbance", columns, on_videos(classifier, scenes), 3))
        if faces is not None:
            print(f"\n{name}: {len(faces)} labelled faces")
            columns = ("moved", "changed", "accuracy", "mean recall")
            rows = on_faces(classifier, in_order(faces, classifier.model.labels))
            print(table("disturbance", columns, rows, 3))
    return 0


def labelled(data: FilePath, most: int) -> Faces:
    """At most so many faces of the test part."""
    from training.evaluation.given import open_faces
    from training.evaluation.sizes import some_of

    return some_of(open_faces(data, "test"), most)


if __name__ == "__main__":
    sys.exit(main())
