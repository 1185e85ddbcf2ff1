"""report.json and report.html, and the command that makes them."""

import json
import re

import numpy as np
import pytest

from training import samples
from training.__main__ import main
from training.data import READERS
from training.data.dataset import DataSet, Sample, one_hot
from training.faces import Faces, load_faces
from training.prepare.charts import bars, sheet
from training.prepare.figures import balance, describe, light, measure, people
from training.prepare.page import build, share
from training.prepare.store import Prepared


def faces(**given):
    images = np.zeros((5, 8, 8), np.uint8)
    images[1], images[2, :, ::2], images[3] = 255, 200, 90
    values = {
        "classes": ("calm", "<b>loud</b>"),
        "images": images,
        "votes": [[1, 0], [0.6, 0.4], [0, 1], [0, 1], [1, 0]],
        "names": list("abcde"),
        "people": ["mina", "mina", "jun", None, "jun"],
        "parts": ["train", "train", "train", None, "test"],
    }
    return Faces(**(values | given))


def test_light_by_hand():
    brightness, sharpness = light(faces().images)
    assert brightness == pytest.approx([0, 1, 100 / 255, 90 / 255, 0])
    assert sharpness[:2].tolist() == [0, 0]
    assert sharpness[2] > 1000


def test_counts_by_hand():
    assert balance(faces()) == {
        "train": {"calm": 2, "<b>loud</b>": 1},
        "test": {"calm": 1, "<b>loud</b>": 0},
        "all": {"calm": 0, "<b>loud</b>": 1},
    }
    assert people(faces()) == {
        "count": 2,
        "faces_without": 1,
        "per_class": {"calm": 2, "<b>loud</b>": 1},
        "faces_of_one": [2, 2, 2],
        "in_several_parts": ["jun"],
    }
    assert people(faces(people=None)) is None


@pytest.fixture
def reported():
    affect = np.array([[0.5, -0.5], [1, 1], [np.nan, np.nan], [-1, 0], [0, 0]])
    prepared = Prepared(
        faces(affect=affect), np.full((5, 3), 8), [("f", "no face found")], 900, 300
    )
    lost = Sample("f", one_hot(0, 2), pixels=np.full((6, 9, 3), 80, np.uint8))
    data = DataSet("mine & yours", prepared.faces.classes, [lost] * 6, "made by <us>")
    measured = measure(prepared)
    figures = describe(prepared, data, measured)
    return figures, build(figures, measured, prepared, data)


def test_figures(reported):
    figures, _ = reported
    json.dumps(figures)
    assert (figures["read"], figures["kept"]) == (6, 5)
    assert figures["dropped"] == {"no face found": 1}
    assert figures["dropped_pictures"] == [["f", "no face found"]]
    assert figures["bytes"]["originals_to_cache"] == 3
    assert figures["agreement"] == pytest.approx(0.92)
    assert figures["affect"] == {"known": 4}
    assert figures["duplicates"]["exact"] == 1
    assert figures["duplicates"]["across_parts"] == {"exact": 1, "near": 0}
    assert figures["duplicates"]["pairs_across_parts"] == [["a", "e"]]
    assert figures["duplicates"]["also_in"]["test"] == {"train": 1}
    assert figures["brightness"]["train"][2] == pytest.approx(100 / 255, abs=1e-3)


def test_the_page_is_self_contained_and_states_the_figures(reported):
    _, html = reported
    assert not re.search(r'(?:src|href)="(?!data:)', html)
    assert "url(" not in html
    assert "http" not in html
    assert "<script" not in html
    assert "mine &amp; yours" in html
    assert "made by &lt;us&gt;" in html
    assert "&lt;b&gt;loud" in html
    assert "<b>loud" not in html
    for text in (
        "1 of the 1 test faces (100.0%) are also in train",
        "Valence",
        "no face found",
        "jun",
    ):
        assert text in html
    # Samples of both classes, lost pictures, pairs, four edges, affect.
    assert html.count("data:image/webp;base64,") == 9


def test_a_page_without_people_parts_or_losses():
    alone = faces(people=None, parts=None).select([1, 2, 3])
    prepared = Prepared(alone, np.full((3, 3), 8), [], 900, 300)
    data = DataSet("plain", alone.classes, [Sample("b", one_hot(0, 2))])
    measured = measure(prepared)
    figures = describe(prepared, data, measured)
    html = build(figures, measured, prepared, data)
    assert "does not say who is seen" in html
    assert "None found" in html
    assert figures["people"] is None


def test_bars_are_scaled_to_the_most_frequent_class():
    html = bars({"train": {"a": 30, "b": 0}, "test": {"a": 10, "b": 10}})
    widths = [float(width) for width in re.findall(r"width:([\d.]+)%", html)]
    assert widths == [75, 25, 0, 25]
    assert "80.0%" in html


def test_sheets_take_pictures_of_any_shape():
    assert sheet([]) == ""
    shapes = ((8, 8), (30, 5, 3), (200, 300, 3))
    assert 'width="222"' in sheet([np.zeros(shape, np.uint8) for shape in shapes])


def test_shares_in_words():
    assert share({"originals_to_cache": 40.2}) == "1/40 of the originals"
    assert share({"originals_to_cache": 0.5}) == "2 times the originals"


@pytest.mark.parametrize("name", samples.LAYOUTS)
def test_made_up_sets_are_in_the_layout_of_their_reader(tmp_path, name):
    data = READERS[name](samples.write(tmp_path, name))
    assert len(data.samples) >= 28
    leading = {data.classes[one.votes.argmax()] for one in data.samples}
    assert len(leading) == 7
    assert set(READERS) == set(samples.LAYOUTS)


def prepare(*given):
    with pytest.raises(SystemExit) as end:
        main(["prepare", *map(str, given)])
    return end.value.code


def test_the_command(drawn_folders, tmp_path, capsys, caplog):
    given = ("folders", drawn_folders, "--out", tmp_path, "--person", r"(p\d)_", "--labels", "fer")
    given += ("--size", 48, "--grey", "--workers", 1)
    assert not prepare(*given)
    assert capsys.readouterr().out.strip() == str(tmp_path / "report.html")
    made = load_faces(tmp_path)
    assert made.images.shape == (57, 48, 48)
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["fingerprint"] == made.fingerprint()
    assert report["cutting"]["grey"] is True
    assert report["people"]["in_several_parts"] == ["p0"]
    assert report["duplicates"]["across_parts"]["exact"] == 1
    before = (tmp_path / "images.npy").stat().st_mtime_ns
    caplog.set_level("INFO")
    assert not prepare(*given)
    assert "prepared already" in caplog.text
    assert (tmp_path / "images.npy").stat().st_mtime_ns == before
    assert not prepare(*given, "--again")
    assert (tmp_path / "images.npy").stat().st_mtime_ns > before


def test_ferplus_comes_with_the_seven_labels(tmp_path):
    root = samples.write(tmp_path, "ferplus")
    assert not prepare("ferplus", root, "--as-is", "--out", tmp_path / "seven", "--workers", 1)
    seven = load_faces(tmp_path / "seven")
    assert len(seven.classes) == 7
    assert seven.images.shape == (56, 48, 48)
    given = ("--as-is", "--labels", "own", "--workers", 1, "--limit", 9)
    assert not prepare("ferplus", root, *given, "--out", tmp_path / "own")
    own = load_faces(tmp_path / "own")
    assert "contempt" in own.classes
    assert len(own) == 9


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("rafdb", "nowhere"), "missing"),
        (("folders", "{drawn}", "--labels", "fer", "--drop", "contempt"), "cannot be dropped"),
        (("folders", "{drawn}", "--drop", "anger"), "--drop needs --labels"),
        (("folders", "{drawn}", "--labels", "aihub"), "no place"),
        (("folders", "{drawn}", "--size", "0"), "--size is 0"),
        (("ferplus", "{drawn}", "--person", "x"), "for folders"),
        (("folders", "{drawn}", "--detector", "eye", "--workers", "1"), "'eye' is unknown"),
    ],
)
def test_refusals_are_one_line(drawn_folders, tmp_path, given, message):
    given = [word.format(drawn=drawn_folders) for word in given]
    code = prepare(*given, "--out", tmp_path)
    assert code.startswith("training: ")
    assert message in code
    assert "\n" not in code
