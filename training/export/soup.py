"""Several runs as one network: the mean of their weights.

Wortsman et al., "Model soups: averaging weights of multiple fine-tuned models improves accuracy
without increasing inference time", ICML 2022, the uniform soup (section 2). It works for runs
fine-tuned from the same weights; those of unrelated runs lie too far apart, and their mean is
useless.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import torch

from scoring.types import FilePath, Json

from ..evaluation.source import Source, network_of, open_source, torch_run
from ..faces import DataError


def mean_source(folders: Sequence[FilePath], size: int | None = None) -> Source:
    """The network whose weights are the mean of several runs.

    Parameters
    ----------
    folders
        Of runs or models with the same classes, architecture and preprocessing.
    size
        Side of the input; by default the runs' own.

    Returns
    -------
    source
        Of a single run, that run; of several, with the name and record of the first, which
        lists them all under ``mean_of``.

    Raises
    ------
    DataError
        If one has no weights, or they do not fit together.
    """
    sources = [open_source(folder, size, backend="torch") for folder in folders]
    networks = [network_of(source) for source in sources]
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
    network = networks[0]
    states = [each.state_dict() for each in networks]
    network.load_state_dict({name: _mean(states, name) for name in states[0]})
    record = {**first.record, "mean_of": [_summary(source) for source in sources]}
    return replace(first, network=network, run=torch_run(network), record=record)


def _mean(states: Sequence[Mapping[str, torch.Tensor]], name: str) -> torch.Tensor:
    values = [state[name] for state in states]
    if not values[0].is_floating_point():
        return values[0]  # the batch counter of a normalisation layer
    return torch.stack(values).mean(0)


def _summary(source: Source) -> Json:
    """What a card says about one of the runs."""
    record = source.record
    epochs = record.get("epochs") or []
    return {
        "name": source.name,
        "recipe": record.get("recipe") or {},
        "epochs": len(epochs),
        "seconds": round(sum(row.get("seconds", 0) for row in epochs)),
    }
