"""Curves for TensorBoard: ``tensorboard --logdir runs`` shows and compares them."""

from collections.abc import Sequence
from pathlib import Path

from torch.utils.tensorboard import SummaryWriter

from scoring.types import Json

CURVES = ("loss", "valid_accuracy", "valid_mean_recall", "valid_calibration_error", "pseudo")


class Board:
    """Event files in a run's folder; events after the epoch that is resumed from are removed."""

    def __init__(self, folder: Path, epoch: int) -> None:
        self.writer = SummaryWriter(folder, purge_step=epoch + 1)
        self.shown = epoch

    def show(self, history: Sequence[Json]) -> None:
        """Add the epochs that are not shown yet."""
        for row in history[self.shown :]:
            for name in CURVES:
                if name in row:
                    self.writer.add_scalar(name, row[name], row["epoch"])
        self.shown = len(history)
        self.writer.flush()

    def close(self, classes: Sequence[str], figures: Json) -> None:
        """Add the confusion matrix as a table, and close the file."""
        if "confusion" in figures:
            head = ["true \\ predicted", *classes]
            rows = [
                [label, *map(str, counts)]
                for label, counts in zip(classes, figures["confusion"], strict=True)
            ]
            lines = [head, ["---"] * len(head), *rows]
            text = "\n".join("| " + " | ".join(line) + " |" for line in lines)
            self.writer.add_text("confusion", text, self.shown)
        self.writer.close()
