"""The networks a recipe can name, and learning with all or only the last of their layers."""

from scoring.models.network import build_network


def new_network(architecture, outputs, dropout=0.0, inner_dropout=0.0, drop_path=0.0):
    """An untrained network.

    Parameters
    ----------
    architecture : str
        'small_cnn' of this toolkit, or a name of timm.
    outputs : int
        Classes, and two more where it tells valence and arousal.
    """
    if architecture == "small_cnn":
        from .small_cnn import SmallCNN

        return SmallCNN(outputs, dropout, inner_dropout)
    return build_network(architecture, outputs, drop_rate=dropout, drop_path_rate=drop_path)


def set_learning(network, only_last):
    """Put a network into training; with `only_last` all before the last layer stays as it is.

    What stays also keeps its batch statistics and drops nothing.
    """
    network.train(not only_last)
    network.requires_grad_(not only_last)
    network.get_classifier().train().requires_grad_(True)
