"""The faces that every step shares: checks, selection, the cache on disk."""

import hashlib
import json

import numpy as np
import pytest

from training.faces import DataError, Faces, load_faces, save_faces


def faces(count=6, **given):
    rng = np.random.default_rng(0)
    values = {
        "classes": ("anger", "neutral"),
        "images": rng.integers(0, 256, (count, 8, 8), np.uint8),
        "votes": np.eye(2)[np.arange(count) % 2],
        "names": [f"얼굴-{number}.png" for number in range(count)],
        "people": ["mina", None] * (count // 2),
        "parts": ["train", "train", "test"] * (count // 3),
    }
    return Faces(**(values | given))


def test_saved_faces_come_back(tmp_path):
    affect = np.array([[0.5, -1], [np.nan, np.nan]] * 3)
    given = faces(affect=affect, videos=["a", "b", None] * 2)
    save_faces(tmp_path / "cache", given)
    back = load_faces(tmp_path / "cache")
    assert isinstance(back.images, np.memmap)
    assert not isinstance(load_faces(tmp_path / "cache", in_memory=True).images, np.memmap)
    np.testing.assert_array_equal(back.images, given.images)
    np.testing.assert_array_equal(back.affect, affect.astype(np.float32))
    for name in ("classes", "names", "people", "videos", "parts"):
        assert getattr(back, name) == getattr(given, name)
    assert back.fingerprint() == given.fingerprint()


def test_saving_again_forgets_what_the_new_faces_do_not_have(tmp_path):
    save_faces(tmp_path, faces(affect=np.zeros((6, 2))))
    save_faces(tmp_path, faces(2, people=None, parts=None))
    back = load_faces(tmp_path)
    assert len(back) == 2
    assert back.affect is None
    assert back.people == [None, None]


def test_the_fingerprint_is_that_of_pixels_and_votes():
    given = faces()
    expected = hashlib.sha256(given.images.tobytes() + given.votes.tobytes()).hexdigest()
    assert given.fingerprint() == expected
    assert given.select([1, 0, 2, 3, 4, 5]).fingerprint() != expected


def test_selection_by_index_mask_and_part():
    given = faces()
    chosen = given.select([4, 1])
    assert chosen.names == ["얼굴-4.png", "얼굴-1.png"]
    assert chosen.labels.tolist() == [0, 1]
    np.testing.assert_array_equal(chosen.images, given.images[[4, 1]])
    mask = np.array([False, True, False, False, True, False])
    assert given.select(mask).names == ["얼굴-1.png", "얼굴-4.png"]
    assert given.part("test").names == ["얼굴-2.png", "얼굴-5.png"]
    assert len(given.select([])) == 0
    with pytest.raises(DataError, match="'valid'; parts of these data: test, train"):
        given.part("valid")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"images": np.zeros((6, 8, 8), np.float32)}, "uint8"),
        ({"images": np.zeros((6, 8, 9), np.uint8)}, "S, S"),
        ({"images": np.zeros((6, 8, 8, 4), np.uint8)}, "S, S"),
        ({"votes": np.ones((6, 2))}, "sums to 1"),
        ({"votes": np.array([[2, -1]] * 6)}, "at least 0"),
        ({"votes": np.ones((5, 2)) / 2}, r"\(6, 2\)"),
        ({"names": ["a"]}, "names has 1 entries for 6"),
        ({"people": ["a"]}, "people has 1"),
        ({"affect": np.zeros((6, 3))}, "affect"),
        ({"affect": np.full((6, 2), 1.5)}, r"\[-1, 1\]"),
    ],
)
def test_what_does_not_fit_is_refused(given, message):
    with pytest.raises(DataError, match=message):
        faces(**given)


def test_a_folder_without_a_finished_cache_is_refused(tmp_path):
    with pytest.raises(DataError, match="training prepare"):
        load_faces(tmp_path)
    save_faces(tmp_path, faces())
    table = tmp_path / "faces.json"
    table.write_text(json.dumps(json.loads(table.read_text()) | {"format": 9}))
    with pytest.raises(DataError, match="format 9"):
        load_faces(tmp_path)
