"""Any set of pictures sorted into a folder for each class.

Layout; the level of the parts may be missing, and pictures may lie in folders of any depth::

    ROOT/[train|valid|test/]CLASS/**/*.{png,jpg,...}

With ``labels`` 'fer', folder names that spell one of the seven basic labels (angry, happy, sad
...) become that label; by default a set keeps its own names. Who is seen, and in which video, can
be read from the path below ROOT with a regular expression: its first group, or else the entire
match, is the name. ``--person '(s\\d+)_'`` takes ``s012`` from ``train/happy/s012_3.png``.
"""

import re
from collections.abc import Sequence

from scoring.types import FilePath

from ..faces import DataError
from .dataset import PARTS, DataSet, Sample, one_hot, pictures_under, require
from .labels import SETS, class_indices


def read(
    root: FilePath,
    person: str | None = None,
    video: str | None = None,
    name: str = "folders",
    labels: str | None = None,
    licence: str = "unknown",
) -> DataSet:
    """Read pictures by class folder.

    Parameters
    ----------
    person, video
        Regular expressions for a picture's path below the root.
    labels
        A label set to map the folder names to, such as 'fer'.
    """
    root = require(root, "give a folder with one folder per class")
    person_pattern, video_pattern = _compiled(person), _compiled(video)
    found = []
    for path in pictures_under(root):
        steps = path.relative_to(root).parts
        part = PARTS.get(steps[0].lower())
        inside = steps[1:] if part else steps
        if len(inside) > 1:
            found.append((path, part, inside[0]))
    folders = sorted({folder for *_, folder in found})
    classes, index_of = _classes(folders, labels)
    samples = []
    for path, part, folder in found:
        below = path.relative_to(root).as_posix()
        sample = Sample(
            below,
            one_hot(index_of[folder], len(classes)),
            path,
            part=part,
            person=_match(person_pattern, below),
            video=_match(video_pattern, below),
        )
        samples.append(sample)
    return DataSet(name, classes, samples, licence)


def _classes(folders: Sequence[str], labels: str | None) -> tuple[tuple[str, ...], dict[str, int]]:
    """The set's classes, and the class index of each folder."""
    if labels is None:
        return tuple(folders), {folder: index for index, folder in enumerate(folders)}
    indices = class_indices(folders, labels)
    return SETS[labels], {
        folder: index for folder, index in zip(folders, indices, strict=True) if index is not None
    }


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern) if pattern else None
    except re.error as error:
        raise DataError(f"{pattern!r} is not a regular expression: {error}") from None


def _match(pattern: re.Pattern[str] | None, text: str) -> str | None:
    """The first group of a match, or else the entire match; None where there is none."""
    found = pattern.search(text) if pattern else None
    return found and found.group(1 if found.re.groups else 0)
