"""What a finished model was measured on besides its own data: acted arcs and stills.

The figures come from `bench.acted` and `bench.stills`, which read the model as it is installed;
so they are added to its card afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scoring.models.registry import load_model

from ..faces import DataError
from .card_tables import interval, percent, table

ALL = "all"


def add_figures(
    folder: str | Path, acted: Sequence[str | Path] = (), stills: Sequence[str | Path] = ()
) -> dict[str, Any]:
    """Add figures to a model's card, and write the card anew.

    Parameters
    ----------
    folder : path
        Of the model.
    acted, stills : sequence of path
        What ``python -m bench.acted --json`` and ``python -m bench.stills --json`` wrote. Figures
        of the same pictures that the card has already are replaced.

    Returns
    -------
    dict
        The card.

    Raises
    ------
    DataError
        If figures are of other weights than the folder's.
    """
    from .card import write_card

    model = load_model(folder)
    card = dict(model.card)
    for kind, files in (("acted", acted), ("stills", stills)):
        known = {row["folder"]: row for row in card.get(kind, [])}
        for file in files:
            row = json.loads(Path(file).read_text(encoding="utf-8"))
            if row["model_hash"] != model.hash:
                raise DataError(
                    f"{file} is of {row['model']} {row['model_hash'][:8]}, the weights in {folder} "
                    f"are {model.hash[:8]}: measure these, then add the figures"
                )
            known[row["folder"]] = row
        if known:
            card[kind] = list(known.values())
    write_card(Path(folder), card)
    return card


def measured_part(card: dict[str, Any]) -> str:
    """The first section of a card: what the whole product makes of acted faces."""
    parts = [acted_lines(row) for row in card.get("acted", [])]
    parts += [stills_lines(row) for row in card.get("stills", [])]
    if not parts:
        return ""
    return "## What it can tell apart\n\n" + "\n".join(parts)


def acted_lines(row: dict[str, Any]) -> str:
    """What the scores of acted arcs say, with the table of emotions."""
    figures, area = row["figures"], row["figures"]["auc"]
    names = list(figures["medians"])
    rows = [
        [
            name,
            f"{figures['medians'][name]['value']:.0f}",
            points(figures["ladders"].get(name, {}).get("half")),
            percent(figures["refused_clips"][name]),
            nearest_other(figures["confusion"], name),
        ]
        for name in names
    ]
    head = ["emotion", "same emotion", "at half strength", "refused as a clip", "nearest other"]
    return f"""**{row["folder"]}**: pictures of {figures["people"]} people, none of them
learnt from. Of each an arc is made (neutral, the expression, neutral), and arcs of different people
are scored against one another by formula {row["formula"]}: {figures["pairs"]:,} pairs.

- A pair of one emotion scores above a pair of two with a chance of
  **{area["value"]:.3f}** [{area["low"]:.3f}, {area["high"]:.3f}] (AUC, interval over people).
- {percent(figures["refused"])} of the pairs are refused because the clip reads as too calm.

Median points, performed by somebody else:

{table(head, rows)}
"""


def points(value: float | None) -> str:
    """Points as text; a dash where there are none."""
    return "–" if value is None else f"{value:.0f}"


def nearest_other(confusion: dict[str, dict[str, float | None]], clip: str) -> str:
    """The wrong emotion that scores most against a clip, with its median."""
    others = {
        performed: row[clip]
        for performed, row in confusion.items()
        if performed != clip and row.get(clip) is not None
    }
    if not others:
        return "–"
    name = max(others, key=lambda each: others[each] or 0.0)
    return f"{name} {others[name]:.0f}"


def stills_lines(row: dict[str, Any]) -> str:
    """How stills of other faces are read."""
    every = row["every"]
    return f"""**{row["folder"]}**: {every["pictures"]:,} stills, none of them learnt from,
their faces found as on the site ({row["without_face"]} are read from their central square): top-1
{spanned(every["accuracy"])}, mean recall {spanned(every["mean_recall"])}; a wrong emotion with a
probability over 0.9 in {spanned(every["sure_and_wrong"])}.
"""


def spanned(figure: dict[str, float]) -> str:
    """A share with its interval."""
    return f"{percent(figure['value'])} {interval((figure['low'], figure['high']))}"
