"""Script lines: their score, their losses, what was missed; and the files they come from."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from scoring.constants import FER_LABELS
from scoring.formula.lines import ScriptError
from scoring.formula.score import score_tracks
from scoring.formula.script import read_script
from tests.scoring.acted import clip_and_take, plain

HAPPINESS, NEUTRAL, SURPRISE = map(FER_LABELS.index, ("happiness", "neutral", "surprise"))


def faces(*pieces):
    """A track of (seconds, emotion or None, strength) pieces at 10 frames a second."""
    rows = []
    for seconds, emotion, strength in pieces:
        row = np.zeros(7)
        row[NEUTRAL] = 1 - strength
        row[emotion if emotion is not None else NEUTRAL] += strength
        rows += [row] * round(10 * seconds)
    return plain(rows)


def line(start, end, **more):
    return {"start": start, "end": end, "text": "…", **more}


CLIP = faces((3, None, 0), (4, HAPPINESS, 0.9), (4, SURPRISE, 0.9), (3, None, 0))
SCRIPT = [line(0, 2.5), line(3, 7), line(7, 11)]


def test_lines_say_which_part_was_wrong():
    take = faces((3, None, 0), (4, HAPPINESS, 0.9), (7, None, 0))
    calm, good, bad = score_tracks(CLIP, take, SCRIPT).lines
    assert (calm.score, calm.share, calm.missed) == (None, None, None)
    assert good.score > 95
    assert bad.score < 15
    assert (bad.missed, bad.extra) == ("surprise", None)
    assert bad.loss > 0.4 > 10 * good.loss


def test_another_emotion_is_missed_and_extra():
    take = faces((3, None, 0), (4, HAPPINESS, 0.9), (4, HAPPINESS, 0.9), (3, None, 0))
    bad = score_tracks(CLIP, take, SCRIPT).lines[2]
    assert (bad.missed, bad.extra) == ("surprise", "happiness")


def test_overacting_in_a_calm_line_has_a_score_of_its_own():
    take = faces((3, SURPRISE, 0.9), (4, HAPPINESS, 0.9), (4, SURPRISE, 0.9), (3, None, 0))
    calm = score_tracks(CLIP, take, SCRIPT).lines[0]
    assert calm.score < 15
    assert (calm.missed, calm.extra) == (None, "surprise")


@pytest.mark.parametrize("seed", range(5))
def test_lines_that_tile_the_clip_hold_the_whole_loss(seed):
    clip, take = clip_and_take(seed)
    edges = [-1.0, 2.0, 3.3, 7.05, 9.0, 100.0]
    script = [line(start, end) for start, end in pairwise(edges)]
    result = score_tracks(clip, take, script)
    assert sum(each.loss for each in result.lines) == pytest.approx(1 - result.share, abs=1e-9)
    for each in result.lines:
        inside = (result.reference.times >= each.start) & (result.reference.times < each.end)
        assert each.loss == pytest.approx(result.losses[inside].sum(), abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_a_line_over_the_whole_clip_has_the_score_of_the_whole(seed):
    clip, take = clip_and_take(seed)
    result = score_tracks(clip, take, [line(-1, 100)])
    assert result.lines[0].score == pytest.approx(result.score, abs=1e-9)


def test_a_copy_has_100_in_every_line():
    clip, _ = clip_and_take(1)
    lines = score_tracks(clip, clip, [line(k, k + 3) for k in range(0, 12, 3)]).lines
    assert [each.score for each in lines if each.score is not None] == [100.0] * 4


def test_lines_where_nothing_can_be_compared():
    clip, take = clip_and_take(1)
    gone = replace(clip, seen=(clip.times < 4) | (clip.times > 8))
    unseen, outside, tiny = score_tracks(
        gone, take, [line(5, 7), line(50, 60), line(4.01, 4.02)]
    ).lines
    for each in (unseen, outside, tiny):
        assert (each.score, each.missed, each.extra, each.loss) == (None, None, None, 0)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"start": 0, "end": 1}, '"text"'),
        ({"start": "soon", "end": 1, "text": ""}, "seconds"),
        (line(2, 2), "after its start"),
        (line(0, float("inf")), "after its start"),
        ("words", "needs"),
    ],
)
def test_lines_that_are_none_are_refused_with_their_number(bad, words):
    clip, take = clip_and_take(1)
    with pytest.raises(ScriptError, match="line 2") as refusal:
        score_tracks(clip, take, [line(0, 1), bad])
    assert words in str(refusal.value)
    assert refusal.value.code == "bad_script"


SRT = """\ufeff1
00:00:00,500 --> 00:00:02,000
<i>A postcard?</i>
For me?

2
00:00:02,500 --> 00:00:04,250
해냈구나!
"""
VTT = """WEBVTT

STYLE
::cue { color: red }

intro
00:00.500 --> 00:02.000 align:start
<v Nari>A postcard?
For me?</v>

00:00:02.500 --> 00:00:04.250
해냈구나!
"""


@pytest.mark.parametrize(("name", "text"), [("a.srt", SRT), ("a.vtt", VTT), ("A.SRT", SRT)])
def test_subtitles_become_a_script(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8", newline="\r\n")
    assert read_script(tmp_path / name) == [
        {"start": 0.5, "end": 2.0, "text": "A postcard? For me?"},
        {"start": 2.5, "end": 4.25, "text": "해냈구나!"},
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", r"\.srt or \.vtt"),
        ("a.srt", b"words", "no line"),
        ("a.srt", b"", "no line"),
        ("a.vtt", b"\xff\xfe\x00\x80", "UTF-8"),
    ],
)
def test_files_that_are_no_script_are_refused(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ScriptError, match=words):
        read_script(tmp_path / name)
