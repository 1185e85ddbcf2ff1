"""From a stored video to a track; only workers load this."""

from functools import lru_cache

from django.conf import settings
from django.core.files import File

from reon.media.checks import on_disk
from reon.worker import Report
from scoring.analysis.analyse import analyse_video
from scoring.models.classifier import Classifier, load_classifier
from scoring.models.registry import get_model, installed
from scoring.track import Track


def track_of(
    video: File,
    model_name: str,
    report: Report,
    target: tuple[float, float, float] | None = None,
) -> Track:
    """Analyse a stored video.

    Parameters
    ----------
    video
    model_name
        Empty for the default model.
    report
        Takes the stage and the progress.
    target
        The face to follow: seconds, and the point as shares of the picture.
    """
    with on_disk(video) as path:
        return analyse_video(
            path,
            classifier(model_name),
            rate=settings.REON_SAMPLING_RATE,
            progress=report,
            target=target,
        )


def classifier(model_name: str) -> Classifier:
    """The classifier of a model, loaded once per process and version."""
    model = get_model(model_name or None)
    return _load(model.name, model.hash)


def has_installed_weights(track: Track) -> bool:
    """Whether the weights that made a track are still the ones installed under their name.

    A track of a model that is not installed counts as current: nothing could replace it.
    """
    model = installed().get(track.model)
    return model is None or model.hash == track.model_hash


@lru_cache(maxsize=2)
def _load(name: str, model_hash: str) -> Classifier:
    return load_classifier(get_model(name))
