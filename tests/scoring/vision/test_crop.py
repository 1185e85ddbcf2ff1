"""Crops: what lies upright stays as it was, a tilted head is turned upright."""

import math

import cv2
import numpy as np
import pytest

from scoring.constants import UPRIGHT
from scoring.formula.score import score_tracks
from scoring.models.classifier import load_classifier
from scoring.models.preprocessing import Preprocessing
from scoring.models.registry import get_model
from scoring.track import Track
from scoring.video.frames import sample_frames
from scoring.vision.crop import crop_face, tilt
from scoring.vision.detectors import load_detector
from scoring.vision.faces import follow_face
from tests.conftest import ROOT

SIDE = 64
PREPROCESSING = Preprocessing(size=SIDE)
BOX = [100.0, 80.0, 60.0, 60.0]


def picture():
    """A frame with a bright upper and a dark lower half of a face, off its middle."""
    frame = np.full((240, 320, 3), 90, np.uint8)
    frame[80:110, 100:160] = 250
    frame[110:140, 100:160] = 10
    return frame


def turned(frame, degrees, centre):
    """The frame turned clockwise about a point."""
    matrix = cv2.getRotationMatrix2D(centre, -degrees, 1.0)
    size = frame.shape[1], frame.shape[0]
    return cv2.warpAffine(frame, matrix, size, borderMode=cv2.BORDER_REPLICATE)


@pytest.mark.parametrize("degrees", [0, 5, -11.9])
def test_a_small_tilt_changes_nothing(degrees):
    upright = crop_face(picture(), BOX, PREPROCESSING)
    tilted = crop_face(picture(), [*BOX, math.radians(degrees)], PREPROCESSING)
    assert np.array_equal(upright, tilted)


@pytest.mark.parametrize("degrees", [40, -40, 90, 135])
def test_a_tilted_face_is_turned_back_by_what_lies_beyond(degrees):
    frame, centre = picture(), (130.0, 110.0)
    beyond = degrees - math.copysign(math.degrees(UPRIGHT), degrees)
    expected = crop_face(frame, BOX, PREPROCESSING).astype(int)
    seen = crop_face(turned(frame, beyond, centre), [*BOX, math.radians(degrees)], PREPROCESSING)
    assert np.abs(seen - expected).mean() < 4


def test_the_turn_has_no_jump():
    angles = np.radians(np.linspace(-180, 180, 721))
    turns = np.array([tilt(angle) for angle in angles])
    assert np.abs(np.diff(turns)).max() <= np.diff(angles).max() + 1e-9
    assert tilt(UPRIGHT) == 0


@pytest.mark.parametrize("degrees", [-60, -30, 30, 60])
def test_the_detector_tells_the_roll_of_a_drawn_face(degrees):
    _, frame = next(iter(sample_frames(ROOT / "demo" / "media" / "attic.mp4", rate=10.0)))
    tilted = turned(frame, degrees, (frame.shape[1] / 2, frame.shape[0] / 2))
    (_, _, upright), (_, _, box) = (
        next(iter(follow_face([(0.0, image)], load_detector()))) for image in (frame, tilted)
    )
    assert math.degrees(box[4] - upright[4]) == pytest.approx(degrees, abs=8)


@pytest.mark.parametrize(("degrees", "least"), [(60, 90), (90, 85)])
def test_a_head_on_its_side_scores_as_it_would_upright(media, degrees, least):
    model = get_model()
    classifier, detect = load_classifier(model), load_detector()

    def track(frames):
        rows = list(follow_face(frames, detect))
        faces = [crop_face(frame, box, model.preprocessing) for _, frame, box in rows]
        times = np.array([time for time, _, _ in rows])
        return Track(times, classifier(faces), np.ones(len(rows), bool), model.labels)

    def frames(angle):
        for time, frame in sample_frames(media / "lp_d3.mp4", rate=5.0):
            wide = np.pad(frame, ((128, 128), (128, 128), (0, 0)), "edge")
            yield time, turned(wide, angle, (384, 384))

    assert score_tracks(track(frames(0)), track(frames(degrees))).score >= least
