"""What warps two sequences: our code and other packages, each called as its authors advise.

``python -m bench.dtw_contenders NAME LENGTH`` answers on stdin as `bench.loop` says; with a third
argument it prints the megabytes that one call adds to those of the process.
"""

import sys
from collections.abc import Callable, Sized
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from scoring.types import FloatArray

from .loop import serve

Warp: TypeAlias = Callable[[], Sized]
"""Warps two sequences and returns the path."""

BAND = 0.1  # half width of the band as a share of the length
SMALL = 64
BATCH = 2000  # short sequences are warped several times in a row, for the clock to be precise


def ours(reference: FloatArray, take: FloatArray, width: int) -> Warp:
    """RE:ON's alignment, compiled by Numba where that is installed."""
    from scoring.dtw.alignment import align

    diagonal = np.arange(len(reference))
    band = diagonal - width, diagonal + width
    x, y = (np.ascontiguousarray(each[:, 1:]) for each in (reference, take))
    return lambda: align(x, y, band).path


def ours_numpy(reference: FloatArray, take: FloatArray, width: int) -> Warp:
    """RE:ON's alignment with its NumPy kernel."""
    from scoring.dtw import alignment, numpy_kernel

    alignment.load_kernel = lambda: numpy_kernel  # type: ignore[assignment]
    return ours(reference, take, width)


def dtaidistance(reference: FloatArray, take: FloatArray, width: int) -> Warp:
    """Compiled C."""
    from dtaidistance import dtw, dtw_ndim

    if not dtw.try_import_c():
        raise ImportError("dtaidistance without its compiled part")
    return lambda: dtw_ndim.warping_path(reference, take, window=width + 1, use_c=True)


def aeon(reference: FloatArray, take: FloatArray, width: int) -> Warp:
    """Compiled by Numba."""
    from aeon.distances import dtw_alignment_path

    x, y = (np.ascontiguousarray(each.T) for each in (reference, take))
    return lambda: dtw_alignment_path(x, y, window=BAND)[0]


def tslearn(reference: FloatArray, take: FloatArray, width: int) -> Warp:
    """Compiled by Numba, squared Euclidean."""
    from tslearn.metrics import dtw_path

    options = {"global_constraint": "sakoe_chiba", "sakoe_chiba_radius": width}
    return lambda: dtw_path(reference, take, **options)[0]


def tslearn_l1(reference: FloatArray, take: FloatArray, width: int) -> Warp:
    """As `tslearn`, with the L1 metric."""
    from tslearn.metrics import dtw_path_from_metric

    options = {"global_constraint": "sakoe_chiba", "sakoe_chiba_radius": width}
    return lambda: dtw_path_from_metric(reference, take, metric="cityblock", **options)[0]


def librosa(reference: FloatArray, take: FloatArray, width: int) -> Warp:
    """Compiled by Numba."""
    from librosa.sequence import dtw

    options = {"metric": "cityblock", "global_constraints": True, "band_rad": BAND}
    return lambda: dtw(reference.T, take.T, **options)[1]


def fastdtw(reference: FloatArray, take: FloatArray, width: int) -> Warp:
    """Approximate, in Python."""
    from fastdtw import fastdtw

    return lambda: fastdtw(reference, take, radius=1, dist=1)[1]


def dtw_python(reference: FloatArray, take: FloatArray, width: int) -> Warp:
    """Compiled C."""
    from dtw import dtw

    options = {"window_type": "sakoechiba", "window_args": {"window_size": width}}
    options |= {"dist_method": "cityblock", "step_pattern": "symmetricP1"}
    return lambda: dtw(reference, take, **options).index1


@dataclass(frozen=True)
class Contender:
    """What is measured, with its local cost and its step pattern.

    Attributes
    ----------
    make
        From two sequences (N, 7) and the band's half width in cells to what warps them.
    """

    make: Callable[[FloatArray, FloatArray, int], Warp]
    cost: str
    steps: str


CONTENDERS = {
    "RE:ON": Contender(ours, "total variation", "symmetricP1, open ends"),
    "RE:ON, NumPy": Contender(ours_numpy, "total variation", "symmetricP1, open ends"),
    "dtaidistance": Contender(dtaidistance, "squared Euclidean", "classic"),
    "aeon": Contender(aeon, "squared Euclidean", "classic"),
    "tslearn": Contender(tslearn, "squared Euclidean", "classic"),
    "tslearn, L1": Contender(tslearn_l1, "total variation x 2", "classic"),
    "librosa": Contender(librosa, "total variation x 2", "classic, band rounded"),
    "fastdtw": Contender(fastdtw, "total variation x 2", "classic, approximate, no band"),
    "dtw-python": Contender(dtw_python, "total variation x 2", "symmetricP1"),
}


def sequences(length: int) -> tuple[FloatArray, FloatArray]:
    """Two smoothed random walks of 7 probabilities, shape (length, 7) each; rows sum to 1."""
    rng = np.random.default_rng(length)
    strengths = np.exp(2 * np.sin(np.cumsum(rng.normal(0, 0.1, (2, length, 7)), axis=1)))
    reference, take = strengths / strengths.sum(axis=2, keepdims=True)
    return reference, take


def prepare(name: str, length: int) -> Warp:
    """What warps sequences of a length, with everything imported and compiled."""
    make = CONTENDERS[name].make
    if not len(make(*sequences(SMALL), int(BAND * SMALL))()):
        raise ValueError("it found no path")
    return make(*sequences(length), int(BAND * length))


def batch(name: str, length: int) -> Callable[[], int]:
    """A function that makes several calls and returns how many."""
    warp, calls = prepare(name, length), max(1, BATCH // length)

    def run() -> int:
        for _ in range(calls):
            warp()
        return calls

    return run


def status(key: str) -> float:
    """A figure of this process's memory in megabytes, on Linux."""
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(key))


def added_memory(name: str, length: int) -> float:
    """Megabytes at the peak of one call beyond those before it."""
    warp = prepare(name, length)
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # resets the peak to the memory in use now
    before = status("VmHWM")
    warp()
    return status("VmHWM") - before


if __name__ == "__main__":
    name, length, *memory = sys.argv[1:]
    if memory:
        print(added_memory(name, int(length)))
    else:
        serve(lambda: batch(name, int(length)))
