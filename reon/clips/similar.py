"""Clips like this one: nearest by the statistics of their emotions."""

import numpy as np

from reon.clips.models import Clip
from reon.clips.selectors import clip_list

SHOWN = 4
LEAST_SPREAD = 0.02  # so that numbers which hardly differ between clips do not decide


def similar_clips(*, clip, user, count=SHOWN):
    """Published clips whose emotions move most like those of a clip, nearest first.

    Only clips of the same label set are compared; a clip that has not been described has none.

    Parameters
    ----------
    clip : Clip
    user : User or AnonymousUser
        Whose best scores the clips carry.
    count : int

    Returns
    -------
    list of Clip
    """
    described = Clip.objects.published().exclude(pk=clip.pk).values_list("pk", "descriptor")
    others = [(pk, other) for pk, other in described if other.keys() == clip.descriptor.keys()]
    if not others or not clip.descriptor:
        return []
    order = np.argsort(distances(clip.descriptor, [other for _, other in others]), kind="stable")
    nearest = [others[place][0] for place in order[:count]]
    found = {other.pk: other for other in clip_list(user=user).filter(pk__in=nearest)}
    return [found[pk] for pk in nearest if pk in found]


def distances(descriptor, others):
    """Standardised distance of a descriptor to others that have the same names.

    Each number is divided by its standard deviation over all of them, the distance is the root
    of the mean of the squared differences.

    Returns
    -------
    ndarray of float, shape (N,)
    """
    names = list(descriptor)
    rows = np.array([[each[name] for name in names] for each in (descriptor, *others)])
    spread = np.maximum(rows.std(axis=0), LEAST_SPREAD)
    return np.sqrt(np.mean(((rows[1:] - rows[0]) / spread) ** 2, axis=1))
