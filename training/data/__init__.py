"""Readers of data sets: each turns files in one layout into a `DataSet`."""

from collections.abc import Callable

from . import affectnet, aihub, ckplus, fer2013, ferplus, folders, rafdb
from .dataset import DataSet, Sample

READERS: dict[str, Callable[..., DataSet]] = {
    "ferplus": ferplus.read,
    "fer2013-folders": fer2013.read_folders,
    "fer2013-csv": fer2013.read_csv,
    "folders": folders.read,
    "affectnet": affectnet.read,
    "rafdb": rafdb.read,
    "ckplus": ckplus.read,
    "aihub": aihub.read,
}
#: The label set that some data are mapped to by default, and the classes dropped for it.
DEFAULT_LABELS: dict[str, tuple[str, tuple[str, ...]]] = {"ferplus": ("fer", ("contempt",))}

__all__ = ["DEFAULT_LABELS", "READERS", "DataSet", "Sample"]
