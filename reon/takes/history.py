"""A person's takes over time: as a line of scores, as days in a row."""

from datetime import timedelta

SHOWN = 5  # takes of a clip before "earlier ones"
WIDTH, HEIGHT = 100.0, 100.0  # of the drawing of a progress line


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
