"""A small LSTM that reads a clip's curves from first to last.

Hochreiter, Schmidhuber, "Long Short-Term Memory", Neural Computation 9, 1997.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_sequence

HIDDEN, EPOCHS, BATCH, RATE = 16, 20, 16, 2e-2


class Reader(nn.Module):
    """Curves to the logits of a clip: one LSTM, its states' mean and last, a linear layer."""

    def __init__(self, width, classes):
        super().__init__()
        self.lstm = nn.LSTM(width, HIDDEN)
        self.drop = nn.Dropout(0.3)
        self.head = nn.Linear(2 * HIDDEN, classes)

    def forward(self, series):
        """Logits (N, K) of a list of N tensors (T, width), each of its own length."""
        states, (last, _) = self.lstm(pack_sequence(series, enforce_sorted=False))
        padded, lengths = nn.utils.rnn.pad_packed_sequence(states)
        mean = padded.sum(0) / lengths[:, None]
        return self.head(self.drop(torch.cat([mean, last[0]], 1)))


def fit(series, wanted, classes, seed, epochs=EPOCHS):
    """Learn from curves; torch's own random state is left as it was.

    Parameters
    ----------
    series : list of ndarray of float32, shape (T, width)
    wanted : ndarray of int, shape (N,)
    classes, seed, epochs : int

    Returns
    -------
    Reader
        In evaluation mode.
    """
    torch.set_num_threads(1)  # tiny batches: a second thread only waits for the first
    series = [torch.from_numpy(each) for each in series]
    wanted = torch.from_numpy(wanted)
    rng = np.random.default_rng(seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = Reader(series[0].shape[1], classes).train()
        optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
        for _ in range(epochs):
            order = rng.permutation(len(series))
            for chosen in np.array_split(order, max(1, len(order) // BATCH)):
                logits = network([series[place] for place in chosen])
                loss = functional.cross_entropy(logits, wanted[chosen])
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
    return network.eval()


def judge_series(network, series):
    """Probabilities (N, K) of curves."""
    with torch.inference_mode():
        return network([torch.from_numpy(each) for each in series]).softmax(1).numpy()
