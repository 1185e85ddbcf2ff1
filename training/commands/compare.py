"""``compare``: a table of kept runs."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter

EXAMPLE = """
example: python -m training compare runs
Figures are those of the validation part. Curves: tensorboard --logdir runs
"""


def arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    parser.add_argument(
        "runs", nargs="*", default=["runs"], help="folders of runs, or one that holds them (runs)"
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def run(options: Namespace) -> None:
    """Print the table."""
    import json

    from ..runs.compare import find_runs, summary, table

    rows = [summary(folder) for folder in find_runs(options.runs)]
    print(json.dumps(rows, indent=1) if options.json else table(rows))
