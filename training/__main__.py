"""Command line of the training toolkit: ``python -m training VERB --help``."""

import argparse
import logging
import os
import sys
from importlib import import_module
from importlib.util import find_spec

from scoring.errors import ScoringError

# Read once, when the process starts. Large blocks kept by glibc's allocator make torch on a CPU
# several times faster; threads that wait asleep leave a shared machine's cores to their fellows,
# where those that spin made small batches ten times slower.
SETTINGS = {
    "MALLOC_MMAP_THRESHOLD_": "4294967296",
    "MALLOC_TRIM_THRESHOLD_": "8589934592",
    "OMP_WAIT_POLICY": "PASSIVE",
}
HEAVY = ("train", "evaluate")

VERBS = {
    "prepare": "read a data set, find and crop its faces, report what was dropped",
    "audit": "look for people, videos and pictures that leak between the parts",
    "train": "train a model as a recipe says; an interrupted run goes on",
    "evaluate": "measure a model: figures, calibration, groups, latency",
    "compare": "print a table of kept runs",
    "export": "turn a run into a model that the site can install",
    "card": "add to a model's card what was measured on the finished model",
    "features": "describe clips by their tracks and features",
}


def main(given=None):
    """Run one verb; a ValueError or ScoringError ends it with one line."""
    given = sys.argv[1:] if given is None else given
    arguments = parser(given[0] if given else None).parse_args(given)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        sys.exit(arguments.run(arguments))
    except (ValueError, ScoringError) as error:
        sys.exit(f"training: {error}")


def parser(chosen=None):
    """The command line; only the chosen verb's file is imported."""
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


def with_settings():
    """Start this program anew with `SETTINGS`, where the verb gains from them."""
    if sys.argv[1:2] and sys.argv[1] in HEAVY and not SETTINGS.items() <= os.environ.items():
        command = [sys.executable, "-m", "training", *sys.argv[1:]]
        os.execve(sys.executable, command, os.environ | SETTINGS)


if __name__ == "__main__":
    with_settings()
    main()
