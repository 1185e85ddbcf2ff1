"""``python -m training compare``: kept runs side by side."""

EXAMPLE = """
example: python -m training compare runs
Figures are those of the validation part. Curves: tensorboard --logdir runs
"""


def arguments(parser):
    import argparse

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    parser.add_argument(
        "runs", nargs="*", default=["runs"], help="folders of runs, or one that holds them (runs)"
    )
    parser.add_argument("--json", action="store_true", help="for programs")


def run(given):
    import json

    from ..runs.compare import find_runs, summary, table

    rows = [summary(folder) for folder in find_runs(given.runs)]
    print(json.dumps(rows, indent=1) if given.json else table(rows))
