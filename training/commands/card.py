"""``card``: add to a model's card what was measured on the finished model."""

import argparse
from argparse import ArgumentParser, Namespace

EXAMPLE = """
The figures are those of the very weights in FOLDER, measured as the site reads faces:
  python -m bench.acted POSED --model scoring/weights/reon-b0 --json acted.json
  python -m bench.stills FILM --model scoring/weights/reon-b0 --json stills.json
  python -m training card scoring/weights/reon-b0 --acted acted.json --stills stills.json
"""


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    parser.add_argument("folder", metavar="FOLDER", help="folder of a model")
    parser.add_argument("--acted", nargs="+", default=(), metavar="JSON", help="of bench.acted")
    parser.add_argument("--stills", nargs="+", default=(), metavar="JSON", help="of bench.stills")


def run(options: Namespace) -> None:
    """Write the card anew."""
    from ..export.measured import add_figures

    card = add_figures(options.folder, options.acted, options.stills)
    print(
        f"{card['name']}: {len(card.get('acted', []))} acted, {len(card.get('stills', []))} stills"
    )
