"""What a network costs: accuracy beside milliseconds for each input size, and bytes on disk."""

import time
from dataclasses import replace

import numpy as np

from .metrics import metrics
from .predict import prepared, probabilities_of

SIZES = (48, 64, 80, 96, 112, 224)
FACES = 8


def size_curve(run, source, faces, sizes=SIZES, change=None):
    """Figures and cost of one network at several input sizes.

    Parameters
    ----------
    run : callable
        The network on one thread, for inputs of any side, as `training.export.small_files.any_size`
        and `session` give it.
    source : training.evaluation.source.Source
    faces : training.faces.Faces
        Of the validation part: the size is chosen by it, so the test part must not be.
    sizes : sequence of int
        Sides in pixels.
    change : callable, optional
        From logits to logits, such as a calibration.

    Returns
    -------
    list of dict
        size, accuracy, mean_recall, milliseconds of processor time for a face.
    """

    logits_by = source.logits_by(run)

    def outputs(batch):
        logits = logits_by(batch)
        return change(logits) if change else logits

    rows = []
    for size in sizes:
        preprocessing = replace(source.preprocessing, size=size)
        figures = metrics(probabilities_of(outputs, faces.images, preprocessing), faces.labels)
        few = prepared(faces.images[:FACES], preprocessing)
        rows.append(
            {
                "size": size,
                "faces": len(faces),
                "accuracy": round(figures["accuracy"], 4),
                "mean_recall": round(figures["mean_recall"], 4),
                "milliseconds": round(cost(logits_by, few), 3),
            }
        )
    return rows


def cost(run, batch, rounds=7):
    """Milliseconds of processor time for one face of a batch, the best of some rounds.

    Processor time does not grow when other programs share the machine, as wall time does.
    """
    run(batch)
    took = []
    for _ in range(rounds):
        began = time.process_time()
        run(batch)
        took.append(time.process_time() - began)
    return 1000 * float(np.min(took)) / len(batch)


def some_of(faces, most):
    """At most so many faces, evenly over the whole, in their order."""
    if not most or len(faces) <= most:
        return faces
    return faces.select(np.linspace(0, len(faces) - 1, most).astype(int))
