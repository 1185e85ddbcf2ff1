"""A small Transformer encoder over the time series of a clip.

Vaswani et al., "Attention Is All You Need", NIPS 2017, with the normalisation before each part
(Xiong et al., "On Layer Normalization in the Transformer Architecture", ICML 2020), which learns
without a warm-up.
"""

import math

import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

from .sequences import Schedule

SIZE, HEADS, LAYERS = 32, 4, 1
LONGEST_WAVE = 1000.0  # frames
SCHEDULE = Schedule(epochs=30, batch=16, rate=3e-3)


class ClipTransformer(nn.Module):
    """Logits of a clip: frames with their positions, self-attention, the mean, a linear layer."""

    def __init__(self, width: int, classes: int) -> None:
        super().__init__()
        self.embed = nn.Linear(width, SIZE)
        layer = nn.TransformerEncoderLayer(
            SIZE, HEADS, 2 * SIZE, dropout=0.2, batch_first=True, norm_first=True
        )
        self.encoder = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self.normalise = nn.LayerNorm(SIZE)
        self.head = nn.Linear(SIZE, classes)

    def forward(self, series: list[torch.Tensor]) -> torch.Tensor:
        """Logits (N, K) of N tensors (T, width), which may differ in length."""
        lengths = torch.tensor([len(each) for each in series])
        padded = pad_sequence(series, batch_first=True)
        padding = torch.arange(padded.shape[1]) >= lengths[:, None]
        frames = self.embed(padded) + positions(padded.shape[1])
        states = self.normalise(self.encoder(frames, src_key_padding_mask=padding))
        kept = states.masked_fill(padding[..., None], 0.0)
        return self.head(kept.sum(1) / lengths[:, None])


def positions(count: int) -> torch.Tensor:
    """Sinusoidal encoding of the frames' positions, shape (count, SIZE)."""
    waves = torch.exp(torch.arange(0, SIZE, 2) * (-math.log(LONGEST_WAVE) / SIZE))
    angles = torch.arange(count)[:, None] * waves
    return torch.stack([angles.sin(), angles.cos()], 2).flatten(1)
