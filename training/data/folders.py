"""Any set of pictures that lie in a folder per class.

Layout, with or without the level of the parts, and with whatever lies below the classes::

    ROOT/[train|valid|test/]CLASS/**/*.{png,jpg,...}

Folder names that spell one of the seven basic labels (angry, happy, sad ...) become that label
where ``labels`` is 'fer'; by default a set keeps its own names. Who is seen, and in which video,
can be read from the path below ROOT with a regular expression: its first group, or the whole
match, is the name. ``--person '(s\\d+)_'`` takes ``s012`` from ``train/happy/s012_3.png``.
"""

import re

from training.faces import DataError

from .dataset import PARTS, DataSet, Sample, need, one_hot, pictures_under
from .labels import SETS, way


def read(root, person=None, video=None, name="folders", labels=None, licence="unknown"):
    """Read pictures by class folder.

    Parameters
    ----------
    root : path
    person, video : str, optional
        Regular expressions on a picture's path below the root.
    name, licence : str
        What to call the set.
    labels : str, optional
        A label set that the folder names are to be brought to, e.g. 'fer'.

    Returns
    -------
    DataSet
    """
    root = need(root, "give a folder with one folder per class")
    patterns = _compiled(person), _compiled(video)
    found = []
    for path in pictures_under(root):
        steps = path.relative_to(root).parts
        part = PARTS.get(steps[0].lower())
        inside = steps[1:] if part else steps
        if len(inside) > 1:
            found.append((path, part, inside[0]))
    folders = sorted({folder for *_, folder in found})
    classes, place = _classes(folders, labels)
    samples = []
    for path, part, folder in found:
        below = path.relative_to(root).as_posix()
        who, where = (pattern and _first(pattern, below) for pattern in patterns)
        votes = one_hot(place[folder], len(classes))
        samples.append(Sample(below, votes, path, part=part, person=who, video=where))
    return DataSet(name, classes, samples, licence)


def _classes(folders, labels):
    """The set's classes, and the class index of each folder."""
    if labels is None:
        return tuple(folders), {folder: index for index, folder in enumerate(folders)}
    return SETS[labels], dict(zip(folders, way(folders, labels), strict=True))


def _compiled(pattern):
    try:
        return re.compile(pattern) if pattern else None
    except re.error as error:
        raise DataError(f"{pattern!r} is no regular expression: {error}") from None


def _first(pattern, text):
    match = pattern.search(text)
    return match and (match.group(1) if pattern.groups else match.group())
