"""What the page of a result needs, whoever looks at it."""

from reon.takes.selectors import visible_clip


def result_context(take, user, *, result, take_video):
    """Values for the templates of a result.

    Parameters
    ----------
    take : Take
    user : User or AnonymousUser
        Who looks.
    result, take_video : str
        Addresses that this visitor may open; no video where it is empty.

    Returns
    -------
    dict
        "clip" is None where the visitor cannot see it any more, "film" also where it has been cut
        since, so that the take does not belong to what it shows now.
    """
    clip = visible_clip(take=take, user=user)
    film = None if take.is_of_another_film else clip
    return {
        "take": take,
        "clip": clip,
        "film": film,
        "mine": take.user_id is not None and take.user_id == user.pk,
        "result_url": result,
        "take_video": take_video,
        "clip_video": film.video_url if film else "",
    }
