"""``export``: a run becomes a calibrated model folder with its card."""

import argparse
from pathlib import Path


def arguments(parser):
    """What the verb takes."""
    parser.add_argument(
        "given",
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
        help="read each face and its mirror image, and take the mean (default: as it was)",
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
        help="runs that differ in their input size only: the card's curve is theirs",
    )
    parser.add_argument("--device", help="what made the weights, for the card")
    parser.add_argument(
        "--command", dest="made_by", help="the command that made the weights, for the card"
    )
    parser.add_argument("--data-name", help="the data's name, for the card")
    parser.add_argument("--data-licence", help="what may be done with the data, for the card")
    parser.add_argument("--licence", help="of the weights (default Apache-2.0)")


def run(options):
    """Export, and print the figures."""
    from ..evaluation.sizes import SIZES
    from ..export.card_tables import percent
    from ..export.model import export

    about = {**vars(options), "command": options.made_by}
    card = export(
        options.given,
        options.data,
        options.out,
        options.name,
        options.size,
        None if options.no_calibration else balance(options.balance),
        about,
        SIZES if options.sizes is None else tuple(options.sizes),
        options.mirrored,
        options.size_runs,
    )
    figures, folder = card["figures"], Path(options.out) / options.name
    print(f"{card['name']} in {folder}: {', '.join(card['files'])}")
    print(f"  accuracy          {percent(figures['accuracy'])}")
    print(f"  mean recall       {percent(figures['mean_recall'])}")
    print(f"  calibration error {figures['calibration_error']:.3f}")
    for kind, told in card["smaller_files"].items():
        fate = "kept" if told["kept"] else "refused"
        print(f"  {kind}: {fate}, largest difference {told['largest']:.4f}")


def balance(text):
    """'auto' or a number from 0 to 1."""
    if text == "auto":
        return text
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ValueError(f"--balance is {text}: give a number from 0 to 1, or auto")
    return value
