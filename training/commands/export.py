"""``export``: a run becomes a calibrated model folder with its card."""

import argparse
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..export.calibrate import Balance


def arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "runs",
        metavar="RUN",
        nargs="+",
        help="folder of a run, or an installed model's name; of several, the mean of their weights",
    )
    parser.add_argument("--data", required=True, help="prepared faces, or FER+ as published")
    parser.add_argument("--name", required=True, help="name of the model")
    parser.add_argument("--out", required=True, help="folder of models, such as scoring/weights")
    parser.add_argument("--size", type=int, help="input side in pixels (default: the run's last)")
    parser.add_argument(
        "--mirrored",
        action=argparse.BooleanOptionalAction,
        help="average each face with its mirror image (default: as the run did)",
    )
    parser.add_argument(
        "--balance",
        default="auto",
        help="shift towards mean recall, 0 to 1; auto: chosen on the validation part",
    )
    parser.add_argument(
        "--no-calibration", action="store_true", help="leave the probabilities as they are"
    )
    parser.add_argument(
        "--sizes", type=int, nargs="*", help="input sizes of the card's curve (none: no curve)"
    )
    parser.add_argument(
        "--size-runs",
        nargs="+",
        default=(),
        metavar="RUN",
        help="runs that differ only in their input size: the card's curve is theirs",
    )
    parser.add_argument("--device", help="the machine that made the weights, for the card")
    parser.add_argument(
        "--command", dest="made_by", help="the command that made the weights, for the card"
    )
    parser.add_argument("--data-name", help="the data's name, for the card")
    parser.add_argument("--data-licence", help="what may be done with the data, for the card")
    parser.add_argument("--licence", help="of the weights (default Apache-2.0)")


def run(options: Namespace) -> None:
    """Export, and print the figures."""
    from ..evaluation.sizes import SIZES
    from ..export.card_tables import percent
    from ..export.model import ExportOptions, export
    from ..export.provenance import CardDetails

    details = CardDetails(
        device=options.device,
        command=options.made_by,
        data_name=options.data_name,
        data_licence=options.data_licence,
        licence=options.licence,
    )
    how = ExportOptions(
        size=options.size,
        mirrored=options.mirrored,
        balance=None if options.no_calibration else parse_balance(options.balance),
        sizes=SIZES if options.sizes is None else options.sizes,
        size_runs=options.size_runs,
        details=details,
    )
    card = export(options.runs, options.data, options.out, options.name, how)
    figures, folder = card["figures"], Path(options.out) / options.name
    print(f"{card['name']} in {folder}: {', '.join(card['files'])}")
    print(f"  accuracy          {percent(figures['accuracy'])}")
    print(f"  mean recall       {percent(figures['mean_recall'])}")
    print(f"  calibration error {figures['calibration_error']:.3f}")
    for kind, entry in card["smaller_files"].items():
        status = "kept" if entry["kept"] else "refused"
        print(f"  {kind}: {status}, largest difference {entry['largest']:.4f}")


def parse_balance(text: str) -> "Balance":
    """'auto' or a number from 0 to 1."""
    if text == "auto":
        return "auto"
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ValueError(f"--balance is {text}: give a number from 0 to 1, or auto")
    return value
