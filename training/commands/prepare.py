"""``prepare``: from a data set's files to a cache of faces, report.json and report.html."""

import os
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter

HELP = """
The cache in OUT is what audit, train and evaluate read. Beside it are report.json (figures, every
dropped picture with its reason) and report.html (the same as a page). Repeat an interrupted call
to resume it.

examples:
  python -m training prepare ferplus data/ferplus --as-is --out cache/ferplus
  python -m training prepare rafdb data/RAF-DB --out cache/rafdb --size 112
  python -m training prepare folders photos --out cache/photos --person '(s\\d+)_' --labels fer
  python -m training prepare aihub data/aihub --out cache/aihub --grey
  python -m training prepare aihub data/aihub --out cache/mixed --labels fer \\
      --drop embarrassment hurt
"""


def arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    from ..data import READERS

    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = HELP
    parser.add_argument("set", choices=READERS, metavar="SET", help=f"{', '.join(READERS)}")
    parser.add_argument("root", metavar="ROOT", help="folder (or file) of the data set")
    parser.add_argument("--out", required=True, help="folder of the cache")
    parser.add_argument("--size", type=int, help="side of a stored face in pixels (112)")
    parser.add_argument("--grey", action="store_true", default=None, help="store grey faces")
    parser.add_argument(
        "--as-is", action="store_true", help="the pictures are faces already: store them uncut"
    )
    parser.add_argument("--detector", default="mediapipe", help="mediapipe or haar")
    parser.add_argument("--labels", help="map the labels to this set: fer, aihub; own: keep")
    parser.add_argument(
        "--drop", nargs="+", default=(), metavar="CLASS", help="classes to leave out"
    )
    parser.add_argument("--person", help="folders: regular expression that finds the person")
    parser.add_argument("--video", help="folders: regular expression that finds the video")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes")
    parser.add_argument("--limit", type=int, help="only so many pictures, evenly spaced")
    parser.add_argument("--again", action="store_true", help="even if it is prepared already")


def run(options: Namespace) -> None:
    """Prepare a data set; the last line says where the report is."""
    from ..prepare.run import PrepareOptions, prepare_set

    _check(options)
    patterns = {"person": options.person, "video": options.video}
    how = PrepareOptions(
        reading={name: value for name, value in patterns.items() if value},
        labels=options.labels,
        drop=tuple(options.drop),
        cutting={
            "size": options.size,
            "grey": options.grey,
            "as_is": options.as_is,
            "detector": options.detector,
        },
        workers=options.workers,
        limit=options.limit,
        again=options.again,
    )
    print(prepare_set(options.set, options.root, options.out, how))


def _check(options: Namespace) -> None:
    if (options.person or options.video) and options.set != "folders":
        raise ValueError(f"--person and --video are for folders; {options.set} knows its people")
    for name in ("size", "workers", "limit"):
        value = getattr(options, name)
        if value is not None and value < 1:
            raise ValueError(f"--{name} is {value}: give at least 1")
