"""``audit``: do the parts of a data set share anything?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..faces import Faces

EXAMPLE = """
examples: python -m training audit var/faces/mine
          python -m training audit var/faces/mine --split person --keep
          python -m training audit var/faces/ferplus var/faces/rafdb
The exit code is 1, with a table, if something leaks, else 0.
"""


def arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    parser.add_argument(
        "data",
        nargs="+",
        help="folder that prepare wrote, or the root of FER+; several are joined",
    )
    parser.add_argument(
        "--split",
        choices=("official", "person", "video", "group", "random"),
        default="official",
        help="audit these parts instead of the data's own (%(default)s)",
    )
    for part in ("valid", "test"):
        parser.add_argument(
            f"--{part}", type=float, default=0.1, help=f"share of a new {part} part (%(default)s)"
        )
    parser.add_argument("--keep", action="store_true", help="write the new parts into DATA")
    parser.add_argument("--seed", type=int, default=1, help="of a new split (%(default)s)")
    parser.add_argument("--exact", action="store_true", help="leave out near-duplicate pictures")


def run(options: Namespace) -> int:
    """Print what leaks; returns the exit code."""
    from ..audit import audit, limitations, table
    from ..splits import split

    faces = open_all(options.data)
    if options.split != "official":
        faces = split(
            faces, options.split, {"valid": options.valid, "test": options.test}, options.seed
        )
    for name in sorted({part for part in faces.parts if part}):
        print(f"{name}: {faces.parts.count(name)} faces")
    for sentence in limitations(faces):
        print(f"note: {sentence}")
    if options.keep:
        keep(options, faces)
    leaks = audit(faces, near=not options.exact)
    if not leaks:
        print("no leak found")
        return 0
    print(f"{len(leaks)} leaks between the parts\n\n{table(leaks)}")
    return 1


def open_all(folders: Sequence[str]) -> Faces:
    """The faces of one folder, or of several as one."""
    from ..data.joined import join
    from ..evaluation.given import open_faces
    from ..recipes.options import SetOptions

    opened = [open_faces(folder, "all") for folder in folders]
    if len(opened) == 1:
        return opened[0]
    return join(
        [
            (SetOptions(name=Path(folder).resolve().name), faces)
            for folder, faces in zip(folders, opened, strict=True)
        ]
    )


def keep(options: Namespace, faces: Faces) -> None:
    """Write new parts into prepared data, for all later commands."""
    from ..faces import TABLE, DataError, write_table

    if options.split == "official":
        raise DataError("--keep writes new parts: say with --split how to make them")
    if len(options.data) > 1:
        raise DataError("--keep writes new parts into one folder: split each set by itself")
    folder = Path(options.data[0])
    if not (folder / TABLE).is_file():
        raise DataError(f"{folder} is not prepared, so new parts cannot be written: prepare it")
    write_table(folder, faces)
    print(f"parts by {options.split} (seed {options.seed}) kept in {folder}")
