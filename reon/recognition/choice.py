"""Choosing the active model, and bringing the clips to it."""

from reon.clips.models import Clip
from reon.clips.services import clip_analyse
from reon.media.errors import Refused
from reon.recognition.installed import installed_models
from reon.recognition.models import ActiveModel


def active_model():
    """Name of the model for new analyses; the environment's or the default while none is chosen.

    It may be one that is not installed any more: whoever loads it says so.
    """
    row = ActiveModel.objects.filter(pk=1).first()
    return row.name if row else next(iter(installed_models()), "")


def model_activate(*, name, user):
    """Make an installed model the active one; stored scores and tracks stay as they are.

    Raises
    ------
    Refused
        If it is not installed.
    """
    if name not in installed_models():
        raise Refused("bad_model")
    ActiveModel.objects.update_or_create(pk=1, defaults={"name": name, "chosen_by": user})


def clips_of_others():
    """Clips whose track is of another model than the active one."""
    return Clip.objects.exclude(track="").exclude(model_name=active_model())


def clips_bring_over():
    """Queue the clips of other models for analysis by the active one.

    Returns
    -------
    int
        How many were queued; one that is waiting or running already is left alone.
    """
    queued = 0
    for clip in clips_of_others():
        try:
            clip_analyse(clip=clip, wanted_model="")
        except Refused:
            continue
        queued += 1
    return queued
