"""Fitting the mapping to ratings: what it finds, what it is worth, what it refuses."""

import contextlib
import io
import json
import os
import re
import subprocess
import sys

import numpy as np
import pytest

from scoring.__main__ import main
from scoring.calibration.agreement import agreement
from scoring.calibration.calibrate import CalibrationError, calibrate, fit
from scoring.calibration.ratings import read_ratings
from scoring.constants import FORMULA
from scoring.formula.mapping import MappingError, ScoreMapping, current_mapping, save_mapping
from scoring.formula.score import score_tracks
from tests.scoring.acted import clip_and_take, stranger
from tests.takes.worker_process import ROOT

SHARES = np.linspace(0.05, 0.95, 30)


def noisy(mapping, shares, noise, seed=0):
    rng = np.random.default_rng(seed)
    return (mapping(shares) + rng.normal(0, noise, len(shares))).clip(0, 100)


@pytest.mark.parametrize("exponents", [(1.0, 1.0), (0.7, 3.5), (3.0, 1.2), (1.75, 2.5)])
def test_the_mapping_behind_ratings_is_found(exponents):
    found = fit(SHARES, ScoreMapping(*exponents)(SHARES))
    assert (found.share_exponent, found.score_exponent) == pytest.approx(exponents, rel=0.01)


def test_every_mapping_that_can_be_fitted_rises_from_0_to_100():
    rng = np.random.default_rng(1)
    for _ in range(20):
        mapping = fit(rng.random(12), rng.uniform(0, 100, 12))
        points = mapping(np.linspace(0, 1, 200))
        assert (np.diff(points) >= 0).all()
        assert (points[0], points[-1]) == (0, 100)


def test_a_fit_helps_where_raters_see_it_otherwise():
    done = calibrate(SHARES, noisy(ScoreMapping(1.0, 1.2), SHARES, 6))
    assert done.after.error < done.before.error
    assert done.left_out.error < done.before.error
    assert done.left_out.error >= done.after.error
    assert done.after.concordance > done.before.concordance
    assert done.after.spearman == done.before.spearman
    assert not done.at_limit
    assert (done.ratings, done.takes, done.folds) == (30, 30, 30)


def test_a_fit_to_nothing_is_not_sold_as_one():
    """Ratings at random: what is left out is reported as it is, no better than before."""
    worse = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        done = calibrate(rng.random(10), rng.uniform(0, 100, 10))
        assert done.left_out.error > done.after.error
        worse += done.left_out.concordance < 0.3
    assert worse >= 8


def test_ratings_of_one_take_are_left_out_together():
    """Ten raters of each of five takes, each take with a whim of its own."""
    shares = np.repeat([0.2, 0.4, 0.5, 0.7, 0.9], 10)
    whims = np.repeat([30, -20, 25, -30, 10], 10)
    ratings = (ScoreMapping()(shares) + whims).clip(0, 100)
    together = calibrate(shares, ratings, np.repeat(list("abcde"), 10))
    apart = calibrate(shares, ratings, np.arange(50))
    assert (together.takes, together.folds, apart.takes) == (5, 5, 50)
    assert together.left_out.error > 1.1 * apart.left_out.error


def test_agreement_by_hand():
    same = agreement([1, 2, 3], [1, 2, 3])
    assert (same.pearson, same.spearman, same.concordance, same.error) == pytest.approx(
        (1, 1, 1, 0)
    )
    moved = agreement([11, 12, 13], [1, 2, 3])
    assert (moved.pearson, moved.error) == pytest.approx((1, 10))
    assert moved.concordance == pytest.approx(2 * (2 / 3) / (2 / 3 + 2 / 3 + 100))
    curved = agreement([1, 4, 9, 16], [1, 2, 3, 4])
    assert curved.spearman == pytest.approx(1)
    assert curved.pearson == pytest.approx(0.98437, abs=1e-5)
    assert np.isnan(agreement([5, 5, 5], [1, 2, 3]).pearson)


@pytest.mark.parametrize(
    ("shares", "ratings", "words"),
    [
        (SHARES[:7], SHARES[:7], "7 ratings are too few, at least 8"),
        (SHARES, np.full(30, 70), "all 30 ratings are 70"),
        (np.repeat([0.1, 0.5], 10), np.arange(20), "only 2 different shares"),
    ],
)
def test_ratings_that_say_nothing_are_refused(shares, ratings, words):
    with pytest.raises(CalibrationError, match=words):
        calibrate(shares, ratings)


def test_a_mapping_is_part_of_the_version_of_a_score(tmp_path, monkeypatch):
    tracks = clip_and_take(3)
    before = score_tracks(*tracks)
    assert before.formula == FORMULA
    for mapping, version in (
        (ScoreMapping(1.2, 2.0), rf"{FORMULA}\+[0-9a-f]{{8}}"),
        (ScoreMapping(), FORMULA),
    ):
        file = tmp_path / f"{mapping.share_exponent}.json"
        save_mapping(mapping, file, note="x")
        monkeypatch.setenv("REON_MAPPING", str(file))
        assert current_mapping() == mapping
        result = score_tracks(*tracks)
        assert result.score == mapping(before.share)
        assert result.share == before.share
        assert re.fullmatch(version, result.formula)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not a mapping"),
        ("[]", "not a mapping"),
        ('{"formula": "0", "share_exponent": 1, "score_exponent": 1}', "calibrate again"),
        (
            f'{{"formula": "{FORMULA}", "share_exponent": 0, "score_exponent": 1}}',
            "must be a number",
        ),
        (
            f'{{"formula": "{FORMULA}", "share_exponent": "1", "score_exponent": 1}}',
            "must be a number",
        ),
        (None, "No such file"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_named(tmp_path, monkeypatch, content, words):
    if content is not None:
        (tmp_path / "m.json").write_text(content)
    monkeypatch.setenv("REON_MAPPING", str(tmp_path / "m.json"))
    with pytest.raises(MappingError, match=words):
        score_tracks(*clip_and_take(3))


def command(*arguments, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "scoring", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def rated(tmp_path_factory):
    """A table of rated tracks, with the tracks and a result beside it."""
    folder = tmp_path_factory.mktemp("rated")
    rows = ["Rating,reference,take,result"]
    for seed in range(10):
        other = seed % 3 == 2
        clip, take = clip_and_take(seed, **({"perform": stranger} if other else {}))
        clip.save(folder / f"clip{seed}.npz")
        take.save(folder / f"take{seed}.npz")
        result = score_tracks(clip, take)
        rating = round(float(np.clip(30 + 0.6 * result.score, 0, 100)), 1)
        rows.append(f"{rating},clip{seed}.npz,take{seed}.npz,")
        if seed == 0:
            (folder / "take0.json").write_text(json.dumps(result.to_dict()))
            rows.append(f"{rating - 2},,,take0.json")
    (folder / "ratings.csv").write_text("\ufeff" + "\r\n".join(rows) + "\r\n\r\n", encoding="utf-8")
    return folder


def test_the_command_from_tracks_to_a_score(rated, tmp_path):
    out = tmp_path / "mapping.json"
    code, shown, err = command("calibrate", rated / "ratings.csv", "--out", out)
    assert (code, err) == (0, "")
    assert shown.startswith("ratings      11 of 11 takes; left out: each take left out once")
    lines = {line.split()[0]: line.split()[1:] for line in shown.splitlines()}
    before, after, left_out = map(float, lines["concordance"])
    assert after > before
    assert left_out <= after
    assert lines["spearman"][0] == lines["spearman"][1]

    stored = json.loads(out.read_text())
    pair = ("score", rated / "clip0.npz", rated / "take0.npz", "--json")
    result = json.loads(command(*pair, REON_MAPPING=str(out))[1])
    mapping = ScoreMapping(stored["share_exponent"], stored["score_exponent"])
    assert result["score"] == pytest.approx(mapping(result["share"]), abs=0.051)
    assert result["formula"] == mapping.version != FORMULA
    assert result["formula"] in shown


def test_shares_may_stand_in_the_table(tmp_path):
    table = tmp_path / "ratings.csv"
    rows = [
        f"{r:.1f},{s:.4f},take {k // 3}"
        for k, (r, s) in enumerate(zip(SHARES * 90, SHARES, strict=True))
    ]
    table.write_text("rating,share,take\n" + "\n".join(rows))
    code, shown, err = command("calibrate", table)
    assert (code, err) == (0, "")
    assert shown.startswith("ratings      30 of 10 takes")


GOOD = "rating,share\n" + "".join(f"{10 * k},0.{k}\n" for k in range(1, 9))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "has the columns none; it needs rating"),
        ("share\n0.5\n", "it needs rating"),
        ("rating,reference\n5,a.npz\n", "it needs rating"),
        ("rating,share\n50,0.5\n", "1 ratings are too few, at least 8"),
        (GOOD + "101,0.5\n", "row 10: rating is '101', it must be a number from 0 to 100"),
        (GOOD + "good,0.5\n", "row 10: rating is 'good'"),
        (GOOD + "nan,0.5\n", "row 10: rating is 'nan'"),
        (GOOD + "50,1.5\n", "row 10: share is '1.5', it must be a number from 0 to 1"),
        (GOOD + "50,\n", "row 10 names neither"),
        (GOOD + "50\n", "row 10 names neither"),
        ("rating,reference,take\n50,none.npz,b.npz\n", "row 2: there is no file"),
        ("rating,reference,take\n50,ratings.csv,ratings.csv\n", "row 2: "),
        ("rating,result\n50,ratings.csv\n", "row 2: ratings.csv"),
        ("rating,result\n50,old.json\n", "row 2: old.json is of formula 0"),
        (b"rating,share\n\xff,0.5\n", "UTF-8"),
    ],
)
def test_tables_that_cannot_be_used_are_refused_in_one_line(tmp_path, content, words):
    old = score_tracks(*clip_and_take(3)).to_dict() | {"formula": "0"}
    (tmp_path / "old.json").write_text(json.dumps(old))
    table = tmp_path / "ratings.csv"
    table.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, shown, err = run_here("calibrate", table)
    assert (code, shown, err.count("\n")) == (1, "", 1)
    assert words in err


def run_here(*arguments):
    """The command in this process, which starts no other for every row of a table."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(map(str, arguments)))
    return code, out.getvalue(), err.getvalue()


def test_the_layout_is_in_the_help():
    code, shown, _ = command("calibrate", "--help")
    assert code == 0
    for word in ("rating", "share", "result", "reference, take", "At least 8"):
        assert word in shown


def test_rows_are_numbered_as_in_the_file(tmp_path):
    table = tmp_path / "ratings.csv"
    table.write_text('rating,share,take\n50,0.5,"two\nrows"\n60,0.6,b\n')
    assert [each.row for each in read_ratings(table)] == [3, 4]
