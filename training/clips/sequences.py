"""Training and prediction of the networks that read a clip's time series."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from scoring.types import FloatArray, IntArray


@dataclass(frozen=True)
class Schedule:
    """How long a network is trained, and in which steps.

    Attributes
    ----------
    batch
        Clips in a step.
    rate
        Learning rate of AdamW.
    """

    epochs: int
    batch: int
    rate: float


def fit(
    make_network: Callable[[int, int], nn.Module],
    schedule: Schedule,
    series: Sequence[FloatArray],
    targets: IntArray,
    classes: int,
    seed: int,
) -> nn.Module:
    """Train a network on time series; torch's global random state is left as it was.

    Parameters
    ----------
    make_network
        From the width of the series and the number of classes to a network, which gives the
        logits (N, K) of a list of N tensors (T, width).
    series
        float32, shape (T, width) each; they may differ in length.
    targets
        Class of each, shape (N,).

    Returns
    -------
    network
        In evaluation mode.
    """
    torch.set_num_threads(1)  # the batches are tiny: a second thread would only wait
    inputs, truth = [torch.from_numpy(each) for each in series], torch.from_numpy(targets)
    rng = np.random.default_rng(seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = make_network(inputs[0].shape[1], classes).train()
        optimizer = torch.optim.AdamW(network.parameters(), lr=schedule.rate, weight_decay=0.01)
        for _ in range(schedule.epochs):
            order = rng.permutation(len(inputs))
            for chosen in np.array_split(order, max(1, len(order) // schedule.batch)):
                logits = network([inputs[index] for index in chosen])
                loss = functional.cross_entropy(logits, truth[chosen])
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
    return network.eval()


def predict(network: nn.Module, series: Sequence[FloatArray]) -> FloatArray:
    """Probabilities (N, K) of time series."""
    with torch.inference_mode():
        return network([torch.from_numpy(each) for each in series]).softmax(1).numpy()
