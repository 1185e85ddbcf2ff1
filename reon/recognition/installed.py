"""The installed emotion models as their cards tell, without loading what reads faces."""

import json
import os
from importlib.util import find_spec
from pathlib import Path


def installed_models():
    """Names of the models, the default one first.

    Returns
    -------
    list of str
        As the cards tell them; a worker says so when it cannot load one.
    """
    return [card["name"] for card in model_cards()]


def model_cards():
    """Cards of the models, the default one first; a folder of one's own goes before the library's.

    Returns
    -------
    list of dict
        As card.json holds them, each with a name and labels.
    """
    own = Path(find_spec("scoring").submodule_search_locations[0]) / "weights"
    folders = [Path(os.environ["REON_MODELS"])] if os.environ.get("REON_MODELS") else []
    cards = {}
    for folder in [*folders, own]:
        for path in sorted(folder.glob("*/card.json")):
            card = _card(path)
            if card:
                cards.setdefault(card["name"], card)
    default = os.environ.get("REON_MODEL", "reon-b0")
    return sorted(cards.values(), key=lambda card: (card["name"] != default, card["name"]))


def facts_of(card):
    """What a page shows of a model; None for a figure that its card does not have."""
    figures = card.get("figures") or {}
    files = card.get("files") or {}
    weights = files.get("safetensors") or files.get("onnx") or {}
    recall = figures.get("recall") or []
    return {
        "name": card["name"],
        "labels": card["labels"],
        "bytes": weights.get("bytes"),
        "hash": weights.get("sha256", ""),
        "input": (card.get("preprocessing") or {}).get("size"),
        "made": card.get("made", ""),
        "licence": card.get("licence", ""),
        "data": (card.get("data") or {}).get("name", ""),
        "accuracy": _percent(figures.get("accuracy")),
        "mean_recall": _percent(figures.get("mean_recall")),
        "calibration_error": figures.get("calibration_error"),
        "recall": [
            (label, _percent(value)) for label, value in zip(card["labels"], recall, strict=False)
        ],
    }


def _percent(share):
    return None if share is None else 100 * share


def _card(path):
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        return card if card["name"] and card["labels"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
