"""What the page of a result needs, whoever looks at it."""

from typing import Any

from reon.takes.models import Take
from reon.takes.selectors import visible_clip
from reon.types import Visitor


def result_context(take: Take, user: Visitor, *, result: str, take_video: str) -> dict[str, Any]:
    """Values for the templates of a result.

    Parameters
    ----------
    take
    user
        Who looks.
    result, take_video
        Addresses that this visitor may open; no video where it is empty.

    Returns
    -------
    dict
        "clip" is None where the visitor cannot see it any more, "same_clip" also where it has been
        cut since, so that the take does not belong to what it shows now.
    """
    clip = visible_clip(take=take, user=user)
    same_clip = None if take.clip_has_changed else clip
    return {
        "take": take,
        "clip": clip,
        "same_clip": same_clip,
        "mine": take.user_id is not None and take.user_id == user.pk,
        "result_url": result,
        "take_video": take_video,
        "clip_video": same_clip.video_url if same_clip else "",
    }
