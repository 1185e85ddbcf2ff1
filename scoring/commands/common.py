"""Shared by the commands that analyse videos.

What is heavy is imported only where it is used, so that a wrong file name is refused at once.
"""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..track import Track, load_track
from ..types import FilePath

if TYPE_CHECKING:
    from ..models.classifier import Classifier


def track_of(path: FilePath, options: Namespace) -> Track:
    """The track of a video, or the one that a .npz file holds.

    Raises
    ------
    ScoringError
        If the file is neither, or no model is installed.
    """
    path = Path(path)
    if path.suffix == ".npz":
        return load_track(path)
    with path.open("rb"):
        pass  # A missing file is named before anything heavy is loaded.
    return analyse(path, options)


def analyse(path: Path, options: Namespace) -> Track:
    """Analyse a video under a progress bar."""
    from ..analysis.analyse import analyse_video
    from ..vision.detectors import load_detector

    with progress_bar(path.name) as bar:

        def show(stage: str, fraction: float) -> None:
            bar.set_postfix_str(stage, refresh=False)
            bar.update(100 * fraction - bar.n)

        detector = load_detector(options.detector)
        details = getattr(options, "features", False)
        classify = classifier(options, details)
        return analyse_video(path, classify, detector, options.rate, show, details=details)


def classifier(options: Namespace, features: bool = False) -> "Classifier":
    """The classifier that the options name."""
    from ..models.classifier import load_classifier
    from ..models.registry import get_model

    return load_classifier(get_model(options.model), options.backend, features)


def progress_bar(title: str) -> Any:
    """A percentage bar on stderr, shown only in a terminal."""
    from tqdm import tqdm

    return tqdm(
        total=100,
        desc=title[:24],
        bar_format="{desc} {percentage:3.0f} % |{bar:30}| {elapsed}{postfix}",
        ncols=78,
        leave=False,
        disable=not sys.stderr.isatty(),
    )
