"""The networks that a recipe can name, and training all of their layers or only the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scoring.models.network import build_network

if TYPE_CHECKING:
    import torch


def new_network(
    architecture: str,
    outputs: int,
    dropout: float = 0.0,
    inner_dropout: float = 0.0,
    drop_path: float = 0.0,
) -> torch.nn.Module:
    """An untrained network.

    Parameters
    ----------
    architecture
        'small_cnn' of this toolkit, or a name in timm.
    outputs
        Number of classes, plus two if it gives valence and arousal.
    """
    if architecture == "small_cnn":
        from .small_cnn import SmallCNN

        return SmallCNN(outputs, dropout, inner_dropout)
    return build_network(architecture, outputs, drop_rate=dropout, drop_path_rate=drop_path)


def set_learning(network: torch.nn.Module, only_last: bool) -> None:
    """Put a network into training mode; with `only_last`, everything but its last layer is frozen.

    Frozen layers keep their batch statistics and have no dropout.
    """
    network.train(not only_last)
    network.requires_grad_(not only_last)
    last_layer(network).train().requires_grad_(True)


def last_layer(network: Any) -> torch.nn.Module:
    """The linear layer that gives a network's outputs."""
    return network.get_classifier()
