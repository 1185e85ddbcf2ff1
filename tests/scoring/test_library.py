"""The library's public face: what it offers, that it stays cheap, and the examples of its page."""

import ast
import doctest
import shutil
import subprocess
import sys

import pytest

import scoring
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "library.md"
FILMS = ROOT / "demo" / "media"


def child(code):
    run = [sys.executable, "-c", code]
    return subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_importing_it_is_cheap():
    heavy = "cv2", "av", "numpy", "onnxruntime", "mediapipe", "torch", "matplotlib", "scipy"
    found = child(f"import scoring, sys; print(*[m for m in {heavy} if m in sys.modules])")
    assert found == []


def test_a_track_and_a_score_load_neither_video_nor_models():
    heavy = "cv2", "av", "onnxruntime", "mediapipe", "torch", "matplotlib"
    code = f"import sys; from scoring import load_track, score_tracks, Result; heavy = {heavy}; "
    assert child(code + "print(*[m for m in heavy if m in sys.modules])") == []


@pytest.mark.parametrize("name", scoring.__all__)
def test_every_name_is_there_and_documented(name):
    value = getattr(scoring, name)
    assert value.__name__ == name
    assert value.__doc__
    assert f"`{name}" in PAGE.read_text()
    assert name in dir(scoring)


def test_type_checkers_see_the_names_from_where_they_come():
    tree = ast.parse((ROOT / "scoring" / "__init__.py").read_text())
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.asname: node.module for node in block.body for alias in node.names}
    assert seen == scoring._MODULES


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = scoring.nonsense


def test_the_examples_of_the_page_run(tmp_path, monkeypatch):
    shutil.copyfile(FILMS / "attic.mp4", tmp_path / "clip.mp4")
    shutil.copyfile(FILMS / "attic-take.mp4", tmp_path / "take.mp4")
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text()
    examples = doctest.DocTestParser().get_doctest(text, {}, "library.md", str(PAGE), 0)
    wrong = []
    done = doctest.DocTestRunner().run(examples, out=wrong.append)
    assert not wrong, "".join(wrong)
    assert done.attempted > 20
    assert (tmp_path / "chart.svg").stat().st_size > 1000
    assert (tmp_path / "replay.mp4").stat().st_size > 1000
