"""A person's takes over time: by clip, as a line of scores, as days in a row."""

from datetime import timedelta

from reon.takes.models import Take

SHOWN = 5  # takes of a clip before "earlier ones"
WIDTH, HEIGHT = 100.0, 100.0  # of the drawing of a progress line


def take_groups(*, user):
    """The user's takes by clip, the clip performed last first.

    Returns
    -------
    list of dict
        "clip" (None once it is removed), "title", "takes" newest first, "scored" those with a
        score, "best" score or None.
    """
    takes = Take.objects.filter(user=user, is_example=False).select_related("clip")
    groups = {}
    for take in takes.defer("result", "timeline"):
        name = take.clip_id or take.shown_title
        group = groups.setdefault(name, {"clip": take.clip, "title": take.shown_title, "takes": []})
        group["takes"].append(take)
    for group in groups.values():
        group["scored"] = [take for take in group["takes"] if take.score is not None]
        group["best"] = max((take.score for take in group["scored"]), default=None)
    return list(groups.values())


def with_progress(group):
    """A group with what its card shows besides: the line of scores, and two takes to compare."""
    scored = group["scored"]
    best = max(scored, key=lambda take: take.score, default=None)
    others = [take for take in scored if take != best]
    return {
        **group,
        "shown": group["takes"][:SHOWN],
        "earlier": group["takes"][SHOWN:],
        "line": progress_line([take.score for take in reversed(scored)]),
        "pair": (best, others[0]) if others else None,
    }


def progress_line(scores):
    """Points of a line over scores, the oldest first: pairs in a box of `WIDTH` x `HEIGHT`."""
    last = max(len(scores) - 1, 1)
    return [
        (round(WIDTH * index / last, 1), round(HEIGHT - HEIGHT * score / 100, 1))
        for index, score in enumerate(scores)
    ]


def day_streak(days, today):
    """How many days in a row end today or yesterday; `days` is a set of dates."""
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count += 1
        day -= timedelta(days=1)
    return count
