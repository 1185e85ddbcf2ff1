"""Features, and valence and arousal: from the network through the track to its file."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scoring.__main__ import main
from scoring.analysis.analyse import analyse_video
from scoring.models.backends import BACKENDS, FEATURE_BACKENDS
from scoring.models.classifier import load_classifier
from scoring.models.errors import BackendError
from scoring.models.preprocessing import to_input
from scoring.track import Track, TrackError, load_track
from tests.scoring.networks import write_model

LABELS = ("neutral", "joy")
FILM = Path(__file__).resolve().parents[3] / "demo" / "media" / "attic.mp4"
FACES = list(np.random.default_rng(1).integers(0, 256, (4, 8, 8, 3)).astype(np.uint8))


def detailed(times=(0, 0.1, 0.2), seen=(True, True, False), **more):
    more = {"features": np.arange(9.0).reshape(3, 3), "affect": [[0.5, -1], [0, 1], [1, 1]], **more}
    return Track(times, np.full((3, 2), 0.5), seen, LABELS, **more)


def test_a_track_keeps_its_details(tmp_path):
    given = detailed()
    given.save(tmp_path / "t.npz")
    back = load_track(tmp_path / "t.npz")
    assert back.features.dtype == np.float16
    assert back.affect.dtype == np.float32
    assert back.features.tolist() == [[0, 1, 2], [3, 4, 5], [0, 0, 0]], "zeros where unseen"
    assert back.affect.tolist() == [[0.5, -1], [0, 1], [0, 0]]


def test_details_follow_their_frames():
    given = detailed(times=(0.2, 0.1, 0.1), seen=(True, True, True))
    assert given.features.tolist() == [[4.5, 5.5, 6.5], [0, 1, 2]], "mean of two at one time"
    assert given.affect.tolist() == [[0.5, 1], [0.5, -1]]
    assert given.between(0.15, 1).features.tolist() == [[0, 1, 2]]
    moved = given.with_times([np.nan, 7])
    assert moved.affect.tolist() == [[0.5, -1]]


def test_tracks_of_format_1_are_read():
    """As the first version wrote them."""
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        version=np.int64(1),
        times=np.array([0.0, 0.1]),
        probabilities=np.array([[0.25, 0.75], [0, 0]], np.float32),
        seen=np.array([True, False]),
        labels=np.array(LABELS),
        model=np.array("old"),
        model_hash=np.array("12"),
    )
    packed.seek(0)
    track = load_track(packed)
    assert track.probabilities.tolist() == [[0.25, 0.75], [0, 0]]
    assert (track.model, track.features, track.affect, track.rest) == ("old", None, None, None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"features": np.zeros((2, 3))}, r"features have shape \(2, 3\): expected \(3, D\)"),
        ({"affect": np.zeros((3, 3))}, r"affect have shape \(3, 3\): expected \(3, 2\)"),
        ({"affect": np.full((3, 2), np.nan)}, "affect contain NaN"),
    ],
)
def test_details_that_do_not_fit(wrong, words):
    with pytest.raises(TrackError, match=words):
        detailed(**wrong)


def test_classifier_with_features_and_affect(tmp_path):
    model = write_model(tmp_path / "both", affect=True, features=True)
    classifier = load_classifier(model, "onnx", features=True)
    probabilities, features, affect = classifier.details(FACES)
    pooled = to_input(FACES, model.preprocessing).mean(axis=(2, 3))
    assert features == pytest.approx(pooled, abs=1e-5)
    outputs = classifier.logits(to_input(FACES, model.preprocessing))
    assert outputs.shape == (4, 4)
    assert affect == pytest.approx(outputs[:, 2:].clip(-1, 1))
    assert probabilities.sum(axis=1) == pytest.approx(1)
    plain = load_classifier(model, "onnx")
    assert (plain(FACES) == probabilities).all(), "the same with and without"
    assert plain.details(FACES)[1] is None


def test_model_without_features(tmp_path):
    with pytest.raises(BackendError, match="gives no features: use the torch backend"):
        load_classifier(write_model(tmp_path / "none"), "onnx", features=True)


def test_a_video_with_details(tmp_path):
    """Everything but the details is as without them, the default."""
    classifier = load_classifier(
        write_model(tmp_path / "m", affect=True, features=True), "onnx", features=True
    )
    rich = analyse_video(FILM, classifier, rate=2, details=True)
    plain = analyse_video(FILM, classifier, rate=2)
    assert (plain.features, plain.affect) == (None, None)
    assert (rich.probabilities == plain.probabilities).all()
    assert rich.features.shape == (len(rich), 3)
    assert rich.affect.shape == (len(rich), 2)
    assert rich.seen.any()
    assert (np.abs(rich.features).sum(axis=1) > 0).tolist() == rich.seen.tolist()


def test_command_line(tmp_path, monkeypatch):
    monkeypatch.setenv("REON_MODELS", str(tmp_path))
    write_model(tmp_path / "m", features=True)
    options = [str(FILM), "--model", "m", "--rate", "1", "--backend", "onnx"]
    assert main(["track", *options, "--features", "-o", str(tmp_path / "t.npz")]) == 0
    assert load_track(tmp_path / "t.npz").features.shape[1] == 3
    assert main(["track", *options, "-o", str(tmp_path / "plain.npz")]) == 0
    assert load_track(tmp_path / "plain.npz").features is None


def test_features_of_a_timm_network():
    import torch

    from scoring.models.network import (
        build_network,
        run_network,
        run_network_with_features,
        with_features,
    )

    torch.set_num_threads(1)
    network = build_network("efficientnet_b0", 9).eval()
    batch = np.random.default_rng(0).normal(size=(2, 3, 32, 32)).astype(np.float32)
    outputs, features = run_network_with_features(network, "cpu", batch)
    assert features.shape == (2, 1280)
    assert outputs == pytest.approx(run_network(network, "cpu", batch), abs=1e-5)
    with torch.no_grad():
        again = network.classifier(torch.from_numpy(features)).numpy()
    assert again == pytest.approx(outputs, abs=1e-5)
    assert with_features(network, torch.from_numpy(batch))[1].shape == (2, 1280)


@pytest.mark.parametrize("features", [False, True])
def test_a_mirrored_face_reads_the_same(tmp_path, monkeypatch, features):
    def left_half(batch):
        """A network that looks at the left half of a face only."""
        return batch[..., :4].mean((2, 3))

    def left_half_with_features(batch):
        return left_half(batch), 2 * left_half(batch)

    monkeypatch.setitem(BACKENDS, "onnx", lambda model: left_half)
    monkeypatch.setitem(FEATURE_BACKENDS, "onnx", lambda model: left_half_with_features)
    turned = [face[:, ::-1] for face in FACES]
    one_sided = write_model(tmp_path / "one", labels=("neutral", "joy", "fear"))
    classifier = load_classifier(one_sided, "onnx", features)
    assert np.abs(classifier(FACES) - classifier(turned)).max() > 0.01
    both = replace(one_sided, preprocessing=replace(one_sided.preprocessing, mirrored=True))
    classifier = load_classifier(both, "onnx", features)
    assert classifier(FACES) == pytest.approx(classifier(turned), abs=1e-6)
    for one, other in zip(classifier.details(FACES), classifier.details(turned), strict=True):
        assert one is other is None or one == pytest.approx(other, abs=1e-5)
