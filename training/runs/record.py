"""A run's record: its recipe, curves and figures, and the code and data that made it."""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
import platform
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.types import Json

from ..faces import DataError, Faces
from ..recipes.text import recipe_text
from .board import Board

if TYPE_CHECKING:
    from ..learning.fit import Run

log = logging.getLogger(__name__)

RECORD, RECIPE, WEIGHTS = "run.json", "recipe.toml", "model.safetensors"


class Record:
    """``run.json`` and the files beside it, of one run in its folder."""

    def __init__(self, run: Run) -> None:
        self.run, self.path = run, run.folder / RECORD
        self.board: Board | None = None
        learner = run.learner
        self.fixed: Json = {
            "name": run.folder.name,
            "recipe": run.recipe.to_dict(),
            "seed": run.recipe.seed,
            "classes": list(run.classes),
            "preprocessing": asdict(run.preprocessing),
            "affect": bool(run.recipe.loss.affect),
            "data": {name: _describe(part) for name, part in _parts(run)},
        }
        self.made_by: Json = {
            "code": code_version(),
            "device": learner.device,
            "precision": "fp32" if learner.format is None else str(learner.format)[6:],
            "machine": f"{platform.machine()}, Python {platform.python_version()}",
        }
        self.started = _now()

    def check_unchanged(self) -> None:
        """Refuse to resume a run that was started with another recipe or other data.

        Raises
        ------
        DataError
            With the first thing that differs.
        """
        if not self.path.is_file():
            return  # the checkpoint is older than records
        before = json.loads(self.path.read_text())
        now = json.loads(json.dumps(self.fixed))
        for name in ("recipe", "classes", "data"):
            if before.get(name) != now[name]:
                raise DataError(
                    f"{self.path.parent} was started with another {name}: "
                    f"{_difference(before.get(name), now[name])}. Give the run another folder "
                    "with --work, or delete this one"
                )
        self.started = before.get("started", self.started)

    def begin(self) -> None:
        """Write the recipe and open the curves."""
        (self.run.folder / RECIPE).write_text(recipe_text(self.run.recipe))
        self.board = Board(self.run.folder, self.run.epoch)
        self.write()

    def write(self, **more: Any) -> None:
        """Write run.json again, and add the last epoch to the curves."""
        history = self.run.history
        record: Json = {**self.fixed, **self.made_by, "started": self.started, "epochs": history}
        if history and self.run.valid is not None:
            watch = f"valid_{self.run.recipe.fit.watch}"
            record["best_epoch"] = max(history, key=lambda row: row.get(watch, 0))["epoch"]
        record["seconds"] = round(sum(row["seconds"] for row in history), 1)
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps({**record, **more}, indent=1) + "\n")
        new.replace(self.path)
        if self.board:
            self.board.show(history)

    def finish(self) -> None:
        """Write the weights, and the figures of the epoch that they are from."""
        from safetensors.torch import save_file

        run = self.run
        weights = {
            name: value.detach().cpu().contiguous()
            for name, value in run.learner.average.module.state_dict().items()
        }
        save_file(weights, run.folder / WEIGHTS)
        digest = hashlib.sha256((run.folder / WEIGHTS).read_bytes()).hexdigest()
        kept = run.best["epoch"] if run.best else run.epoch
        row: Json = next((row for row in run.history if row["epoch"] == kept), {})
        figures = {
            name.removeprefix("valid_"): row[name] for name in row if name.startswith("valid_")
        }
        self.write(finished=_now(), kept_epoch=kept, figures=figures, weights={WEIGHTS: digest})
        if self.board:
            self.board.close(self.run.classes, figures)


def _parts(run: Run) -> list[tuple[str, Faces]]:
    parts = {"train": run.train, "valid": run.valid, "unlabelled": run.unlabelled}
    return [(name, part) for name, part in parts.items() if part is not None]


def _describe(part: Faces) -> Json:
    return {"faces": len(part), "sha256": part.fingerprint()}


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _difference(before: Any, now: Any, where: str = "") -> str:
    if isinstance(before, dict) and isinstance(now, dict):
        for key in [*now, *before]:
            if before.get(key) != now.get(key):
                return _difference(before.get(key), now.get(key), f"{where}.{key}".strip("."))
    return f"{where or 'it'} was {before}, now {now}"


def code_version() -> str | None:
    """What ``git describe`` says about this code, or None without git."""
    if not shutil.which("git"):
        return None
    command = ["git", "describe", "--always", "--dirty", "--tags"]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True)
    return done.stdout.strip() or None
