"""``python -m training audit``: do the parts of a data set share anything?"""

from pathlib import Path

EXAMPLE = """
examples: python -m training audit var/faces/mine
          python -m training audit var/faces/mine --split person --keep
          python -m training audit var/faces/ferplus var/faces/rafdb
Exit code 1 with a table where something leaks, 0 where nothing does.
"""


def arguments(parser):
    import argparse

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    parser.add_argument(
        "data",
        nargs="+",
        help="folder that prepare wrote, or the root of FER+; of several, all together",
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


def run(given):
    from ..audit import audit, blind_spots, table
    from ..splits import split

    faces = open_all(given.data)
    if given.split != "official":
        faces = split(faces, given.split, {"valid": given.valid, "test": given.test}, given.seed)
    for name in sorted({part for part in faces.parts if part}):
        print(f"{name}: {faces.parts.count(name)} faces")
    for sentence in blind_spots(faces):
        print(f"note: {sentence}")
    if given.keep:
        keep(given, faces)
    leaks = audit(faces, near=not given.exact)
    if not leaks:
        print("no leak found")
        return 0
    print(f"{len(leaks)} leaks between the parts\n\n{table(leaks)}")
    return 1


def open_all(folders):
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


def keep(given, faces):
    """Write new parts into prepared data, where all later verbs find them."""
    from ..faces import TABLE, DataError, write_table

    if given.split == "official":
        raise DataError("--keep writes new parts: say with --split how to divide")
    if len(given.data) > 1:
        raise DataError("--keep writes new parts into one folder: divide each set by itself")
    folder = Path(given.data[0])
    if not (folder / TABLE).is_file():
        raise DataError(f"{folder} is not prepared, so nothing can be kept in it: prepare it")
    write_table(folder, faces)
    print(f"parts by {given.split} (seed {given.seed}) kept in {folder}")
