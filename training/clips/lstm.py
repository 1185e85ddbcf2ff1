"""A small LSTM over the time series of a clip.

Hochreiter, Schmidhuber, "Long Short-Term Memory", Neural Computation 9, 1997.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_sequence

from scoring.types import FloatArray, IntArray

HIDDEN, EPOCHS, BATCH, RATE = 16, 20, 16, 2e-2


class ClipLSTM(nn.Module):
    """Logits of a clip: one LSTM, the mean and the last of its states, a linear layer."""

    def __init__(self, width: int, classes: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(width, HIDDEN)
        self.drop = nn.Dropout(0.3)
        self.head = nn.Linear(2 * HIDDEN, classes)

    def forward(self, series: list[torch.Tensor]) -> torch.Tensor:
        """Logits (N, K) of N tensors (T, width), which may differ in length."""
        states, (last, _) = self.lstm(pack_sequence(series, enforce_sorted=False))
        padded, lengths = nn.utils.rnn.pad_packed_sequence(states)
        mean = padded.sum(0) / lengths[:, None]
        return self.head(self.drop(torch.cat([mean, last[0]], 1)))


def fit(
    series: Sequence[FloatArray],
    targets: IntArray,
    classes: int,
    seed: int,
    epochs: int = EPOCHS,
) -> ClipLSTM:
    """Train on time series; torch's global random state is left as it was.

    Parameters
    ----------
    series
        float32, shape (T, width) each.
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
        network = ClipLSTM(inputs[0].shape[1], classes).train()
        optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
        for _ in range(epochs):
            order = rng.permutation(len(inputs))
            for chosen in np.array_split(order, max(1, len(order) // BATCH)):
                logits = network([inputs[index] for index in chosen])
                loss = functional.cross_entropy(logits, truth[chosen])
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
    return network.eval()


def predict(network: ClipLSTM, series: Sequence[FloatArray]) -> FloatArray:
    """Probabilities (N, K) of time series."""
    with torch.inference_mode():
        return network([torch.from_numpy(each) for each in series]).softmax(1).numpy()
