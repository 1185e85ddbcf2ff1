"""One picture to one face, as serving would cut it."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from scoring.models.preprocessing import Preprocessing
from scoring.vision.crop import crop_face
from scoring.vision.detectors import load_detector
from scoring.vision.faces import follow_face
from training.data.dataset import Sample, one_hot, read_picture
from training.drawn import BOX, draw_face, draw_room
from training.prepare.cut import Cutting, cut, cutting_for

RNG = np.random.default_rng(0)


def sample(pixels, **given):
    return Sample("a", one_hot(0, 7), pixels=pixels, **given)


def test_a_face_is_cut_as_serving_cuts_it():
    frame = draw_face(0, "happiness", RNG)
    face, (height, width, side) = cut(sample(frame), Cutting(size=64))
    _, _, box = next(follow_face([(0.0, frame)], load_detector()))
    np.testing.assert_array_equal(face, crop_face(frame, box, Preprocessing(size=64)))
    assert (height, width) == (160, 160)
    assert side == pytest.approx(BOX[2], abs=12)
    grey, _ = cut(sample(frame), Cutting(size=64, grey=True))
    assert grey.shape == (64, 64)


def test_of_two_faces_the_labelled_one_is_cut():
    left, right = (draw_face(person, "neutral", RNG) for person in (0, 2))
    frame = np.hstack([left, right])
    for shift, alone in ((0, left), (160, right)):
        box = (BOX[0] + shift, *BOX[1:])
        face, _ = cut(sample(frame, box=box), Cutting(size=32))
        expected, _ = cut(sample(alone), Cutting(size=32))
        assert np.abs(face.astype(float) - expected).mean() < 12
    face, _ = cut(sample(right, box=(0, 0, 20, 20)), Cutting())
    assert face == "no face found at the labelled place"


def test_what_holds_no_face_is_told(tmp_path):
    assert cut(sample(draw_room(RNG)), Cutting()) == ("no face found", (160, 160, 0))
    broken = tmp_path / "broken.jpg"
    for content in (b"", b"no picture"):
        broken.write_bytes(content)
        given = Sample("a", one_hot(0, 7), broken)
        assert cut(given, Cutting())[0] == "the picture cannot be read"
    gone = Sample("a", one_hot(0, 7), tmp_path / "gone.jpg")
    assert cut(gone, Cutting()) == ("the picture cannot be read", (0, 0, 0))


def test_pictures_taken_as_they_are():
    grey = RNG.integers(0, 256, (48, 48), np.uint8)
    cutting = cutting_for([sample(grey)], as_is=True)
    assert (cutting.size, cutting.grey, cutting.shape) == (48, True, (48, 48))
    face, size = cut(sample(grey), cutting)
    np.testing.assert_array_equal(face, grey)
    assert size == (48, 48, 48)
    larger = RNG.integers(0, 256, (96, 96, 3), np.uint8)
    assert "prepare with --size" in cut(sample(larger), cutting)[0]
    assert "not square" in cut(sample(larger[:50]), cutting)[0]
    cutting = cutting_for([sample(larger)], size=24, as_is=True)
    assert cut(sample(larger), cutting)[0].shape == (24, 24, 3)
    assert cut(sample(grey), replace(cutting, grey=True))[0].shape == (24, 24)


def test_files_keep_their_colour_and_are_turned_upright(tmp_path):
    path = tmp_path / "얼굴.png"
    image = np.zeros((4, 6, 3), np.uint8)
    image[..., 0] = 200
    path.write_bytes(cv2.imencode(".png", image[..., ::-1])[1].tobytes())
    read = read_picture(Sample("a", one_hot(0, 7), path))
    np.testing.assert_array_equal(read, image)
    # An EXIF block that says: turn by 90 degrees.
    jpeg = cv2.imencode(".jpg", image)[1].tobytes()
    tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    exif = b"Exif\0\0" + tiff
    marker = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    path = tmp_path / "turned.jpg"
    path.write_bytes(jpeg[:2] + marker + jpeg[2:])
    assert read_picture(Sample("a", one_hot(0, 7), path)).shape == (6, 4, 3)
