"""Plots of an evaluation: confusion, reliability, accuracy against cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from scoring.types import FilePath, Json

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def figure(size: tuple[float, float]) -> tuple[Figure, Axes]:
    """An empty figure that needs no screen, and its axes."""
    from matplotlib.figure import Figure

    drawn = Figure(size, layout="constrained")
    return drawn, drawn.subplots()


def confusion_plot(labels: Sequence[str], confusion: npt.ArrayLike, path: FilePath) -> None:
    """Shares of each true class, with counts."""
    matrix = np.asarray(confusion)
    shares = matrix / np.maximum(matrix.sum(1, keepdims=True), 1)
    drawn, axes = figure((6, 5.4))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for row, column in np.ndindex(matrix.shape):
        colour = "white" if shares[row, column] > 0.5 else "black"
        axes.text(column, row, str(matrix[row, column]), ha="center", va="center", color=colour)
    axes.set_xticks(range(len(labels)), labels, rotation=40, ha="right")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlabel("predicted")
    axes.set_ylabel("true")
    drawn.savefig(path, dpi=110)


def reliability_plot(rows: Sequence[Json], error: float, path: FilePath) -> None:
    """Accuracy by confidence; bars show the share of faces."""
    drawn, axes = figure((5, 4.4))
    confidence = [row["confidence"] for row in rows]
    axes.bar(confidence, [row["share"] for row in rows], 0.04, color="0.85", label="share of faces")
    axes.plot([0, 1], [0, 1], color="0.5", lw=1, ls="--", label="perfect")
    axes.plot(confidence, [row["accuracy"] for row in rows], "o-", color="#0072B2", label="model")
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="accuracy")
    axes.set_title(f"calibration error {error:.3f}")
    axes.legend(loc="upper left", frameon=False)
    drawn.savefig(path, dpi=110)


def sizes_plot(rows: Sequence[Json], path: FilePath) -> None:
    """Accuracy and mean recall over milliseconds per face; input sizes beside the points."""
    drawn, axes = figure((5.4, 4))
    cost = [row["milliseconds"] for row in rows]
    for key, colour, mark in (("accuracy", "#0072B2", "o"), ("mean_recall", "#D55E00", "s")):
        values = [row[key] for row in rows]
        axes.plot(cost, values, f"{mark}-", color=colour, label=key.replace("_", " "))
    for row in rows:
        place = (row["milliseconds"], row["accuracy"])
        axes.annotate(f"{row['size']} px", place, (4, 5), textcoords="offset points", fontsize=8)
    axes.set_xscale("log")
    axes.set_xlabel("ms per face, one thread")
    axes.legend(frameon=False)
    drawn.savefig(path, dpi=110)
