"""From a video to a track, with the real detector and the real model."""

import numpy as np
import pytest

from scoring.analysis.analyse import analyse_video
from scoring.constants import BATCH
from scoring.models.backends import average_with_mirror, torch_backend
from scoring.models.classifier import Classifier, load_classifier
from scoring.models.registry import get_model
from scoring.video.container import Limits, VideoError
from scoring.video.frames import sample_frames
from scoring.vision.crop import crop_face
from scoring.vision.detectors import load_detector
from scoring.vision.faces import follow_face
from tests.scoring.films import steady, write_film


@pytest.fixture(scope="module")
def classifier():
    return load_classifier(get_model("reon-b0"), "onnx")


class Counted:
    """A classifier that keeps the sizes of its batches."""

    def __init__(self, classifier):
        self.classifier, self.model, self.sizes = classifier, classifier.model, []

    def __call__(self, faces):
        self.sizes.append(len(faces))
        return self.classifier(faces)


def test_a_real_video(media, classifier):
    counted, said = Counted(classifier), []
    track = analyse_video(
        media / "lp_d3.mp4", counted, progress=lambda *step: said.append(step), rate=10
    )
    assert len(track) == 118
    assert track.coverage == 1
    assert track.labels == classifier.model.labels
    assert (track.model, track.model_hash) == ("reon-b0", classifier.model.hash)
    assert track.probabilities.sum(axis=1) == pytest.approx(1, abs=1e-5)

    assert max(counted.sizes) == BATCH
    assert sum(counted.sizes) == 118
    stages, shares = zip(*said, strict=True)
    assert list(dict.fromkeys(stages)) == ["reading", "faces", "expressions"]
    assert (shares[0], shares[-1]) == (0, 1)
    assert (np.diff(shares) >= 0).all()


def test_batches_in_a_thread_keep_the_order_of_frames(media, classifier):
    """Row by row the same as classifying every face alone."""
    path = media / "lp_d18.mp4"
    track = analyse_video(path, classifier, rate=5)
    for row, (time, frame, box) in enumerate(follow_face(sample_frames(path, 5), load_detector())):
        (alone,) = classifier([crop_face(frame, box, classifier.model.preprocessing)])
        assert track.times[row] == pytest.approx(time)
        assert track.probabilities[row] == pytest.approx(alone, abs=1e-4)


def test_emotions_of_acted_clips(media, classifier):
    """What people see in these clips is what the model says of them."""
    happy = analyse_video(media / "eamm_happy.mp4", classifier, rate=5)
    assert happy.labels[happy.probabilities.mean(axis=0).argmax()] == "happiness"
    surprised = analyse_video(media / "lp_d3.mp4", classifier, rate=5).between(10.3, 11.8)
    assert surprised.labels[surprised.probabilities.mean(axis=0).argmax()] == "surprise"


def test_face_then_none(media, classifier):
    track = analyse_video(media / "pyfeat_face_noface.mov", classifier)
    assert track.seen[track.times < 2.35].all()
    assert not track.seen[track.times > 2.45].any()
    assert (track.probabilities[~track.seen] == 0).all()


def test_a_blank_wall(tmp_path, classifier):
    path = write_film(tmp_path / "wall.mp4", steady(1.0), size=(320, 240))
    track = analyse_video(path, classifier)
    assert (len(track), track.coverage) == (10, 0)


@pytest.mark.parametrize("name", ["haar", "mediapipe"])
def test_either_detector(media, classifier, name):
    track = analyse_video(media / "lp_d12.mp4", classifier, load_detector(name), rate=3)
    assert track.coverage > 0.9


def test_refusals_pass_through(tmp_path, classifier):
    path = write_film(tmp_path / "film.mp4", steady(2.0))
    with pytest.raises(VideoError) as caught:
        analyse_video(path, classifier, limits=Limits(max_seconds=1))
    assert caught.value.code == "too_long"


def test_what_progress_raises_ends_the_analysis(tmp_path, classifier):
    class Cancelled(Exception):
        pass

    def cancel(stage, share):
        if stage == "faces":
            raise Cancelled

    path = write_film(tmp_path / "film.mp4", steady(1.0))
    with pytest.raises(Cancelled):
        analyse_video(path, classifier, progress=cancel)


def test_backends_agree_on_real_faces(media):
    """fp32 on the CPU: the same weights in ONNX Runtime and in torch."""
    model = get_model("reon-b0")
    faces = []
    for name in ("lp_d3.mp4", "lp_d9.mp4", "lp_d13.mp4", "intel_asl_no.mkv"):
        frames = sample_frames(media / name, rate=2)
        for _, frame, box in follow_face(frames, load_detector()):
            faces.append(crop_face(frame, box, model.preprocessing))
    eager = Classifier(model, average_with_mirror(torch_backend(model, "cpu")))(faces)
    apart = np.abs(load_classifier(model, "onnx")(faces) - eager).max()
    assert len(faces) > 80
    assert 0 < apart < 1e-3
