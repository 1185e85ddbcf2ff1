"""A face that was pointed at is followed, before and after, even beside a larger one."""

import cv2
import numpy as np
import pytest

from scoring.video.frames import sample_frames
from scoring.vision.detectors import load_detector
from scoring.vision.faces import follow_face
from scoring.vision.target import boxes_of_target
from tests.conftest import ROOT
from tests.scoring.vision.test_faces import Stage

FILMS = ROOT / "demo" / "media"


def follow(stage, frames, target):
    timed = [(0.1 * number, frame) for number, frame in enumerate(frames)]
    known = boxes_of_target(timed, stage.detect, target)
    return [box for _, _, box in follow_face(timed, stage.detect, known)]


def lefts(boxes):
    return [None if box is None else box[0] for box in boxes]


def test_from_the_start_although_another_is_larger():
    stage = Stage()
    frames = [stage.frame((200, 60, 90), (20 + 6 * n, 30, 40)) for n in range(6)]
    boxes = follow(stage, frames, (0.4, 60 / 320, 50 / 240))
    assert lefts(boxes) == [20, 26, 32, 38, 44, 50]


def test_back_to_the_last_cut_only():
    stage = Stage()
    before = [stage.frame((200, 60, 90), turned=True), stage.frame((200, 60, 90), turned=True)]
    after = [stage.frame((200, 60, 90), (20, 30, 40)) for _ in range(3)]
    boxes = follow(stage, before + after, (0.35, 40 / 320, 50 / 240))
    assert lefts(boxes) == [200, 200, 20, 20, 20]


def test_lost_for_long_the_nearest_counts_not_the_largest():
    stage = Stage()
    both = stage.frame((220, 60, 90), (20, 30, 40))
    frames = [both, both, *[stage.frame()] * 14, both]
    boxes = follow(stage, frames, (0.1, 40 / 320, 50 / 240))
    assert lefts(boxes)[-1] == 20
    assert lefts(boxes)[2:-1] == [None] * 14


def test_no_face_at_that_moment_follows_the_largest():
    stage = Stage()
    frames = [stage.frame((20, 30, 40), (200, 60, 90)), stage.frame()]
    assert lefts(follow(stage, frames, (0.1, 0.1, 0.2))) == [200, None]


def test_moment_after_the_last_frame():
    stage = Stage()
    frames = [stage.frame((200, 60, 90), (20, 30, 40))] * 3
    assert lefts(follow(stage, frames, (9.0, 40 / 320, 50 / 240))) == [20, 20, 20]
    assert boxes_of_target([], stage.detect, (0, 0.5, 0.5)) == {}


@pytest.fixture(scope="module")
def pair():
    """Two seconds of two people: a large one at the left, a small one at the right."""
    films = [sample_frames(FILMS / name, 5.0) for name in ("postcard.mp4", "attic.mp4")]
    frames = []
    for (time, left), (_, right) in zip(*films, strict=False):
        picture = np.full((left.shape[0], 2 * left.shape[1], 3), 120, np.uint8)
        picture[:, : left.shape[1]] = left
        small = cv2.resize(right, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
        picture[: small.shape[0], left.shape[1] : left.shape[1] + small.shape[1]] = small
        frames.append((time, picture))
        if time > 2:
            return frames


@pytest.mark.parametrize(("target", "right"), [(None, False), ((1.2, 0.65, 0.3), True)])
def test_real_faces(pair, target, right):
    detect = load_detector()
    known = boxes_of_target(pair, detect, target) if target else None
    boxes = [box for _, _, box in follow_face(pair, detect, known)]
    assert all(box is not None for box in boxes)
    middle = pair[0][1].shape[1] / 2
    assert {bool(box[0] + box[2] / 2 > middle) for box in boxes} == {right}
