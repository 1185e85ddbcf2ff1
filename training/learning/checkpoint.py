"""Checkpoints: the state from which a run resumes as if it had never been interrupted.

Random numbers are not part of it: each epoch draws its own from the recipe's seed.
"""

from __future__ import annotations

from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any

import torch

from ..faces import DataError

if TYPE_CHECKING:
    from .fit import Run

CHECKPOINT = "checkpoint.pt"
PARTS = ("network", "average", "optimizer")


def write_checkpoint(path: Path, run: Run) -> None:
    """Write a run's state; if this is interrupted, the previous file stays."""
    parts = (*PARTS, "scaler")
    state: dict[str, Any] = {name: getattr(run.learner, name).state_dict() for name in parts}
    state |= {"epoch": run.epoch, "step": run.step, "history": run.history, "best": run.best}
    new = path.with_suffix(".new")
    torch.save(state, new)
    new.replace(path)


def read_checkpoint(path: Path, device: str = "cpu") -> dict[str, Any]:
    """The state in a checkpoint; DataError if the file is not one."""
    try:
        state = torch.load(path, map_location=device, weights_only=True)
        missing = [name for name in (*PARTS, "epoch", "step", "history") if name not in state]
    except (RuntimeError, ValueError, EOFError, OSError, TypeError, UnpicklingError) as error:
        raise DataError(
            f"{path} is not a checkpoint, or is incomplete: delete it to start again"
        ) from error
    if missing:
        raise DataError(f"{path} is not a checkpoint of a run: {', '.join(missing)} missing")
    return state


def restore(run: Run, state: dict[str, Any]) -> None:
    """Load a checkpoint's state into a run."""
    for name in PARTS:
        getattr(run.learner, name).load_state_dict(state[name])
    if state.get("scaler"):
        run.learner.scaler.load_state_dict(state["scaler"])
    run.epoch, run.step, run.history = state["epoch"], state["step"], state["history"]
    run.best = state.get("best")


def averaged(state: dict[str, Any]) -> dict[str, torch.Tensor]:
    """The averaged weights in a checkpoint, which are the run's result, by name."""
    return {
        name.removeprefix("module."): value
        for name, value in state["average"].items()
        if name.startswith("module.")
    }
