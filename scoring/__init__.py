"""Compare facial performances: two videos to two tracks of emotions, two tracks to a score.

The names below are all that most programs need; ``docs/library.md`` shows them in use. They are
loaded when they are first used, so that importing the package stays cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .analysis.analyse import analyse_video as analyse_video
    from .analysis.analyse import analyse_videos as analyse_videos
    from .errors import ScoringError as ScoringError
    from .formula.result import Result as Result
    from .formula.score import check_reference as check_reference
    from .formula.score import score_tracks as score_tracks
    from .formula.script import read_script as read_script
    from .models.classifier import Classifier as Classifier
    from .models.classifier import load_classifier as load_classifier
    from .models.registry import get_model as get_model
    from .report.chart import draw_chart as draw_chart
    from .report.replay.write import write_replay as write_replay
    from .track import Track as Track
    from .track import load_track as load_track

_MODULES = {
    "Classifier": "models.classifier",
    "Result": "formula.result",
    "ScoringError": "errors",
    "Track": "track",
    "analyse_video": "analysis.analyse",
    "analyse_videos": "analysis.analyse",
    "check_reference": "formula.score",
    "draw_chart": "report.chart",
    "get_model": "models.registry",
    "load_classifier": "models.classifier",
    "load_track": "track",
    "read_script": "formula.script",
    "score_tracks": "formula.score",
    "write_replay": "report.replay.write",
}

__all__ = list(_MODULES)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
