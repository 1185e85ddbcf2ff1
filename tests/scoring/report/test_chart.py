"""The chart: what it draws, in both formats, always the same."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest

from scoring.formula.score import score_tracks
from scoring.report.chart import draw_chart, shown_emotions
from scoring.report.style import CLIP, SHADE, TAKE, PictureError
from tests.scoring.acted import clip_and_take, plain

SCRIPT = [
    {"start": 1.0, "end": 4.0, "text": "A line"},
    {"start": 4.0, "end": 6.0, "text": "Words that are much too long for the room they have"},
]


@pytest.fixture(scope="module")
def result():
    return score_tracks(*clip_and_take(3), SCRIPT)


def colour_count(picture, colour):
    """Pixels of about a colour."""
    rgb = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    return int((np.abs(picture[..., ::-1].astype(int) - rgb).max(axis=2) < 12).sum())


def drawn(result, path):
    draw_chart(result, path)
    return cv2.imread(str(path))


def texts(path):
    root = ElementTree.parse(path).getroot()
    return [
        "".join(node.itertext()).strip() for node in root.iter("{http://www.w3.org/2000/svg}text")
    ]


def test_png_has_both_curves(result, tmp_path):
    picture = drawn(result, tmp_path / "chart.png")
    assert picture.shape[1] == 1200
    assert colour_count(picture, CLIP) > 2000
    assert colour_count(picture, TAKE) > 1000
    assert (picture[:20] == 255).all()


def test_stretches_without_a_face_are_shaded(tmp_path):
    clip, take = clip_and_take(3)
    whole = colour_count(drawn(score_tracks(clip, take), tmp_path / "whole.png"), SHADE)
    hidden = replace(take, seen=(take.times < 4) | (take.times > 7))
    gap = drawn(score_tracks(clip, hidden), tmp_path / "gap.png")
    assert colour_count(gap, SHADE) > whole + 20_000
    short = drawn(score_tracks(clip, take.between(0, 6)), tmp_path / "short.png")
    assert colour_count(short, SHADE) > whole + 20_000


def test_text_of_an_svg_stays_text(result, tmp_path):
    draw_chart(result, tmp_path / "chart.svg")
    shown = texts(tmp_path / "chart.svg")
    assert f"{result.score:.0f}" in shown
    assert {"clip", "take", "lost", "timing", "script", "A line", "seconds of the clip"} <= set(
        shown
    )
    for name, points in result.emotions.items():
        assert {name, f"{points:.0f}"} <= set(shown)
    assert any(re.fullmatch(r"Words.*…", text) for text in shown)


@pytest.mark.parametrize("name", ["chart.svg", "chart.png"])
def test_the_same_result_gives_the_same_bytes(result, tmp_path, name):
    (tmp_path / "other").mkdir()
    for folder in (tmp_path, tmp_path / "other"):
        draw_chart(result, folder / name)
    content = (tmp_path / name).read_bytes()
    assert content == (tmp_path / "other" / name).read_bytes()
    for word in (b"<dc:date", str(tmp_path).encode()):
        assert word not in content


def test_panels_are_those_of_the_clip_then_the_others_then_neutral():
    def face(name):
        row = np.full(7, 0.01)
        row[plain([]).labels.index(name)] = 0.94
        return [row] * 30

    names = ("happiness", "happiness", "anger", "neutral")
    clip = plain([row for name in names for row in face(name)])
    take = plain([row for name in ("happiness", "fear", "anger", "neutral") for row in face(name)])
    result = score_tracks(clip, take)
    order = [result.labels[index] for index, _ in shown_emotions(result)]
    assert order == ["happiness", "anger", "fear", "neutral"]


def test_takes_of_any_kind_can_be_drawn(tmp_path):
    clip, take = clip_and_take(3)
    nothing = replace(take, seen=np.zeros(len(take), bool))
    blinking = replace(clip, seen=clip.times % 3 < 2)
    kinds = [(clip, nothing), (clip, plain([])), (blinking, take), (clip, take.between(5, 5.05))]
    for number, pair in enumerate(kinds):
        picture = drawn(score_tracks(*pair, SCRIPT), tmp_path / f"{number}.png")
        assert colour_count(picture, CLIP) > 1000


def test_a_result_read_from_json_looks_the_same(result, tmp_path):
    draw_chart(result, tmp_path / "one.png")
    draw_chart(type(result).from_dict(result.to_dict()), tmp_path / "two.png")
    one, two = (cv2.imread(str(tmp_path / f"{name}.png")).astype(int) for name in ("one", "two"))
    assert np.abs(one - two).mean() < 0.05


@pytest.mark.parametrize("name", ["chart.bmp", "chart", "none/chart.png"])
def test_what_cannot_be_drawn_is_refused(result, tmp_path, name):
    with pytest.raises(PictureError):
        draw_chart(result, tmp_path / name)
