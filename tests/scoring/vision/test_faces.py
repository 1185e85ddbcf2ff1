"""The followed face: rules on made-up faces, then real clips by name."""

import numpy as np
import pytest

from scoring.constants import FACE_PATIENCE
from scoring.video.frames import sample_frames
from scoring.vision.detectors import DetectorError, load_detector, mediapipe_detector, squares
from scoring.vision.faces import (
    detect_around,
    find_face,
    follow_face,
    is_cut,
    nearest,
    thumbnail,
)

NAMES = ("mediapipe", "haar")


class Stage:
    """Frames with bright squares for faces, and a detector that finds exactly those."""

    def __init__(self, width=320, height=240):
        self.size = (height, width)

    def frame(self, *faces, turned=False):
        shades = np.linspace(0, 240, self.size[1]).astype(np.uint8)
        shades = shades[::-1] if turned else shades
        picture = np.tile(shades[None, :, None], (self.size[0], 1, 3))
        for number, (left, top, side) in enumerate(faces):
            picture[top : top + side, left : left + side] = 255 - number
        return picture

    @staticmethod
    def detect(image):
        rows = []
        for shade in range(250, 256):
            found = np.argwhere(image[..., 0] == shade)
            if len(found):
                (top, left), (bottom, right) = found.min(0), found.max(0) + 1
                rows.append((left, top, right - left, bottom - top, 0.9, 0.0))
        return np.array(rows, float).reshape(-1, 6)

    def follow(self, *frames):
        """The boxes followed through frames that come every 0.1 s, without their roll."""
        timed = ((0.1 * number, frame) for number, frame in enumerate(frames))
        return [None if box is None else box[:4] for _, _, box in follow_face(timed, self.detect)]


def test_the_largest_face_at_first():
    stage = Stage()
    (box,) = stage.follow(stage.frame((20, 30, 40), (200, 60, 70)))
    assert box == pytest.approx([200, 60, 70, 70])


def test_then_the_nearest_even_when_another_is_larger():
    stage = Stage()
    boxes = stage.follow(
        stage.frame((20, 30, 50)),
        stage.frame((26, 32, 50), (200, 60, 90)),
        stage.frame((32, 34, 50), (180, 60, 90)),
    )
    assert [box[0] for box in boxes] == [20, 26, 32]


def test_a_lost_face_is_waited_for():
    """While it is away the other person is not taken for it; then it is found again."""
    stage = Stage()
    near, other = (20, 30, 60), (220, 60, 50)
    boxes = stage.follow(
        stage.frame(near, other), stage.frame(other), stage.frame(other), stage.frame(near, other)
    )
    assert boxes[1] is boxes[2] is None
    assert boxes[3] == pytest.approx([20, 30, 60, 60])


def test_after_a_while_another_face_is_taken():
    stage = Stage()
    away = int(10 * FACE_PATIENCE) + 2
    other = (220, 60, 50)
    boxes = stage.follow(stage.frame((20, 30, 60), other), *[stage.frame(other)] * away)
    assert boxes[away - 3] is None
    assert boxes[away] == pytest.approx([220, 60, 50, 50])


def test_at_a_cut_the_largest_counts_at_once():
    stage = Stage()
    boxes = stage.follow(
        stage.frame((20, 30, 60)), stage.frame((30, 40, 40), (200, 90, 80), turned=True)
    )
    assert boxes[1] == pytest.approx([200, 90, 80, 80])


def test_a_face_that_jumps_inside_the_frame_is_found_by_the_second_look():
    """It leaves the square around its last place, where half a face is not taken for one."""

    def whole_only(image):
        faces = Stage.detect(image)
        ends = faces[:, :2] + faces[:, 2:4]
        return faces[(faces[:, :2] > 0).all(1) & (ends < image.shape[1::-1]).all(1)]

    stage = Stage()
    frames = [(0.0, stage.frame((100, 100, 50))), (0.1, stage.frame((148, 100, 50)))]
    boxes = [box for _, _, box in follow_face(frames, whole_only)]
    assert boxes[1][:4] == pytest.approx([148, 100, 50, 50])


def test_no_face_no_box():
    stage = Stage()
    assert stage.follow(stage.frame(), stage.frame()) == [None, None]


def test_looking_around_a_box_at_the_edge_gives_pixels_of_the_frame():
    stage = Stage()
    box = np.array([0, 190, 50, 50])
    found = detect_around(stage.frame((6, 188, 40)), box, stage.detect)
    # The border is repeated outside, so the face may seem longer, never elsewhere.
    assert found[0, :2] == pytest.approx([6, 188])
    outside = np.array([900.0, 900, 50, 50])
    assert detect_around(stage.frame(), outside, stage.detect).shape == (0, 6)


def test_nearest_wants_reach_and_like_size():
    last = np.array([100.0, 100, 50, 50])
    faces = np.array(
        [[300.0, 100, 50, 50, 0.9, 0], [100, 100, 160, 160, 0.9, 0], [110, 100, 50, 50, 0.1, 0]]
    )
    assert nearest(faces, last) is None
    assert nearest(np.vstack([faces, [120, 110, 60, 60, 0.5, 0]]), last)[0] == 120
    assert nearest(np.empty((0, 6)), last) is None


def test_cuts_by_pattern_and_by_brightness():
    left = np.zeros((60, 80, 3), np.uint8)
    left[:, :40] = 200
    assert is_cut(thumbnail(left), thumbnail(left[:, ::-1]))
    assert not is_cut(thumbnail(left), thumbnail(np.roll(left, 3, axis=1)))
    dark, bright = np.full((60, 80, 3), 20, np.uint8), np.full((60, 80, 3), 200, np.uint8)
    assert is_cut(thumbnail(dark), thumbnail(bright))
    assert not is_cut(thumbnail(dark), thumbnail(dark))


def test_long_images_are_searched_square_by_square():
    parts = [(part.shape[:2], *at) for part, *at in squares(np.zeros((100, 300, 3), np.uint8))]
    square = (100, 100)
    assert parts == [((100, 300), 0, 0), (square, 100, 0), (square, 0, 0), (square, 200, 0)]
    assert len(list(squares(np.zeros((100, 110, 3), np.uint8)))) == 1


def test_unknown_detector():
    with pytest.raises(DetectorError, match="mediapipe or haar"):
        load_detector("magic")


@pytest.mark.parametrize("name", NAMES)
def test_detectors_see_nothing_in_nothing(name):
    for shape in ((240, 320, 3), (16, 16, 3)):
        assert load_detector(name)(np.full(shape, 90, np.uint8)).shape == (0, 6)


def boxes_of(path, name="mediapipe", rate=10.0):
    """Times and boxes of a real video."""
    followed = follow_face(sample_frames(path, rate), load_detector(name))
    return [(time, box) for time, _, box in followed]


def seen(boxes, start=0.0, end=1e9):
    """Share of the frames between two seconds that have a box."""
    return np.mean([box is not None for time, box in boxes if start <= time < end])


# Widths of the face as measured once by hand-checked runs of another detector.
FACES = {
    "lp_d3.mp4": (294, 330),
    "lp_d13.mp4": (395, 465),
    "lp_d18.mp4": (247, 285),
    "eamm_happy.mp4": (126, 145),
    "xportrait_driving.mp4": (243, 311),
    "pyfeat_WolfgangLanger.mp4": (200, 246),
    "intel_asl_no.mkv": (60, 80),
}


@pytest.mark.parametrize("name", FACES)
def test_faces_are_seen_throughout(media, name):
    boxes = boxes_of(media / name)
    assert seen(boxes) >= 0.98
    low, high = FACES[name]
    widths = [box[2] for _, box in boxes if box is not None]
    assert low * 0.9 <= np.median(widths) <= high * 1.1


@pytest.mark.parametrize("name", ["lp_d3.mp4", "lp_d18.mp4"])
def test_haar_boxes_are_like_those_of_mediapipe(media, name):
    ours, classic = boxes_of(media / name, rate=3), boxes_of(media / name, "haar", rate=3)
    assert seen(classic) >= 0.9
    pairs = [(a, b) for (_, a), (_, b) in zip(ours, classic, strict=True) if b is not None]
    away = [np.abs(a[:2] + a[2:4] / 2 - b[:2] - b[2:4] / 2).max() / a[2] for a, b in pairs]
    size = [b[2] / a[2] for a, b in pairs]
    assert np.median(away) < 0.12
    assert 0.85 < np.median(size) < 1.15


def test_no_face(media):
    assert seen(boxes_of(media / "pyfeat_no_face.mp4")) <= 0.05


def test_face_then_none(media):
    """The man until 2.4 s, then an animation without faces."""
    boxes = boxes_of(media / "pyfeat_face_noface.mov")
    assert seen(boxes, 0, 2.35) == 1
    assert seen(boxes, 2.45) <= 0.05


def test_several_people_and_cuts(media):
    """The singer between the cuts at 3.6 s and 7.9 s is followed without a jump to the crowd."""
    boxes = boxes_of(media / "hamilton_short.mp4")
    assert seen(boxes, 3.6) == 1
    singer = np.array([box for time, box in boxes if 3.65 < time < 7.85])
    steps = np.abs(np.diff(singer[:, :2] + singer[:, 2:4] / 2, axis=0)).max(axis=1)
    assert (steps / singer[1:, 2]).max() < 0.6
    assert np.ptp(np.log(singer[:, 2])) < np.log(1.6)
    still = np.array([box for time, box in boxes if time > 8])
    assert np.abs(np.diff(still[:, 0])).max() < 15


def test_a_small_face_in_a_wide_frame(media):
    """A face 70 pixels wide in the corner of a frame of 1920 x 1080."""
    _, frame = next(sample_frames(media / "lp_d3.mp4"))
    import cv2

    wide = np.full((1080, 1920, 3), 120, np.uint8)
    wide[540:780, 1600:1840] = cv2.resize(frame, (240, 240), interpolation=cv2.INTER_AREA)
    box = find_face(wide, None, load_detector())
    assert box is not None
    left, top, width, _ = box[:4]
    assert 1600 < left < 1840 - width
    assert 540 < top < 780
    assert 120 < width < 170


def test_detector_writes_nothing(media, capfd):
    detect = mediapipe_detector()
    _, frame = next(sample_frames(media / "lp_d0.mp4"))
    assert len(detect(frame)) == 1
    assert capfd.readouterr() == ("", "")
