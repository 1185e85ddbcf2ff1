"""The small network of a student's baseline: three blocks of two convolutions."""

from torch import nn


def block(given, wanted, dropout):
    return nn.Sequential(
        nn.Conv2d(given, wanted, 3, padding=1, bias=False),
        nn.BatchNorm2d(wanted),
        nn.ReLU(inplace=True),
        nn.Conv2d(wanted, wanted, 3, padding=1, bias=False),
        nn.BatchNorm2d(wanted),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(2),
        nn.Dropout(dropout),
    )


class SmallCNN(nn.Module):
    """About 0.6 million weights for faces of any size from 8 px."""

    def __init__(self, outputs, dropout=0.4, inner_dropout=0.2):
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

    def forward(self, faces):
        return self.classifier(self.middle(self.body(faces)))

    def get_classifier(self):
        """The last layer, as timm's networks name it."""
        return self.classifier
