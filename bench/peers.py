"""Other packages with their own weights, in an environment of their own.

``PYTHON bench/peers.py NAME VIDEO RATE`` with the interpreter of that environment; all are under
MIT or Apache-2.0 and are not needed by RE:ON. Those that download their weights need a network.
"""

import os
import sys
from collections.abc import Callable
from typing import Any


def fer() -> Callable[[Any], object]:
    """Haar and mini-Xception; the weights are in the package."""
    from fer.fer import FER

    return FER().detect_emotions


def emotiefflib() -> Callable[[Any], object]:
    """HSEmotion: EfficientNet-B0 at 224 pixels in ONNX Runtime, with OpenCV's Haar."""
    import cv2
    from emotiefflib.facial_analysis import EmotiEffLibRecognizer

    recogniser = EmotiEffLibRecognizer(engine="onnx", model_name="enet_b0_8_best_vgaf")
    data: Any = cv2.data  # type: ignore[attr-defined]
    cascade = cv2.CascadeClassifier(data.haarcascades + "haarcascade_frontalface_default.xml")

    def look(frame: Any) -> None:
        grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
        for x, y, width, height in cascade.detectMultiScale(grey, 1.1, 5)[:1]:
            recogniser.predict_emotions([frame[y : y + height, x : x + width, ::-1]], logits=False)

    return look


def deepface() -> Callable[[Any], object]:
    """Its emotion model, with OpenCV's Haar."""
    from deepface import DeepFace
    from deepface.modules.modeling import build_model

    build_model(task="facial_attribute", model_name="Emotion")
    options = {"actions": ["emotion"], "enforce_detection": False, "silent": True}
    return lambda frame: DeepFace.analyze(frame, **options)


def pyfeat() -> Callable[[Any], object]:
    """Its detector of faces, landmarks, action units and emotions."""
    from feat import Detector

    detector = Detector()
    return lambda frame: detector.detect([frame], data_type="image", batch_size=1)


PEERS = {"fer": fer, "emotiefflib": emotiefflib, "deepface": deepface, "py-feat": pyfeat}


def prepare(name: str, path: str, rate: float) -> Callable[[], int]:
    """A function that runs a package on every sampled frame and returns their number."""
    import cv2

    look = PEERS[name]()

    def run() -> int:
        video, last, frames = cv2.VideoCapture(path), -1, 0
        while True:
            success, frame = video.read()
            if not success:
                return frames
            step = int((video.get(cv2.CAP_PROP_POS_MSEC) / 1000 + 0.002) * rate)
            if step > last:
                last, frames = step, frames + 1
                look(frame)

    return run


if __name__ == "__main__":
    from loop import serve

    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    serve(lambda: prepare(sys.argv[1], sys.argv[2], float(sys.argv[3])))
