"""A small LSTM over the time series of a clip.

Hochreiter, Schmidhuber, "Long Short-Term Memory", Neural Computation 9, 1997.
"""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_sequence

from .sequences import Schedule

HIDDEN = 16
SCHEDULE = Schedule(epochs=20, batch=16, rate=2e-2)


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
