"""Names of stored files: chosen by the server, saying nothing about who sent what."""

import uuid
from pathlib import PurePath

from django.db.models import Model
from django.utils.deconstruct import deconstructible

SUFFIXES = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".jpg": "image/jpeg",
    ".npz": "application/octet-stream",
}


@deconstructible
class RandomName:
    """`upload_to` of a file field: a random name in a folder, with a known suffix only."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance: Model, filename: str) -> str:
        suffix = PurePath(filename).suffix.lower()
        return f"{self.folder}/{uuid.uuid4().hex}{suffix if suffix in SUFFIXES else '.bin'}"


def content_type(name: str) -> str:
    """The type of a stored file, by the suffix that the server gave it."""
    return SUFFIXES.get(PurePath(name).suffix, "application/octet-stream")
