"""The demo films as the product sees them."""

import json

import pytest

from demo.__main__ import FOLDER


@pytest.fixture(scope="session")
def manifest():
    return json.loads((FOLDER / "manifest.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def tracks(manifest):
    """Tracks of all four films by file name, analysed with the shipped model."""
    from scoring.analysis.analyse import analyse_video
    from scoring.models.classifier import load_classifier
    from scoring.models.registry import get_model

    classifier = load_classifier(get_model("reon-b0"))
    files = [entry["file"] for clip in manifest["clips"] for entry in (clip, clip["take"])]
    return {file: analyse_video(str(FOLDER / "media" / file), classifier) for file in files}
