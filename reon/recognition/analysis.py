"""From a stored video to a stored track; only workers come here."""

import io
from functools import lru_cache

from django.conf import settings
from django.core.files.base import ContentFile

from reon.media.checks import on_disk
from scoring.models.registry import get_model, installed
from scoring.track import load_track


def track_of(field_file, model_name, report, target=None):
    """Analyse a stored video.

    Parameters
    ----------
    field_file : FieldFile
    model_name : str
        Empty for the default model.
    report : callable
        ``report(stage, fraction)``.
    target : (float, float, float), optional
        The face to follow: seconds, and the point as parts of the picture.

    Returns
    -------
    scoring.track.Track
    """
    from scoring.analysis.analyse import analyse_video

    with on_disk(field_file) as path:
        return analyse_video(
            path,
            classifier(model_name),
            rate=settings.REON_SAMPLING_RATE,
            progress=report,
            target=target,
        )


def read_track(field_file):
    """A stored track."""
    with field_file.open("rb") as stored:
        return load_track(io.BytesIO(stored.read()))


def track_file(track):
    """A track as a file to store."""
    packed = io.BytesIO()
    track.save(packed)
    return ContentFile(packed.getvalue(), "track.npz")


def classifier(model_name):
    """The classifier of a model, loaded once per process and version."""
    model = get_model(model_name or None)
    return _load(model.name, model.hash)


def is_of_installed(track):
    """Whether the weights that made a track are still the ones installed under their name.

    A track of a model that is not installed at all is taken as it is: nothing could replace it.
    """
    model = installed().get(track.model)
    return model is None or model.hash == track.model_hash


@lru_cache(maxsize=2)
def _load(name, model_hash):
    from scoring.models.classifier import load_classifier

    return load_classifier(get_model(name))
