"""Runs: every kept recipe takes a step, interrupted ones end alike, what is kept is complete."""

import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from training.faces import DataError, Faces
from training.learning.fit import Run
from training.recipes.recipe import RECIPES, load_recipe, recipe_from

CLASSES = ("anger", "disgust", "fear", "happiness", "neutral", "sadness", "surprise")
KEPT = sorted(path.stem for path in RECIPES.glob("*.toml"))
SMALL = {
    "name": "small",
    "network": {"architecture": "small_cnn", "start": "scratch"},
    "fit": {"sizes": [[16, 3]], "batch": 8, "rate": 2e-3, "average": 0.5},
}


def drawn(count=28, side=24, colour=False, seed=0):
    """Faces whose label is a bright band; each person is in one part."""
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % len(CLASSES)
    images = rng.integers(0, 90, (count, side, side, 3) if colour else (count, side, side))
    band = side // 8
    for image, label in zip(images, labels, strict=True):
        image[band * label : band * (label + 1)] = 230
    votes = np.eye(7, dtype=np.float32)[labels] * 0.8
    votes += np.eye(7, dtype=np.float32)[(labels + 1) % 7] * 0.2
    parts = ["valid" if number >= count - 7 else "train" for number in range(count)]
    names = [f"{seed}-{number}" for number in range(count)]
    return Faces(CLASSES, images.astype(np.uint8), votes, names, parts=parts)


def small(**changes):
    """The small recipe with some tables changed."""
    merged = {**SMALL}
    for name, table in changes.items():
        given = SMALL.get(name, {})
        merged[name] = {**given, **table} if isinstance(table, dict) else table
    return recipe_from(merged)


def weights(run):
    state = run.learner.average.module.state_dict()
    return torch.cat([value.flatten().double() for value in state.values()])


@pytest.mark.parametrize(
    ("name", "colour"), [*((name, False) for name in KEPT), ("adamw-cosine", True)]
)
def test_every_kept_recipe_takes_a_step(name, colour, tmp_path):
    recipe = load_recipe(
        name, ["fit.sizes=[[32, 1]]", "fit.batch=4", "data.fraction=0.4", "data.faces=0"]
    )
    names = [each.name for each in recipe.data.sets] or [None]
    faces = drawn(colour=colour or len(names) > 1)
    faces = replace(faces, sets=[names[number % len(names)] for number in range(len(faces))])
    run = Run(faces, tmp_path, recipe)
    before = weights(run)
    run.fit()
    assert np.isfinite(run.history[0]["loss"])
    assert not torch.equal(before, weights(run))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"augment": {"kind": "video", "mixup": 0.4, "cutmix": 1.0}},
        {"fit": {"optimizer": "sgd", "patience": 3}, "network": {"frozen": 1}},
        {"pseudo": {"threshold": 0.16, "after": 1}},
        {"network": {"architecture": "efficientnet_b0"}, "fit": {"sizes": [[32, 2]]}},
    ],
    ids=["plain", "mixed", "frozen", "pseudo", "efficientnet"],
)
def test_an_interrupted_run_ends_bit_for_bit_alike(changes, tmp_path, monkeypatch):
    recipe = small(**changes)
    faces, unlabelled = drawn(), drawn(seed=5)
    whole = Run(faces, tmp_path / "whole", recipe, unlabelled)
    whole.fit()

    first = Run(faces, tmp_path / "cut", recipe, unlabelled)
    after_two_steps = first.learner.step
    steps = iter(range(4))  # one whole epoch of two batches, then a stop inside the second

    def step(*given):
        if next(steps) == 3:
            raise KeyboardInterrupt
        return after_two_steps(*given)

    monkeypatch.setattr(first.learner, "step", step)
    with pytest.raises(KeyboardInterrupt):
        first.fit()
    torch.manual_seed(99)  # another process would stand elsewhere
    second = Run(faces, tmp_path / "cut", recipe, unlabelled, workers=2)
    second.fit()

    assert torch.equal(weights(second), weights(whole))
    assert curves(second) == curves(whole)


def curves(run):
    return [{name: row[name] for name in row if name != "seconds"} for row in run.history]


@pytest.mark.parametrize("number_format", [torch.bfloat16, torch.float16])
def test_mixed_precision_learns_and_goes_on(number_format, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "training.learning.learner.number_format", lambda wanted, device: number_format
    )
    recipe = small(fit={"sizes": [[16, 2]], "precision": "auto"})
    whole, cut = (Run(drawn(), tmp_path / name, recipe) for name in ("whole", "cut"))
    whole.fit()
    cut.record.begin()
    cut.fit_epoch()
    cut.save()
    again = Run(drawn(), tmp_path / "cut", recipe)
    again.fit()
    assert all(np.isfinite(row["loss"]) for row in whole.history)
    assert torch.equal(weights(again), weights(whole))
    assert again.learner.scaler.state_dict() == whole.learner.scaler.state_dict()
    name = json.loads((tmp_path / "whole" / "run.json").read_text())["precision"]
    assert name == str(number_format).removeprefix("torch.")


def test_the_loss_falls_on_faces_that_can_be_learnt(tmp_path):
    recipe = small(fit={"sizes": [[16, 12]], "rate": 5e-3}, augment={"kind": "none"})
    run = Run(drawn(70), tmp_path, recipe)
    run.fit()
    losses = [row["loss"] for row in run.history]
    assert np.mean(losses[-2:]) < 0.8 * np.mean(losses[:2])


def test_what_a_run_keeps_is_complete(tmp_path):
    run = Run(drawn(), tmp_path / "mine", small(fit={"patience": 2}))
    run.fit()
    record = json.loads((run.folder / "run.json").read_text())
    assert record["name"] == "mine"
    assert record["seed"] == 1
    assert record["classes"] == list(CLASSES)
    assert record["data"]["train"] == {"faces": 21, "sha256": run.train.fingerprint()}
    assert record["preprocessing"]["size"] == 16
    assert [row["epoch"] for row in record["epochs"]] == [1, 2, 3]
    assert np.sum(record["figures"]["confusion"]) == 7
    best = max(record["epochs"], key=lambda row: row["valid_mean_recall"])
    assert record["kept_epoch"] == record["best_epoch"] == best["epoch"]
    assert record["figures"]["mean_recall"] == best["valid_mean_recall"]
    kept = (run.folder / "model.safetensors").read_bytes()
    assert record["weights"]["model.safetensors"] == hashlib.sha256(kept).hexdigest()
    assert load_recipe(run.folder / "recipe.toml") == run.recipe


def test_tensorboard_reads_the_curves(tmp_path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    run = Run(drawn(), tmp_path, small())
    run.fit()
    events = EventAccumulator(str(tmp_path)).Reload()
    shown = [event.value for event in events.Scalars("valid_mean_recall")]
    assert shown == pytest.approx([row["valid_mean_recall"] for row in run.history])


def test_a_run_is_not_continued_with_another_recipe_or_other_data(tmp_path):
    Run(drawn(), tmp_path, small()).fit()
    with pytest.raises(DataError, match=r"another recipe: fit.rate was 0.002, now 0.1"):
        Run(drawn(), tmp_path, small(fit={"rate": 0.1})).fit()
    with pytest.raises(DataError, match=r"another data: train.sha256"):
        Run(drawn(seed=1), tmp_path, small()).fit()


def test_the_run_stops_early_and_keeps_the_best_epoch(tmp_path):
    # Nothing can improve where nothing is learnt.
    recipe = small(fit={"sizes": [[16, 9]], "rate": 0.0, "patience": 2, "average": 0.0})
    run = Run(drawn(), tmp_path, recipe)
    run.fit()
    assert len(run.history) < 9
    assert run.epoch - run.best["epoch"] == 2


def test_only_the_last_layer_learns_while_the_rest_is_frozen(tmp_path):
    run = Run(drawn(), tmp_path, small(network={"frozen": 1}, fit={"average": 0.0}))
    network = run.learner.network
    before = {name: value.clone() for name, value in network.state_dict().items()}
    run.fit_epoch()
    moved = {n for n, value in network.state_dict().items() if not torch.equal(value, before[n])}
    assert moved == {"classifier.weight", "classifier.bias"}
    run.fit_epoch()
    assert not torch.equal(network.body[0][0].weight, before["body.0.0.weight"])


def test_a_batch_in_parts_has_the_gradient_of_the_whole(tmp_path, monkeypatch):
    options = {"loss": {"weights": "balanced", "smoothing": 0.1}}
    runs = [
        Run(drawn(), tmp_path / str(n), small(fit={"batch": 8, "accumulate": n}, **options))
        for n in (1, 4)
    ]
    for run in runs:
        run.learner.network.eval()  # batch statistics would differ by part
        monkeypatch.setattr(run.learner, "begin_epoch", lambda epoch: None)
        run.fit_epoch()
    assert torch.allclose(weights(runs[0]), weights(runs[1]), atol=1e-5)


def test_pseudo_labels_never_touch_the_validation_part(tmp_path):
    faces = drawn()
    faces = replace(faces, people=[f"p{number}" for number in range(len(faces))])
    valid = faces.part("valid")
    more = replace(drawn(seed=8), people=["p27", *(f"q{number}" for number in range(27))])
    mixed = replace(
        more,
        images=np.concatenate([more.images, valid.images]),
        sets=[None] * 35,
        votes=np.concatenate([more.votes, valid.votes]),
        **{
            name: getattr(more, name) + getattr(valid, name)
            for name in ("names", "videos", "parts")
        },
        people=more.people + [None] * len(valid),
    )
    recipe = small(pseudo={"threshold": 0.1, "after": 1})
    run = Run(faces, tmp_path, recipe, mixed)
    assert run.unlabelled.names == more.names[1:]  # neither its pictures nor a person in it
    before = run.valid.fingerprint()
    run.fit()
    assert [row.get("pseudo", 0) for row in run.history] == [0, 27, 27]
    assert run.valid.fingerprint() == before
    learnt, _ = run.epoch_faces(run.preprocessing)
    assert not set(valid.names) & set(learnt.names)


def test_only_sure_faces_get_a_pseudo_label(tmp_path):
    run = Run(drawn(), tmp_path, small(pseudo={"threshold": 1.0, "after": 1}), drawn(seed=8))
    run.fit()
    assert all("pseudo" not in row for row in run.history)


def test_valence_and_arousal_are_learnt_where_the_data_have_them(tmp_path):
    faces = drawn(140)
    affect = np.stack([faces.labels / 3 - 1, 1 - faces.labels / 3], 1).astype(np.float32)
    affect[::5] = np.nan
    recipe = small(
        loss={"affect": 1.0}, fit={"sizes": [[16, 10]], "rate": 5e-3}, augment={"kind": "none"}
    )
    run = Run(replace(faces, affect=affect), tmp_path, recipe)
    run.fit()
    assert run.learner.network.classifier.out_features == 9
    losses = [row["loss"] for row in run.history]
    assert losses[-1] < losses[0] - 0.3


def test_a_run_starts_from_an_earlier_one(tmp_path):
    earlier = Run(drawn(), tmp_path / "earlier", small())
    earlier.fit()
    start = small(network={"start": str(tmp_path / "earlier")})
    later = Run(drawn(), tmp_path / "later", start)
    assert torch.equal(weights(later), weights(earlier))
    other = small(network={"start": str(tmp_path / "earlier"), "architecture": "resnet18"})
    with pytest.raises(DataError, match="of another architecture"):
        Run(drawn(), tmp_path / "other", other)
    with pytest.raises(DataError, match=r"is missing: network\.start names no model"):
        Run(drawn(), tmp_path / "none", small(network={"start": str(tmp_path / "nowhere")}))


@pytest.mark.parametrize("other", ["more outputs", "other classes"])
def test_a_new_head_for_other_classes(other, tmp_path):
    earlier = Run(drawn(), tmp_path / "earlier", small())
    earlier.fit()
    start = {"start": str(tmp_path / "earlier")}
    faces, loss = drawn(), {}
    if other == "more outputs":
        loss = {"affect": 0.5}
    else:
        faces = replace(faces, classes=("joy", *CLASSES[1:]))
    before, later = (
        run.learner.average.module.state_dict()
        for run in (earlier, Run(faces, tmp_path / "later", small(network=start, loss=loss)))
    )
    assert torch.equal(later["body.0.0.weight"], before["body.0.0.weight"])
    assert not torch.equal(later["classifier.weight"][:7], before["classifier.weight"])


def test_learning_from_all_parts_watches_nothing(tmp_path):
    run = Run(drawn(), tmp_path, small(data={"whole": True}))
    run.fit()
    assert len(run.train) == 28
    assert "valid_accuracy" not in run.history[-1]


def test_leaking_parts_are_refused(tmp_path):
    faces = replace(drawn(), people=["ann"] * 28)
    with pytest.raises(ValueError, match="person ann is in train and valid"):
        Run(faces, tmp_path, small())


def test_twins_of_watched_faces_can_be_left_out(tmp_path):
    faces = drawn()
    faces.images[3] = faces.images[24]
    kept = Run(faces, tmp_path / "kept", small())
    dropped = Run(faces, tmp_path / "dropped", small(data={"twins": "drop"}))
    assert set(kept.train.names) - set(dropped.train.names) == {"0-3"}
    assert dropped.valid.names == kept.valid.names


def test_data_without_parts_are_refused_with_what_to_do(tmp_path):
    with pytest.raises(DataError, match=r"no parts: split them with .* --split group --keep"):
        Run(replace(drawn(), parts=None), tmp_path, small())
    with pytest.raises(DataError, match="no validation part: split them"):
        Run(replace(drawn(), parts=["train"] * 28), tmp_path, small())
