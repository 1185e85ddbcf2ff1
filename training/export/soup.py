"""Several runs as one network: the mean of their weights.

Wortsman et al., "Model soups: averaging weights of multiple fine-tuned models improves accuracy
without increasing inference time", ICML 2022, the uniform soup (section 2). It holds for runs
that went on from the same weights; others lie too far apart, and their mean knows nothing.
"""

from dataclasses import replace

import torch

from ..evaluation.source import open_source, torch_run
from ..faces import DataError


def mean_source(folders, size=None):
    """The network in the middle of several runs.

    Parameters
    ----------
    folders : sequence of path
        Of runs or models with the same classes, architecture and preprocessing.
    size : int, optional
        Side of the input; default the runs' own.

    Returns
    -------
    training.evaluation.source.Source
        Of one run, that run; of several, the first one's name and record, which under
        ``mean_of`` tells of all.

    Raises
    ------
    DataError
        If one has no weights, or they do not fit together.
    """
    sources = [open_source(folder, size, backend="torch") for folder in folders]
    for source in sources:
        if source.network is None:
            raise DataError(f"{source.name} is only an ONNX file: there are no weights to export")
    first = sources[0]
    for other in sources[1:]:
        for what in ("labels", "architecture", "preprocessing"):
            ours, theirs = getattr(first, what), getattr(other, what)
            if ours != theirs:
                raise DataError(
                    f"{other.name} and {first.name} have no mean: their {what} differ "
                    f"({theirs}; {ours})"
                )
    if len(sources) == 1:
        return first
    network = first.network
    states = [source.network.state_dict() for source in sources]
    network.load_state_dict({name: _mean(states, name) for name in states[0]})
    record = {**first.record, "mean_of": [_told(source) for source in sources]}
    return replace(first, network=network, run=torch_run(network), record=record)


def _mean(states, name):
    values = [state[name] for state in states]
    if not values[0].is_floating_point():
        return values[0]  # how many batches a normalisation has seen
    return torch.stack(values).mean(0)


def _told(source):
    """What a card says of one of the runs."""
    record = source.record
    epochs = record.get("epochs") or []
    return {
        "name": source.name,
        "recipe": record.get("recipe") or {},
        "epochs": len(epochs),
        "seconds": round(sum(row.get("seconds", 0) for row in epochs)),
    }
