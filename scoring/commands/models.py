"""``models``: list what is installed, fetch the detector, add and convert weights."""

from argparse import Namespace
from typing import TYPE_CHECKING

from ..types import Json

if TYPE_CHECKING:
    from ..models.registry import Model


def show(options: Namespace) -> None:
    """Print name, labels, size and hash of every installed model."""
    from ..models.registry import DEFAULT, folders, installed

    models = installed()
    if not models:
        print(f"no model is installed in {', '.join(map(str, folders()))}")
    for model in models.values():
        size = sum(entry["bytes"] for entry in model.card["files"].values())
        kinds = ", ".join(model.card["files"])
        print(f"{model.name}{' (default)' if model.name == DEFAULT else ''}")
        print(f"  labels  {', '.join(model.labels)}")
        print(f"  size    {size / 1e6:.1f} MB ({kinds}), input {model.preprocessing.size} px")
        print(f"  hash    {model.hash}")
        print(f"  licence {model.card.get('licence', 'unknown')}")
        print(f"  figures {figures(model.card)}")


def figures(card: Json) -> str:
    """What a card says about how good its model is, in one line."""
    known = card.get("figures") or {}
    shown = [
        f"{words} {100 * known[name]:.1f} %"
        for name, words in (("accuracy", "accuracy"), ("mean_recall", "mean recall"))
        if name in known
    ]
    if "calibration_error" in known:
        shown.append(f"calibration error {known['calibration_error']:.3f}")
    return ", ".join(shown) or "none on its card"


def fetch(options: Namespace) -> None:
    """Fetch the face detector's file."""
    from ..vision.detector_file import NAME, fetch_detector

    print(f"{NAME}: {'fetched' if fetch_detector() else 'already there'}")


def add(options: Namespace) -> None:
    """Install weights of the user's own."""
    from ..models.install import add_model
    from ..models.preprocessing import Preprocessing

    names = ("size", "detail", "grey", "mean", "std", "scale", "shift")
    given = {name: getattr(options, name) for name in names}
    given = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items() if v is not None}
    report(
        add_model(
            options.name,
            options.file,
            options.labels.split(","),
            Preprocessing(**given),
            options.architecture,
            options.licence,
        )
    )


def convert(options: Namespace) -> None:
    """Install a known HSEmotion file."""
    from ..models.hsemotion import convert

    report(convert(options.file, options.name))


def report(model: "Model") -> None:
    """Say where a model was installed."""
    print(f"{model.name}: installed in {model.folder}, labels {', '.join(model.labels)}")
