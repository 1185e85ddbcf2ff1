"""Set-up tools: a Python that is too old, the locked front-end packages."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def venv(folder, path, *python):
    return subprocess.run(
        ["/bin/sh", ROOT / "tools" / "venv.sh", folder, *python],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def old_python(tmp_path):
    """A folder with nothing but a Python of another time."""
    script = '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.18 && exit\nexit 1\n'
    path = tmp_path / "bin" / "python3"
    path.parent.mkdir()
    path.write_text(script)
    path.chmod(0o755)
    return path.parent


@pytest.mark.parametrize("named", [(), ("python3",)])
def test_too_old_python_is_one_line(tmp_path, old_python, named):
    done = venv(tmp_path / "venv", old_python, *named)
    assert done.returncode == 1
    assert done.stderr == (
        "RE:ON needs Python 3.11 or newer, found Python 3.9.18. "
        "Install it, or name it: make run PYTHON=/path/to/python3\n"
    )
    assert not (tmp_path / "venv").exists()


def test_no_python_is_one_line(tmp_path):
    done = venv(tmp_path / "venv", tmp_path)
    assert done.returncode == 1
    assert "found no python3" in done.stderr


def test_locked_packages_are_exact_and_name_no_address():
    package = json.loads((ROOT / "package.json").read_text())
    text = (ROOT / "package-lock.json").read_text()
    locked = json.loads(text)["packages"]
    assert "://" not in text
    for name, version in package["dependencies"].items():
        entry = locked[f"node_modules/{name}"]
        assert entry["version"] == version
        assert entry["integrity"].startswith("sha512-")
        assert entry["license"] == "MIT"


def test_packages_of_the_checks_are_exact_and_free():
    package = json.loads((ROOT / "package.json").read_text())
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, version in package["devDependencies"].items():
        assert packages[f"node_modules/{name}"]["version"] == version
    for path, entry in packages.items():
        if path:
            assert entry["integrity"].startswith("sha512-"), path
            assert set(entry["license"].split(" OR ")) & {"MIT", "Apache-2.0", "MPL-2.0"}, path
            assert entry.get("dev", False) == (path != "node_modules/uplot"), path
