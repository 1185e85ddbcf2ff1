"""Command line of the library: ``python -m scoring track|score|calibrate|models``.

Exit codes: 0 done, 1 the input was refused, 2 the command was not understood.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from .errors import ScoringError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

LAYOUT = """\
The CSV has a header row and one rating (0 to 100) per row, in the column `rating`, and with it
  share            0 to 1, of a result; a column `take` may say which ratings are of one take
  or result        a JSON file that `score --json` printed
  or reference, take   two tracks (.npz) or videos
Files are looked up in the CSV's folder. At least 8 ratings are needed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    options = parser().parse_args(arguments)
    try:
        module, function = options.run
        getattr(import_module(f"scoring.commands.{module}"), function)(options)
        sys.stdout.flush()
    except ScoringError as error:
        return refuse(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return refuse(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "))
    except KeyboardInterrupt:
        return refuse("stopped")
    return 0


def refuse(error: object) -> int:
    """Print a reason as one line on stderr."""
    print(f"scoring: {' '.join(str(error).split())}", file=sys.stderr)
    return 1


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(
        prog="python -m scoring", description="How closely one facial performance matches another."
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    track = commands.add_parser("track", help="follow the face in a video, save its emotions")
    track.add_argument("video")
    track.add_argument("-o", "--out", help="file of the track (default: the video's name .npz)")
    track.add_argument(
        "--features",
        action="store_true",
        help="keep each face's features too, and valence and arousal where the model has them",
    )
    track.set_defaults(run=("track", "run"))

    score = commands.add_parser("score", help="compare a take with a reference")
    score.add_argument("reference", help="a video, or a track saved by `track` (.npz)")
    score.add_argument("take", help="a video, or a track saved by `track` (.npz)")
    score.add_argument("--json", action="store_true", help="print the complete result as JSON")
    score.add_argument("--script", metavar="FILE", help="the clip's lines, .srt or .vtt")
    score.add_argument("--chart", metavar="FILE", help="draw curves and timing, .png or .svg")
    score.add_argument("--video", metavar="MP4", help="film both side by side, frames matched")
    score.set_defaults(run=("score", "run"))

    calibrate = commands.add_parser(
        "calibrate",
        help="fit the scores to people's ratings",
        description="Fit the curve from share to points to ratings, and say what that is worth.",
        epilog=LAYOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    calibrate.add_argument("ratings", help="a CSV file")
    calibrate.add_argument("--out", metavar="JSON", help="write the mapping, for REON_MAPPING")
    calibrate.set_defaults(run=("calibrate", "run"))
    for command in (track, score, calibrate):
        add_analysis_options(command)

    add_model_commands(commands)
    return top


def add_analysis_options(command: argparse.ArgumentParser) -> None:
    """The options of the commands that analyse videos."""
    command.add_argument("--model", help="name of an installed model (default: reon-b0)")
    command.add_argument("--backend", choices=("auto", "onnx", "torch"), default="auto")
    command.add_argument("--detector", choices=("mediapipe", "haar"), default="mediapipe")
    command.add_argument("--rate", type=rate, default=10.0, help="frames per second (%(default)s)")


def rate(text: str) -> float:
    """A sampling rate from the command line."""
    value = float(text)
    if not 1 <= value <= 60:
        raise argparse.ArgumentTypeError(f"{text} is not between 1 and 60")
    return value


def add_model_commands(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands of ``models``."""
    models = commands.add_parser("models", help="list, add and convert models")
    models.set_defaults(run=("models", "show"))
    actions = models.add_subparsers(metavar="ACTION")

    fetch = actions.add_parser("fetch", help="fetch the face detector's file")
    fetch.set_defaults(run=("models", "fetch"))

    add = actions.add_parser("add", help="add weights of your own with their labels")
    add.add_argument("name")
    add.add_argument("file", help="a state_dict (.pt, .pth, .safetensors) or an .onnx file")
    add.add_argument("--labels", required=True, help="a,b,… as the outputs; one: neutral")
    add.add_argument("--architecture", default="efficientnet_b0", help="timm name (%(default)s)")
    add.add_argument("--size", type=int, default=224, help="input side in pixels (%(default)s)")
    add.add_argument("--detail", type=int, help="reduce faces to this side first")
    add.add_argument("--grey", action="store_true", help="the model learnt from grey faces")
    add.add_argument("--mean", type=float, nargs=3, help="of RGB in [0, 1]")
    add.add_argument("--std", type=float, nargs=3, help="of RGB in [0, 1]")
    add.add_argument("--scale", type=float, help="crop side in box heights")
    add.add_argument("--shift", type=float, help="how far the crop is moved up, in box heights")
    add.add_argument("--licence", default="unknown", help="of the weights, for the card")
    add.set_defaults(run=("models", "add"))

    convert = actions.add_parser("convert", help="convert a known HSEmotion file (enet_b0_7.pt)")
    convert.add_argument("file")
    convert.add_argument("--name", help="default: the file's own name")
    convert.set_defaults(run=("models", "convert"))


if __name__ == "__main__":
    sys.exit(main())
