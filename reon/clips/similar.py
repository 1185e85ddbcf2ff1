"""Clips like this one: nearest by the statistics of their emotions."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reon.clips.models import Clip
from reon.clips.selectors import clip_list
from reon.types import Visitor

SHOWN = 4
LEAST_SPREAD = 0.02  # so that numbers which hardly differ between clips do not decide


def similar_clips(*, clip: Clip, user: Visitor, count: int = SHOWN) -> list[Clip]:
    """Published clips whose emotions move most like those of a clip, nearest first.

    Only clips of the same label set are compared; a clip that has not been described has none.
    The clips carry the user's best scores.
    """
    described = Clip.objects.published().exclude(pk=clip.pk).values_list("pk", "descriptor")
    others = [(pk, other) for pk, other in described if other.keys() == clip.descriptor.keys()]
    if not others or not clip.descriptor:
        return []
    order = np.argsort(distances(clip.descriptor, [other for _, other in others]), kind="stable")
    nearest = [others[place][0] for place in order[:count]]
    found = {other.pk: other for other in clip_list(user=user).filter(pk__in=nearest)}
    return [found[pk] for pk in nearest if pk in found]


def distances(
    descriptor: Mapping[str, float], others: Sequence[Mapping[str, float]]
) -> NDArray[np.float64]:
    """Standardised distance of a descriptor to others that have the same names.

    Each number is divided by its standard deviation over all of them, the distance is the root
    of the mean of the squared differences.

    Returns
    -------
    shape (N,)
    """
    names = list(descriptor)
    rows = np.array([[each[name] for name in names] for each in (descriptor, *others)])
    spread = np.maximum(rows.std(axis=0), LEAST_SPREAD)
    apart = ((rows[1:] - rows[0]) / spread) ** 2
    means: NDArray[np.float64] = np.mean(apart, axis=1)
    return np.sqrt(means)
