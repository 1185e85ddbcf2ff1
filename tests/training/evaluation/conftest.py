"""A made-up cache of faces, and a run's folder as the trainer leaves it."""

import json

import numpy as np
import pytest
import torch

from scoring.constants import FER_LABELS
from scoring.models.network import build_network
from training.faces import Faces, save_faces

torch.set_num_threads(1)


def drawn(count, seed, side=24):
    """Faces whose label is the place of a bright band; four people, no two faces alike."""
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % len(FER_LABELS)
    images = rng.integers(0, 90, (count, side, side)).astype(np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[3 * label : 3 * label + 3] = 230
    return images, np.eye(len(FER_LABELS), dtype=np.float32)[labels]


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """Folder of prepared faces: 28 of each part."""
    parts = ("train", "valid", "test")
    images, votes = zip(*(drawn(28, seed) for seed in range(3)), strict=True)
    names = [f"{part}-{number}" for part in parts for number in range(28)]
    faces = Faces(
        FER_LABELS,
        np.concatenate(images),
        np.concatenate(votes),
        names,
        people=[f"{part}-{number % 4}" for part in parts for number in range(28)],
        parts=[part for part in parts for _ in range(28)],
    )
    folder = tmp_path_factory.mktemp("cache")
    save_faces(folder, faces)
    return folder


def write_run(folder, outputs=7, seed=0, size=32, **record):
    """A checkpoint with an averaged EfficientNet-B0 that nobody trained, and its record."""
    torch.manual_seed(seed)
    network = build_network("efficientnet_b0", outputs)
    torch.nn.init.normal_(network.classifier.weight, 0, 0.5)
    average = torch.optim.swa_utils.AveragedModel(network, use_buffers=True)
    history = [{"epoch": 1, "size": size, "seconds": 2.0}]
    folder.mkdir(parents=True, exist_ok=True)
    state = {"network": network.state_dict(), "average": average.state_dict()}
    state |= {"optimizer": {}, "epoch": 1, "step": 1, "history": history}
    torch.save(state, folder / "checkpoint.pt")
    if record:
        (folder / "run.json").write_text(json.dumps(record))
    return folder


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory):
    """A run of the first kind: no more than its checkpoint."""
    return write_run(tmp_path_factory.mktemp("run"))
