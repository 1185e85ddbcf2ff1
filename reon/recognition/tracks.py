"""Stored tracks."""

import io

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from scoring.track import Track, load_track


def read_track(field_file: FieldFile) -> Track:
    """A stored track."""
    with field_file.open("rb") as stored:
        return load_track(io.BytesIO(stored.read()))


def track_file(track: Track) -> ContentFile:
    """A track as a file to store."""
    packed = io.BytesIO()
    track.save(packed)
    return ContentFile(packed.getvalue(), "track.npz")
