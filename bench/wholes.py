"""Whole pipelines, from a video to a score: ours, and the usual ways with the same weights.

``python -m bench.wholes NAME VIDEO RATE`` waits for its turns as `bench.loop.serve` says.
"""

import sys
from contextlib import suppress

import cv2
import numpy as np

from scoring.analysis.analyse import analyse_plainly, analyse_video
from scoring.errors import ScoringError
from scoring.formula.score import score_tracks
from scoring.models.classifier import Classifier, load_classifier
from scoring.models.registry import get_model
from scoring.track import Track
from scoring.video.container import Limits
from scoring.vision.crop import crop_face
from scoring.vision.detectors import load_detector

from .loop import serve

LONG = Limits(max_seconds=3600, max_bytes=2 << 30)


def ours(path, rate):
    """RE:ON as it is."""
    classifier = load_classifier(get_model(), "onnx")
    detector = load_detector()
    return lambda: analyse_video(path, classifier, detector, rate, limits=LONG)


def plain(path, rate):
    """RE:ON's parts one after the other, frame by frame."""
    classifier = load_classifier(get_model(), "onnx")
    return lambda: analyse_plainly(path, classifier, rate=rate, limits=LONG)


def naive(path, rate):
    """OpenCV frame by frame, Haar on every full-size frame, torch with one face at a time."""
    return one_by_one(path, rate, haar_full_size(), torch_classifier())


def per_face(path, rate):
    """The manner of HSEmotion: MediaPipe on every full-size frame, ONNX face by face."""
    return one_by_one(path, rate, load_detector(), onnx_classifier())


WHOLES = {"reon": ours, "plain": plain, "naive": naive, "per face": per_face}


def one_by_one(path, rate, detect, classifier):
    """Detect in every sampled frame, classify its largest face, keep the rows."""
    model = classifier.model

    def analyse():
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


def opencv_frames(path, rate):
    """Every frame decoded by OpenCV, the sampled ones given as RGB with their seconds."""
    video = cv2.VideoCapture(str(path))
    last = -1
    while True:
        there, frame = video.read()
        if not there:
            return
        time = video.get(cv2.CAP_PROP_POS_MSEC) / 1000
        if int((time + 0.002) * rate) > last:
            last = int((time + 0.002) * rate)
            yield time, cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)


def haar_full_size():
    """OpenCV's default frontal cascade on the whole frame, as tutorials use it."""
    cascade = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")

    def detect(image):
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        boxes = np.asarray(cascade.detectMultiScale(grey, 1.1, 5), float).reshape(-1, 4)
        return np.column_stack([boxes, np.ones(len(boxes))])

    return detect


def torch_classifier(precision="float32"):
    """Our weights in torch on the CPU, in one thread: several wait for each other on a busy one."""
    from scoring.models.backends import torch_backend

    classifier = Classifier(get_model(), torch_backend(get_model(), "cpu", precision))
    import torch

    torch.set_num_threads(1)
    return classifier


def onnx_classifier():
    """Our weights in ONNX Runtime with its own default settings."""
    import onnxruntime

    model = get_model()
    session = onnxruntime.InferenceSession(model.file("onnx"), providers=["CPUExecutionProvider"])
    (put,) = session.get_inputs()
    return Classifier(model, lambda batch: session.run(None, {put.name: batch})[0])


def whole(name, path, rate):
    """A pipeline ready to run: analyses the video, scores the track against itself."""
    analyse = WHOLES[name](path, rate)

    def run():
        track = analyse()
        with suppress(ScoringError):  # a pipeline that misses the face
            score_tracks(track, track)
        return len(track)

    return run


def main():
    name, path, rate = sys.argv[1:]
    serve(lambda: whole(name, path, float(rate)))


if __name__ == "__main__":
    main()
