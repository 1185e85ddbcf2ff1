"""The small parts of training, each against what can be said by hand."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from tests.training.test_fit import CLASSES, drawn
from training.faces import DataError, Faces
from training.learning.augment import augmentation
from training.learning.batches import Epoch, epoch_batches, preprocessing_of
from training.learning.checkpoint import read_checkpoint
from training.learning.losses import class_weights, concordance_loss, soft_cross_entropy
from training.learning.mixing import mix
from training.learning.precision import number_format
from training.learning.sampling import epoch_indices, share_of, target_votes
from training.learning.schedule import rate_share
from training.recipes.options import Augment, Data, Network
from training.recipes.recipe import recipe_from


def test_the_learning_rate_warms_up_and_falls():
    rates = [rate_share(step / 100, "cosine", 0.1) for step in range(1, 101)]
    assert rates[4] == pytest.approx(0.5)
    assert np.argmax(rates) == 9
    assert rates[54] == pytest.approx(0.5, abs=0.01)
    assert rates[-1] == pytest.approx(1e-3)
    assert rate_share(0.7, "constant", 0.0) == 1


def labelled(labels, sets=None):
    """Faces of which only the labels and the sets matter."""
    images, votes = np.zeros((len(labels), 8, 8), np.uint8), np.eye(7, dtype=np.float32)[labels]
    return Faces(CLASSES, images, votes, list(map(str, range(len(labels)))), sets=sets)


def test_an_epoch_of_several_sets_is_balanced_over_set_and_class():
    labels = np.repeat([0, 1, 0, 1], (900, 100, 50, 50))
    faces = labelled(labels, ["big"] * 1000 + ["small"] * 100)
    sets = [{"name": "big", "weight": 1.0}, {"name": "small", "weight": 3.0}]
    rng = np.random.default_rng(0)

    def drawn_of(balance):
        chosen = epoch_indices(faces, Data(sets=sets, faces=400, balance=balance), rng)
        owners = np.array(faces.sets)[chosen]
        return [
            int(((owners == name) & (labels[chosen] == label)).sum())
            for name in ("big", "small")
            for label in (0, 1)
        ]

    assert drawn_of(1.0) == [50, 50, 150, 150]
    assert drawn_of(0.0) == [90, 10, 150, 150]
    assert drawn_of(0.5) == [75, 25, 150, 150]


def test_a_rare_class_is_gone_through_whole_before_a_face_comes_again():
    labels = np.repeat([0, 1], (100, 7))
    options = Data(sets=[{"name": "one"}], faces=60, balance=1.0)
    chosen = epoch_indices(labelled(labels, ["one"] * 107), options, np.random.default_rng(0))
    times = np.bincount(chosen, minlength=107)
    assert times[:100].max() == 1
    assert set(times[100:]) == {4, 5}


def test_common_classes_are_capped_and_rare_ones_repeated():
    labels = np.repeat(np.arange(7), (5, 2, 3, 100, 100, 5, 5))
    options = Data(cap=10, repeat={"disgust": 5, "fear": 3})
    chosen = epoch_indices(labelled(labels), options, np.random.default_rng(0))
    counts = np.bincount(labels[chosen], minlength=7)
    assert counts.tolist() == [5, 2 * 5, 3 * 3, 10, 10, 5, 5]


def test_a_share_of_the_faces_keeps_every_class():
    labels = np.repeat([0, 1, 2], (100, 10, 1))
    counts = np.bincount(labels[share_of(labels, 0.2, seed=1)])
    assert counts.tolist() == [20, 2, 1]


def test_the_majority_label_takes_all_votes_where_asked():
    faces = drawn(7)
    assert np.array_equal(target_votes(faces, Data(labels="majority")), np.eye(7))
    assert target_votes(faces, Data()) is faces.votes


def test_class_weights_balance_the_classes_at_an_average_of_one():
    labels = np.repeat([0, 1], (90, 10))
    weights = class_weights(labels, 3, "balanced")
    assert weights[0] * 90 == pytest.approx(weights[1] * 10)
    assert weights[labels].mean() == pytest.approx(1)
    assert weights[2] == 1
    root = class_weights(labels, 3, "root")
    assert root[1] / root[0] == pytest.approx(3)
    assert class_weights(labels, 3, "none") is None


def test_soft_cross_entropy_is_torchs_own():
    torch.manual_seed(0)
    logits, votes = torch.randn(5, 7), torch.softmax(torch.randn(5, 7), 1)
    options = {"label_smoothing": 0.1, "reduction": "sum"}
    expected = torch.nn.functional.cross_entropy(logits, votes, **options)
    torch.testing.assert_close(soft_cross_entropy(logits, votes, smoothing=0.1), expected)
    sure = torch.eye(7)[[0, 1, 1, 2, 3]]
    weights = torch.arange(1.0, 8.0)
    expected = torch.nn.functional.cross_entropy(logits, sure, weights, reduction="sum")
    torch.testing.assert_close(soft_cross_entropy(logits, sure, weights), expected)


def test_concordance_by_hand():
    wanted = torch.tensor([[-1.0, 0.0], [0.0, 0.5], [1.0, 1.0], [float("nan"), 0.0]])
    assert concordance_loss(wanted.nan_to_num(), wanted) == pytest.approx(0, abs=1e-6)
    # Moved by 1 with a variance of 2/3 each: 2·2/3 / (2/3 + 2/3 + 1) = 4/7.
    moved = torch.stack([wanted[:, 0] + 1, wanted[:, 1]], 1).nan_to_num()
    assert concordance_loss(moved, wanted) == pytest.approx((1 - 4 / 7) / 2, abs=1e-6)
    assert concordance_loss(moved[:1], wanted[:1]) == 0


def batch(count=6, side=8):
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(count, 3, side, side)).astype(np.float32)
    votes = np.eye(7, dtype=np.float32)[np.arange(count) % 7]
    affect = np.linspace(-1, 1, 2 * count, dtype=np.float32).reshape(count, 2)
    affect[0] = np.nan
    return inputs, votes, affect


@pytest.mark.parametrize("options", [Augment(mixup=0.8), Augment(cutmix=0.8)])
def test_mixed_labels_are_in_proportion_to_the_pixels(options):
    inputs, votes, affect = batch()
    for seed in range(10):
        rng = np.random.default_rng(seed)
        # The pictures carry their own label in every pixel, so the mean pixel tells the share.
        coded = np.broadcast_to(np.arange(6.0)[:, None, None, None], (6, 3, 8, 8))
        mixed, labels, felt = mix(coded.astype(np.float32), votes, affect, options, rng)
        assert labels.sum(1) == pytest.approx(np.ones(6))
        assert mixed.mean((1, 2, 3)) == pytest.approx(labels @ np.arange(7), abs=1e-4)
        assert np.isnan(felt).any(1).sum() >= 1
    assert np.array_equal(inputs, batch()[0])


def test_without_alphas_nothing_is_mixed():
    given = batch()
    assert mix(*given, Augment(), np.random.default_rng(0))[0] is given[0]


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("kind", ["faces", "video"])
def test_augmentation_varies_faces_and_repeats_itself(kind, colour):
    images = drawn(28, side=48, colour=colour).images
    vary = augmentation(kind)
    first, again = (vary(images, np.random.default_rng(3)) for _ in range(2))
    other = vary(images, np.random.default_rng(4))
    assert first.shape == images.shape
    assert first.dtype == np.uint8
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert (first != images).any(tuple(range(1, images.ndim))).mean() > 0.9


def sharpness(images):
    return np.array([np.abs(np.diff(image.astype(float), axis=1)).mean() for image in images])


def test_the_video_augmentation_works_in_both_directions():
    ramp = np.add.outer(np.arange(48), np.arange(48)) * 2.2
    soft = np.repeat((ramp + 25 * np.sin(ramp / 14)).astype(np.uint8)[None], 200, 0)
    change = sharpness(augmentation("video")(soft, np.random.default_rng(0))) / sharpness(soft)
    assert (change < 0.9).mean() > 0.1
    assert (change > 1.1).mean() > 0.1


@pytest.mark.parametrize("workers", [0, 3])
def test_batches_are_the_same_however_many_workers(workers):
    faces = drawn(colour=True)
    recipe = recipe_from(
        {"name": "x", "fit": {"batch": 5}, "augment": {"kind": "video", "cutmix": 1.0}}
    )
    prepared = preprocessing_of(faces, replace(recipe.network, grey=False), 16)
    order = np.arange(28)[::-1]
    epoch = Epoch(faces, faces.votes, order, 2, prepared)
    plain = list(epoch_batches(epoch, recipe))
    given = list(epoch_batches(epoch, recipe, workers))
    assert len(given) == 5
    for one, other in zip(plain, given, strict=True):
        assert np.array_equal(one.inputs, other.inputs)
        assert np.array_equal(one.votes, other.votes)


def test_fewer_faces_than_a_batch_make_one_batch():
    faces = drawn(7)
    recipe = recipe_from({"name": "x", "fit": {"batch": 64}})
    prepared = preprocessing_of(faces, recipe.network, 16)
    (only,) = epoch_batches(Epoch(faces, faces.votes, np.arange(7), 0, prepared), recipe)
    assert only.inputs.shape == (7, 3, 16, 16)


def test_colour_reaches_the_network_unless_the_recipe_is_grey():
    faces = drawn(7, colour=True)
    for grey in (True, False):
        recipe = recipe_from({"name": "x", "augment": {"kind": "none"}})
        prepared = preprocessing_of(faces, Network(grey=grey), 16)
        prepared = replace(prepared, mean=(0, 0, 0), std=(1, 1, 1))
        (only,) = epoch_batches(Epoch(faces, faces.votes, np.arange(7), 0, prepared), recipe)
        assert np.allclose(only.inputs[:, 0], only.inputs[:, 1]) is grey


@pytest.mark.parametrize(
    ("wanted", "device", "bf16", "expected"),
    [
        ("fp32", "cuda", True, None),
        ("auto", "cuda", True, torch.bfloat16),
        ("auto", "cuda", False, torch.float16),
        ("bf16", "cuda", False, torch.float16),
        ("fp16", "cuda", True, torch.float16),
        ("auto", "cpu", True, torch.bfloat16),
        ("auto", "cpu", False, None),
        ("bf16", "cpu", False, None),
        ("fp16", "cpu", True, None),
    ],
)
def test_the_number_format_is_what_the_device_computes_in(
    wanted, device, bf16, expected, monkeypatch
):
    monkeypatch.setattr("torch.cuda.is_bf16_supported", lambda **options: bf16)
    monkeypatch.setattr("training.learning.precision.cpu_computes_bf16", lambda: bf16)
    assert number_format(wanted, device) is expected


def test_a_file_that_is_not_a_checkpoint_is_named(tmp_path):
    (tmp_path / "checkpoint.pt").write_bytes(b"not a checkpoint")
    with pytest.raises(DataError, match=r"checkpoint\.pt is not a checkpoint"):
        read_checkpoint(tmp_path / "checkpoint.pt")
    torch.save({"network": {}}, tmp_path / "checkpoint.pt")
    with pytest.raises(DataError, match="average, optimizer, epoch, step, history missing"):
        read_checkpoint(tmp_path / "checkpoint.pt")
