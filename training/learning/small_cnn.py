"""The small network of a student's baseline: three blocks of two convolutions."""

import torch
from torch import nn


def block(inputs: int, outputs: int, dropout: float) -> nn.Sequential:
    """Two convolutions that halve the resolution, between two numbers of channels."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(2),
        nn.Dropout(dropout),
    )


class SmallCNN(nn.Module):
    """About 0.6 million weights for faces of any size from 8 px."""

    def __init__(self, outputs: int, dropout: float = 0.4, inner_dropout: float = 0.2) -> None:
        super().__init__()
        self.body = nn.Sequential(
            block(3, 32, inner_dropout), block(32, 64, inner_dropout), block(64, 128, inner_dropout)
        )
        self.middle = nn.Sequential(
            nn.AdaptiveAvgPool2d(4),
            nn.Flatten(),
            nn.Linear(128 * 16, 128),
            nn.ReLU(inplace=True),
            nn.Dropout(dropout),
        )
        self.classifier = nn.Linear(128, outputs)

    def forward(self, faces: torch.Tensor) -> torch.Tensor:
        """Outputs (N, K) of faces (N, 3, S, S)."""
        return self.classifier(self.middle(self.body(faces)))

    def get_classifier(self) -> nn.Linear:
        """The last layer, by the name that timm's networks have for it."""
        return self.classifier
