"""The numbers of two takes of one clip, side by side."""

from collections.abc import Mapping
from typing import Any


def numbers_side_by_side(
    first: Mapping[str, Any], second: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Rows of a table that sets two results against each other.

    Returns
    -------
    list
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


def _both(
    first: float | None, second: float | None, scale: float = 1, digits: int = 0
) -> dict[str, Any]:
    values = [None if value is None else round(scale * value, digits) for value in (first, second)]
    before, after = values
    change = None if before is None or after is None else round(after - before, digits)
    return {"values": values, "change": change}
