"""Readers of data sets: each turns files in one layout into a `DataSet`."""

from . import affectnet, aihub, ckplus, fer2013, ferplus, folders, rafdb
from .dataset import DataSet, Sample

READERS = {
    "ferplus": ferplus.read,
    "fer2013-folders": fer2013.read_folders,
    "fer2013-csv": fer2013.read_csv,
    "folders": folders.read,
    "affectnet": affectnet.read,
    "rafdb": rafdb.read,
    "ckplus": ckplus.read,
    "aihub": aihub.read,
}
#: Label set, and classes to leave out for it, where a set is not taken with its own labels.
USUAL = {"ferplus": ("fer", ("contempt",))}

__all__ = ["READERS", "USUAL", "DataSet", "Sample"]
