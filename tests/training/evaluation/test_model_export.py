"""From a run's folder to an installed model: agreement, card, and what is refused."""

import json
import shutil

import numpy as np
import onnx
import pytest

from scoring.commands.models import figures
from scoring.constants import FER_LABELS
from scoring.models.classifier import load_classifier
from scoring.models.registry import load_model
from tests.training.evaluation.conftest import write_run
from training.__main__ import main
from training.evaluation.given import in_order, open_faces
from training.evaluation.sizes import some_of
from training.evaluation.source import open_source
from training.export import small_files
from training.export.card import card_text
from training.export.model import ExportOptions, export
from training.export.provenance import CardDetails
from training.export.small_files import Agreement, agreement
from training.export.soup import mean_source
from training.faces import DataError


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    (folder / "sample").mkdir()
    (folder / "sample" / "model.old.onnx").write_bytes(b"of an earlier model")
    return folder


@pytest.fixture(scope="module")
def card(run_folder, cache, out):
    details = CardDetails("a lamp", "python -m training train X", data_licence="CC0")
    options = ExportOptions(sizes=(32, 48), details=details)
    return export([run_folder], cache, out, "sample", options)


def test_every_file_gives_the_calibrated_probabilities(card, out, cache, run_folder):
    model = load_model(out / "sample")
    test = open_faces(cache, "test")
    from scoring.models.backends import softmax
    from scoring.models.resizing import resize_face
    from training.evaluation.predict import in_colour, logits_of
    from training.export.calibrate import Calibration

    source = open_source(run_folder)
    given = card["calibration"]
    found = Calibration(given["temperature"], tuple(given["bias"]))
    wanted = softmax(found(logits_of(source.logits, test.images, source.preprocessing)))
    faces = [resize_face(in_colour(image), model.preprocessing) for image in test.images]
    for backend in ("onnx", "torch"):
        assert np.abs(load_classifier(model, backend)(faces) - wanted).max() < 1e-4
    assert card["figures"]["backend_disagreement"] < 1e-4


def test_the_card_is_complete(card, out):
    folder = out / "sample"
    assert json.loads((folder / "card.json").read_text()) == json.loads(json.dumps(card))
    assert card["figures"]["faces"] == 28
    assert np.sum(card["figures"]["confusion"]) == 28
    assert card["figures"]["intervals"]["units"] == 4
    assert [row["size"] for row in card["sizes"]] == [32, 48]
    assert all(row["milliseconds"] > 0 for row in card["sizes"])
    assert card["data"]["train_faces"] == 28
    assert card["preprocessing"]["size"] == 32
    page = (folder / "README.md").read_text()
    for part in (
        "a lamp",
        "CC0",
        "python -m training train X",
        "int8",
        "Calibration",
        "[",
        card["files"]["onnx"]["sha256"],
    ):
        assert part in page
    assert "accuracy" in figures(card)


def test_only_files_that_agree_are_kept_and_the_earlier_model_is_gone(card, out):
    names = {path.name for path in (out / "sample").iterdir()}
    for kind, entry in card["smaller_files"].items():
        assert entry["kept"] == (kind in card["files"])
        assert entry["kept"] == (entry["largest"] <= 0.01 and entry["changed"] <= 0.005)
    assert "model.old.onnx" not in names
    assert names == {"card.json", "README.md", *(e["name"] for e in card["files"].values())}
    for path in (out / "sample").iterdir():
        assert path.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in out.iterdir()] == ["sample"]


def test_the_file_holds_no_paths_of_this_machine(card, out):
    text = str(onnx.load(str(out / "sample" / "model.onnx"), load_external_data=False).graph.node)
    assert "/training/" not in text


def test_an_old_card_is_still_read(card, out, tmp_path):
    old = shutil.copytree(out / "sample", tmp_path / "sample")
    kept = ("name", "architecture", "labels", "neutral", "preprocessing", "files", "licence")
    (old / "card.json").write_text(json.dumps({name: card[name] for name in kept}))
    assert open_source(old).labels == FER_LABELS
    assert figures({}) == "none on its card"


def test_agreement_by_hand():
    full = np.log(np.array([[0.9, 0.1], [0.49, 0.51]]))
    small = np.log(np.array([[0.9, 0.1], [0.52, 0.48]]))
    found = agreement(full, small)
    assert found.largest == pytest.approx(0.03)
    assert found.changed == 0.5
    assert not found.acceptable
    assert Agreement(small_files.MAX_DIFFERENCE, 0.0, small_files.MAX_CHANGED).acceptable


def test_nothing_is_replaced_when_something_fails(run_folder, cache, out, card, monkeypatch):
    before = (out / "sample" / "card.json").read_text()
    monkeypatch.setattr(
        "training.export.model.write_onnx",
        lambda *a, **k: (_ for _ in ()).throw(DataError("stopped")),
    )
    with pytest.raises(DataError, match="stopped"):
        export([run_folder], cache, out, "sample", ExportOptions(sizes=()))
    assert (out / "sample" / "card.json").read_text() == before
    assert [path.name for path in out.iterdir()] == ["sample"]


def test_runs_of_both_kinds_are_opened(run_folder, tmp_path):
    plain = open_source(run_folder)
    assert (plain.labels, plain.affect, plain.preprocessing.size) == (FER_LABELS, False, 32)
    recorded = write_run(
        tmp_path,
        outputs=5,
        classes=["joy", "neutral", "hurt"],
        preprocessing={"size": 40, "detail": None, "mean": [0.5] * 3, "std": [0.5] * 3},
        recipe={"network": {"architecture": "efficientnet_b0"}, "seed": 3},
    )
    source = open_source(recorded, size=48)
    assert (source.labels, source.affect) == (("joy", "neutral", "hurt"), True)
    assert (source.preprocessing.size, source.preprocessing.mean) == (48, (0.5,) * 3)
    assert source.logits(np.zeros((2, 3, 48, 48), np.float32)).shape == (2, 3)
    assert source.run(np.zeros((2, 3, 48, 48), np.float32)).shape == (2, 5)


def test_labels_of_another_set_are_refused(cache):
    faces = open_faces(cache, "valid")
    turned = in_order(faces, tuple(reversed(FER_LABELS)))
    assert (turned.labels == 6 - faces.labels).all()
    with pytest.raises(DataError, match="the model joy, neutral"):
        in_order(faces, ("joy", "neutral"))


def test_data_that_are_none(tmp_path):
    with pytest.raises(DataError, match=r"fer2013new\.csv"):
        open_faces(tmp_path)


def test_some_faces_are_spread_over_all(cache):
    faces = open_faces(cache, "all")
    assert some_of(faces, None) is faces
    few = some_of(faces, 3)
    assert few.names == [faces.names[0], faces.names[41], faces.names[-1]]


def test_evaluate_prints_and_writes_a_report(cache, out, card, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(
            [
                "evaluate",
                str(out / "sample"),
                "--data",
                str(cache),
                "--tta",
                "--ensemble",
                str(out / "sample"),
                "--report",
                str(tmp_path / "report"),
                "--json",
            ]
        )
    assert not ended.value.code
    found = json.loads(capsys.readouterr().out)
    assert found["figures"]["accuracy"] == pytest.approx(card["figures"]["accuracy"])
    assert [row["views"] for row in found["views"]] == ["plain", "plain and mirrored", "all six"]
    assert [row["model"] for row in found["ensemble"]] == [
        "sample",
        "sample",
        "mean",
        "weighted",
        "stacked",
    ]
    written = {path.name for path in (tmp_path / "report").iterdir()}
    assert {"report.html", "report.md", "figures.json", "saliency.png"} <= written
    page = (tmp_path / "report" / "report.html").read_text()
    for name in ("confusion.png", "reliability.png", "saliency.png"):
        assert f'src="{name}"' in page
        assert (tmp_path / "report" / name).stat().st_size > 1000


def test_a_balance_out_of_range_is_refused(capsys, tmp_path):
    with pytest.raises(SystemExit, match="from 0 to 1"):
        main(
            ["export", str(tmp_path), "--data", "x", "--name", "y", "--out", "z", "--balance", "2"]
        )


def test_old_cards_have_a_page_too(card):
    assert "None: the probabilities" in card_text({**card, "calibration": None, "sizes": []})


def test_the_mean_of_runs_lies_between_them(tmp_path, run_folder):
    recipe = {"recipe": {"seed": 4}, "classes": list(FER_LABELS)}
    other = write_run(tmp_path / "other", seed=1, **recipe)
    mean = mean_source([run_folder, other])
    weights = [open_source(folder).network.state_dict() for folder in (run_folder, other)]
    for name, value in mean.network.state_dict().items():
        if value.is_floating_point():
            between = (weights[0][name] + weights[1][name]) / 2
            assert np.allclose(value, between, atol=1e-6)
    runs = mean.record["mean_of"]
    assert [run["name"] for run in runs] == [run_folder.name, "other"]
    assert runs[1]["recipe"] == {"seed": 4}
    batch = np.random.default_rng(0).normal(size=(2, 3, 32, 32)).astype(np.float32)
    assert not np.allclose(mean.logits(batch), open_source(run_folder).logits(batch))
    assert "mean_of" not in mean_source([other]).record


def test_runs_of_other_classes_have_no_mean(tmp_path, run_folder):
    labels = [*reversed(FER_LABELS)]
    other = write_run(tmp_path / "other", classes=labels)
    with pytest.raises(DataError, match="labels differ"):
        mean_source([run_folder, other])


def test_a_file_run_in_parts_gives_the_same_as_at_once(card, out, monkeypatch):
    run = small_files.open_session(out / "sample" / "model.onnx")
    batch = np.random.default_rng(1).random((7, 3, 32, 32), dtype=np.float32)
    whole = run(batch)
    monkeypatch.setattr(small_files, "BATCH", 3)
    np.testing.assert_allclose(run(batch), whole, rtol=1e-4, atol=1e-5)
