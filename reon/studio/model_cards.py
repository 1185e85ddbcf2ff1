"""The cards of the installed models, as the page of models shows them."""

from collections.abc import Mapping
from typing import Any

from scoring.models.registry import default_name, installed


def model_cards() -> list[dict[str, Any]]:
    """Cards of the installed models, the default one first, then by name."""
    default = default_name()
    cards = [model.card for model in installed().values()]
    return sorted(cards, key=lambda card: (card["name"] != default, card["name"]))


def installed_names() -> list[str]:
    """Names of the installed models, in the same order."""
    return [card["name"] for card in model_cards()]


def facts_of(card: Mapping[str, Any]) -> dict[str, Any]:
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


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
