"""The simulation tells performers apart, and its tables say what was measured."""

from dataclasses import replace

import numpy as np
import pytest

from bench import baselines, fidelity
from bench.measure import CLIPS, LADDERS, measure, run
from bench.performers import BAD, KINDS
from bench.scene import Scene
from bench.simulation import act, make_classifier
from bench.tables import auc, spearman, table
from bench.variants import VARIANTS
from scoring.formula.score import score_tracks

FORMULAS = {name: fidelity.FORMULAS[name] for name in ("predecessor", "RE:ON")}


@pytest.fixture(scope="module")
def scores():
    """Six clips of each sort, performed in every way, by two formulas."""
    return run(FORMULAS, seed=7, models=2, references=3)


def test_seventeen_kinds_of_performer_leave_a_track():
    assert len(KINDS) == 17
    rng = np.random.default_rng(0)
    scene = Scene(rng, make_classifier(rng), act)
    for perform in KINDS.values():
        take = scene.take(perform(rng, scene.strengths))
        assert np.isfinite(take.probabilities).all()
        assert take.rest.sum() == pytest.approx(1)
        assert 0 <= score_tracks(scene.clip, take).score <= 100


def test_the_seed_decides_everything():
    formulas = {"RE:ON": fidelity.reon}
    once, again, other = (measure(formulas, seed, (0, 1)) for seed in (5, 5, 6))
    assert once == again
    assert once != other


def test_two_processes_measure_the_same():
    formulas = {"RE:ON": fidelity.reon}
    alone, shared = (run(formulas, 5, 2, 1, processes) for processes in (1, 2))
    for key, values in alone.items():
        assert (values["RE:ON"] == shared[key]["RE:ON"]).all()


def test_the_score_orders_better_than_the_predecessor(scores):
    rows = {name: figures for name, *figures in fidelity.order(scores, FORMULAS)}
    names = list(FORMULAS)
    for name, figures in rows.items():
        by = dict(zip(names, figures, strict=True))
        assert by["RE:ON"] >= by["predecessor"] - 0.02, name
    assert rows["AUC good against bad, ordinary"][names.index("RE:ON")] > 0.97


def test_nothing_and_hiding_earn_nothing(scores):
    assert scores["ordinary", "nothing"]["RE:ON"].mean() < 8
    assert (scores["ordinary", "no face"]["RE:ON"] == 0).all()
    assert scores["ordinary", "good"]["RE:ON"].mean() > 65


def test_ladders_fall_and_rise(scores):
    def ladder(name):
        return [scores[name, value]["RE:ON"].mean() for value in LADDERS[name]]

    assert ladder("lag")[0] > ladder("lag")[-1] + 30
    assert ladder("intensity")[0] < 10 < ladder("intensity")[1] < ladder("intensity")[-1]
    assert ladder("noise")[0] > ladder("noise")[-1]


@pytest.mark.parametrize("markdown", [False, True])
def test_the_report_names_every_kind_for_every_sort_of_clip(scores, markdown):
    text = fidelity.report(scores, FORMULAS, markdown)
    assert "nan" not in text
    for kind in KINDS:
        assert sum(line.strip("| ").startswith(kind) for line in text.splitlines()) >= len(CLIPS)


def test_the_command_prints_its_seed(capsys):
    fidelity.main(["--seed", "42", "--models", "1", "--references", "1", "--processes", "1"])
    assert "seed 42" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        fidelity.main(["--references", "0"])


def test_baselines_of_a_copy_and_of_opposites():
    rng = np.random.default_rng(1)
    scene = Scene(rng, make_classifier(rng), act)
    rows = np.roll(scene.clip.probabilities, 3, axis=1)
    opposite = replace(scene.clip, probabilities=rows)
    for formula in (baselines.predecessor, baselines.lock_step, baselines.plain_dtw):
        assert formula(scene.clip, scene.clip) == pytest.approx(100, abs=1e-4)
        assert 0 <= formula(scene.clip, opposite) < 70


def test_plain_dtw_is_the_recurrence():
    costs = np.random.default_rng(2).random((7, 9))
    sums = np.full((8, 10), np.inf)
    sums[0, 0] = 0
    for i in range(1, 8):
        for j in range(1, 10):
            before = min(sums[i - 1, j - 1], sums[i - 1, j], sums[i, j - 1])
            sums[i, j] = costs[i - 1, j - 1] + before
    assert baselines.dtw(costs)[0] == pytest.approx(sums[7, 9])


def test_variants_share_the_products_path():
    rng = np.random.default_rng(3)
    scene = Scene(rng, make_classifier(rng), act)
    for kind in ("good", "own tempo", *BAD):
        take = replace(scene.take(KINDS[kind](rng, scene.strengths)), rest=None)
        points = {name: formula(scene.clip, take) for name, formula in VARIANTS.items()}
        assert points["product"] == pytest.approx(score_tracks(scene.clip, take).score)
        assert all(0 <= value <= 100 for value in points.values()), points


def test_statistics():
    assert auc([3, 4], [1, 2]) == 1
    assert auc([1, 2], [1, 2]) == 0.5
    assert auc([0], [1]) == 0
    assert spearman([1, 2, 3], [10, 20, 15]) == pytest.approx(0.5)
    assert spearman([1, 1], [1, 2]) == 0


def test_tables_line_up():
    rows = [("one", 1.0, float("nan")), ("eleven", 10.25, 3.0)]
    lines = table("t", ("a", "b"), rows, 1).splitlines()
    assert {len(line) for line in lines} == {len(lines[0])}
    assert lines[1].endswith("-")
    assert table("t", ("a", "b"), rows, 1, markdown=True).splitlines()[1].startswith("| ---")
