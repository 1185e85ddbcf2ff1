"""Two takes of one clip, side by side."""

from reon.takes.models import Take


def same_part(take):
    """The scored takes of a take's owner that belong to the same clip, newest first."""
    takes = Take.objects.filter(user=take.user_id, state=Take.DONE, is_example=False)
    if take.clip_id:
        return takes.filter(clip=take.clip_id)
    return takes.filter(clip=None, clip_title=take.clip_title)


def numbers_side_by_side(first, second):
    """Rows of a table that sets two results against each other.

    Returns
    -------
    list of dict
        "name" or "emotion", "values" of both as they are shown (None where a result has none),
        "change" from the first to the second or None, "unit".
    """
    percent = {"scale": 100}
    kinds = [("score", "", {}), ("match", "%", percent), ("intensity", "%", percent)]
    kinds += [("lag", "s", {"digits": 1}), ("coverage", "%", percent)]
    rows = [
        {"name": name, "unit": unit, **_both(first.get(name), second.get(name), **form)}
        for name, unit, form in kinds
    ]
    before, after = first["emotions"], second["emotions"]
    return rows + [
        {"emotion": name, "unit": "", **_both(before.get(name), after.get(name))}
        for name in {**before, **after}
    ]


def _both(first, second, scale=1, digits=0):
    values = [None if value is None else round(scale * value, digits) for value in (first, second)]
    change = None if None in values else round(values[1] - values[0], digits)
    return {"values": values, "change": change}
