"""The table of kept runs, and the command line around it."""

import json

import pytest

from tests.training.test_fit import drawn, small
from training.__main__ import main
from training.faces import save_faces
from training.learning.fit import Run


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    Run(drawn(), folder / "slow", small(fit={"sizes": [[16, 1]], "rate": 0.0})).fit()
    unfinished = Run(drawn(), folder / "unfinished", small())
    unfinished.record.begin()
    unfinished.fit_epoch()
    unfinished.save()
    return folder


def run_command(capsys, *words):
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    return end.value.code, capsys.readouterr().out


def test_the_table_shows_every_run(runs, capsys):
    code, text = run_command(capsys, "compare", runs)
    assert not code
    lines = text.splitlines()
    assert lines[0].split() == [
        *("run", "recipe", "data", "epochs", "accuracy"),
        *("mean", "recall", "ECE", "seconds", "best"),
    ]
    assert {line.split()[0] for line in lines[1:]} == {"slow", "unfinished"}
    assert "1 of 3" in text


def test_programs_get_the_figures_of_the_kept_epoch(runs, capsys):
    _, text = run_command(capsys, "compare", runs / "slow", "--json")
    (row,) = json.loads(text)
    figures = json.loads((runs / "slow" / "run.json").read_text())["figures"]
    assert row["accuracy"] == figures["accuracy"]
    assert row["mean recall"] == figures["mean_recall"]
    assert row["best"] == 1


def test_a_folder_without_runs_is_named(tmp_path, capsys):
    code, _ = run_command(capsys, "compare", tmp_path)
    assert "is not a kept run and holds none" in code


def test_the_train_command_keeps_a_run(tmp_path, capsys):
    save_faces(tmp_path / "faces", drawn())
    code, text = run_command(
        capsys,
        *("train", tmp_path / "faces", "--recipe", "student-cnn", "--work", tmp_path / "mine"),
        *("--set", "fit.sizes=[[16, 1]]", "--set", "fit.batch=8", "--seed", "4"),
    )
    assert not code
    record = json.loads((tmp_path / "mine" / "run.json").read_text())
    assert record["seed"] == 4
    assert record["recipe"]["fit"]["batch"] == 8
    assert "training compare" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--recipe", "unheard-of"], "there is no recipe unheard-of"),
        (["--set", "fit.batch=none"], "fit.batch is 'none'"),
        ([], "holds no"),
    ],
)
def test_mistakes_are_reported_in_one_line(words, message, tmp_path, capsys):
    code, _ = run_command(capsys, "train", tmp_path, *words)
    assert message in code
    assert "\n" not in code
