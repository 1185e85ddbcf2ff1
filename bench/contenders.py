"""Complete pipelines, from a video to a score: ours, and common ones with the same weights.

``python -m bench.contenders NAME VIDEO RATE`` runs on request, as `bench.loop.serve` says.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress

import cv2
import numpy as np

from scoring.analysis.analyse import analyse_plainly, analyse_video
from scoring.errors import ScoringError
from scoring.formula.score import score_tracks
from scoring.models.classifier import Classifier, load_classifier
from scoring.models.registry import get_model
from scoring.track import Track
from scoring.types import Detector, FilePath, FloatArray, Image
from scoring.video.container import Limits
from scoring.vision.crop import crop_face
from scoring.vision.detectors import load_detector

from .loop import serve

LONG = Limits(max_seconds=3600, max_bytes=2 << 30)


def ours(path: FilePath, rate: float) -> Callable[[], Track]:
    """RE:ON as it is."""
    classifier = load_classifier(get_model(), "onnx")
    detector = load_detector()
    return lambda: analyse_video(path, classifier, detector, rate, limits=LONG)


def plain(path: FilePath, rate: float) -> Callable[[], Track]:
    """RE:ON's parts one after the other, frame by frame."""
    classifier = load_classifier(get_model(), "onnx")
    return lambda: analyse_plainly(path, classifier, rate=rate, limits=LONG)


def naive(path: FilePath, rate: float) -> Callable[[], Track]:
    """OpenCV frame by frame, Haar on every full-size frame, torch with one face at a time."""
    return one_by_one(path, rate, haar_full_size(), torch_classifier())


def per_face(path: FilePath, rate: float) -> Callable[[], Track]:
    """As in HSEmotion: MediaPipe on every full-size frame, ONNX face by face."""
    return one_by_one(path, rate, load_detector(), onnx_classifier())


CONTENDERS = {"reon": ours, "plain": plain, "naive": naive, "per face": per_face}


def one_by_one(
    path: FilePath, rate: float, detect: Detector, classifier: Classifier
) -> Callable[[], Track]:
    """Detect in every sampled frame, classify its largest face, keep the rows."""
    model = classifier.model

    def analyse() -> Track:
        times, rows = [], []
        for time, frame in opencv_frames(path, rate):
            faces = detect(frame)
            row = np.zeros(len(model.labels), np.float32)
            if len(faces):
                box = faces[np.argmax(faces[:, 2] * faces[:, 3]), :4]
                row = classifier([crop_face(frame, box, model.preprocessing)])[0]
            times.append(time)
            rows.append(row)
        seen = np.array([row.any() for row in rows])
        return Track(np.array(times), np.array(rows), seen, model.labels, model.name, model.hash)

    return analyse


def opencv_frames(path: FilePath, rate: float) -> Iterator[tuple[float, Image]]:
    """Decode every frame by OpenCV; yield the sampled ones as RGB with their seconds."""
    video = cv2.VideoCapture(str(path))
    last = -1
    while True:
        success, frame = video.read()
        if not success:
            return
        time = video.get(cv2.CAP_PROP_POS_MSEC) / 1000
        if int((time + 0.002) * rate) > last:
            last = int((time + 0.002) * rate)
            yield time, np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), np.uint8)


def haar_full_size() -> Detector:
    """OpenCV's default frontal cascade on the full frame, as tutorials use it."""
    cascade = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")

    def detect(image: Image) -> FloatArray:
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        boxes = np.asarray(cascade.detectMultiScale(grey, 1.1, 5), float).reshape(-1, 4)
        return np.column_stack([boxes, np.ones(len(boxes))])

    return detect


def torch_classifier(precision: str = "float32") -> Classifier:
    """Our weights in torch on the CPU, in one thread: on a busy one, several would wait."""
    from scoring.models.backends import torch_backend

    classifier = Classifier(get_model(), torch_backend(get_model(), "cpu", precision))
    import torch

    torch.set_num_threads(1)
    return classifier


def onnx_classifier() -> Classifier:
    """Our weights in ONNX Runtime with its own default settings."""
    import onnxruntime

    model = get_model()
    session = onnxruntime.InferenceSession(model.file("onnx"), providers=["CPUExecutionProvider"])
    (faces,) = session.get_inputs()
    return Classifier(model, lambda batch: session.run(None, {faces.name: batch})[0])


def contender(name: str, path: FilePath, rate: float) -> Callable[[], int]:
    """A pipeline ready to run: it analyses the video and scores the track against itself."""
    analyse = CONTENDERS[name](path, rate)

    def run() -> int:
        track = analyse()
        with suppress(ScoringError):  # the pipeline misses the face
            score_tracks(track, track)
        return len(track)

    return run


def main() -> None:
    """Command line."""
    name, path, rate = sys.argv[1:]
    serve(lambda: contender(name, path, float(rate)))


if __name__ == "__main__":
    main()
