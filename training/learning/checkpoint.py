"""Checkpoints: everything from which a run goes on as if it had never been interrupted.

Random numbers are none of it: each epoch draws its own from the recipe's seed.
"""

from pickle import UnpicklingError

import torch

from ..faces import DataError

CHECKPOINT = "checkpoint.pt"
PARTS = ("network", "average", "optimizer")


def write_checkpoint(path, run):
    """Write a run's state; the file is whole or the former one."""
    state = {name: getattr(run.learner, name).state_dict() for name in (*PARTS, "scaler")}
    state |= {"epoch": run.epoch, "step": run.step, "history": run.history, "best": run.best}
    new = path.with_suffix(".new")
    torch.save(state, new)
    new.replace(path)


def read_checkpoint(path, device="cpu"):
    """The state in a checkpoint; DataError if it is none."""
    try:
        state = torch.load(path, map_location=device, weights_only=True)
        missing = [name for name in (*PARTS, "epoch", "step", "history") if name not in state]
    except (RuntimeError, ValueError, EOFError, OSError, TypeError, UnpicklingError) as error:
        raise DataError(
            f"{path} is no checkpoint, or was not written to its end: delete it to begin anew"
        ) from error
    if missing:
        raise DataError(f"{path} is no checkpoint of a run: {', '.join(missing)} missing")
    return state


def take_up(run, state):
    """Put a checkpoint's state into a run."""
    for name in PARTS:
        getattr(run.learner, name).load_state_dict(state[name])
    if state.get("scaler"):
        run.learner.scaler.load_state_dict(state["scaler"])
    run.epoch, run.step, run.history = state["epoch"], state["step"], state["history"]
    run.best = state.get("best")


def averaged(state):
    """The weights that a checkpoint's run results in: the average's, by the network's names."""
    return {
        name.removeprefix("module."): value
        for name, value in state["average"].items()
        if name.startswith("module.")
    }
