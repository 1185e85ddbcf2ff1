"""The tool that counts annotated signatures sees what lacks annotations."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

TOOL = ROOT / "tools" / "signatures.py"


def signatures(*arguments):
    run = [sys.executable, TOOL, *map(str, arguments)]
    return subprocess.run(run, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("def f(a: int) -> int: ...", []),
        ("def f(a) -> int: ...", ["f"]),
        ("def f(a: int): ...", ["f"]),
        ("def f(*a: int, **b) -> int: ...", ["f"]),
        ("def f(*, a) -> int: ...", ["f"]),
        ("def _f(a): ...", []),
        ("class C:\n    def m(self, a: int) -> int: ...", []),
        ("class C:\n    def m(self, a) -> int: ...", ["C.m"]),
        ("class C:\n    def __init__(self, a): ...", ["C.__init__"]),
        ("class C:\n    @staticmethod\n    def m(a) -> int: ...", ["C.m"]),
        ("class C:\n    a: object", []),
        ("@dataclass(frozen=True)\nclass C:\n    a: object\n    b: int", ["C.a"]),
        ("def f() -> None:\n    def inner(a): ...", []),
    ],
)
def test_what_is_missing(tmp_path, code, missing):
    (tmp_path / "module.py").write_text(code + "\ndef good() -> None: ...\n")
    done = signatures(tmp_path, "--missing", "--least", 100)
    assert [line.split()[-1] for line in done.stdout.splitlines()[1:]] == missing
    assert done.returncode == bool(missing)


def test_the_packages_are_annotated():
    done = signatures("--least", 98)
    assert done.returncode == 0, done.stdout
    assert "scoring" in done.stdout
    assert "100.0 %" in done.stdout
