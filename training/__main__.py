"""Command line of the training toolkit: ``python -m training VERB --help``."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from scoring.errors import ScoringError

# Read once, when the process starts. Large blocks kept by glibc's allocator make torch on a CPU
# several times faster; threads that sleep while they wait leave a shared machine's cores to others,
# where threads that spin made small batches ten times slower.
SETTINGS = {
    "MALLOC_MMAP_THRESHOLD_": "4294967296",
    "MALLOC_TRIM_THRESHOLD_": "8589934592",
    "OMP_WAIT_POLICY": "PASSIVE",
}
HEAVY = ("train", "evaluate")

VERBS = {
    "prepare": "read a data set, find and crop its faces, report what was dropped",
    "audit": "look for people, videos and pictures that leak between the parts",
    "train": "train a model as a recipe says; an interrupted run is resumed",
    "evaluate": "measure a model: figures, calibration, groups, latency",
    "compare": "print a table of kept runs",
    "export": "turn a run into a model that the site can install",
    "card": "add to a model's card what was measured on the finished model",
    "features": "describe clips by their tracks and features",
}


def main(given: Sequence[str] | None = None) -> None:
    """Run one command; a ValueError or ScoringError ends it with one line."""
    given = sys.argv[1:] if given is None else given
    arguments = parser(given[0] if given else None).parse_args(given)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        sys.exit(arguments.run(arguments))
    except (ValueError, ScoringError) as error:
        sys.exit(f"training: {error}")


def parser(chosen: str | None = None) -> argparse.ArgumentParser:
    """The command line; only the chosen command's module is imported."""
    top = argparse.ArgumentParser(prog="python -m training", description="Train expression models.")
    verbs = top.add_subparsers(metavar="VERB", required=True)
    for verb, purpose in VERBS.items():
        module = f"training.commands.{verb}"
        if find_spec(module) is None:
            continue
        below = verbs.add_parser(verb, help=purpose, description=f"{purpose.capitalize()}.")
        if verb == chosen:
            command = import_module(module)
            command.arguments(below)
            below.set_defaults(run=command.run)
    return top


def restart_with_settings() -> None:
    """Restart this program with `SETTINGS`, if the command gains from them."""
    if sys.argv[1:2] and sys.argv[1] in HEAVY and not SETTINGS.items() <= os.environ.items():
        command = [sys.executable, "-m", "training", *sys.argv[1:]]
        os.execve(sys.executable, command, os.environ | SETTINGS)


if __name__ == "__main__":
    restart_with_settings()
    main()
