"""Ways to warp two sequences: ours and other packages', each called as its makers advise.

``python -m bench.dtw_ways NAME LENGTH`` answers on stdin as `bench.loop` says; with a third word
it prints the megabytes that one call adds to those of the process.
"""

import sys

import numpy as np

from .loop import serve

BAND = 0.1  # half width of the band as a share of the length
SMALL = 64
BATCH = 2000  # short sequences are warped several times in a row, so that the clock can tell


def ours(reference, take, width):
    from scoring.dtw.alignment import align

    diagonal = np.arange(len(reference))
    band = diagonal - width, diagonal + width
    x, y = (np.ascontiguousarray(each[:, 1:]) for each in (reference, take))
    return lambda: align(x, y, band).path


def ours_numpy(reference, take, width):
    from scoring.dtw import alignment, numpy_kernel

    alignment.load_kernel = lambda: numpy_kernel
    return ours(reference, take, width)


def dtaidistance(reference, take, width):
    from dtaidistance import dtw, dtw_ndim

    if not dtw.try_import_c():
        raise ImportError("dtaidistance without its compiled part")
    return lambda: dtw_ndim.warping_path(reference, take, window=width + 1, use_c=True)


def aeon(reference, take, width):
    from aeon.distances import dtw_alignment_path

    x, y = (np.ascontiguousarray(each.T) for each in (reference, take))
    return lambda: dtw_alignment_path(x, y, window=BAND)[0]


def tslearn(reference, take, width):
    from tslearn.metrics import dtw_path

    options = {"global_constraint": "sakoe_chiba", "sakoe_chiba_radius": width}
    return lambda: dtw_path(reference, take, **options)[0]


def tslearn_l1(reference, take, width):
    from tslearn.metrics import dtw_path_from_metric

    options = {"global_constraint": "sakoe_chiba", "sakoe_chiba_radius": width}
    return lambda: dtw_path_from_metric(reference, take, metric="cityblock", **options)[0]


def librosa(reference, take, width):
    from librosa.sequence import dtw

    options = {"metric": "cityblock", "global_constraints": True, "band_rad": BAND}
    return lambda: dtw(reference.T, take.T, **options)[1]


def fastdtw(reference, take, width):
    from fastdtw import fastdtw

    return lambda: fastdtw(reference, take, radius=1, dist=1)[1]


def dtw_python(reference, take, width):
    from dtw import dtw

    options = {"window_type": "sakoechiba", "window_args": {"window_size": width}}
    options |= {"dist_method": "cityblock", "step_pattern": "symmetricP1"}
    return lambda: dtw(reference, take, **options).index1


# What it runs, its local cost and its steps.
WAYS = {
    "RE:ON": (ours, "total variation", "symmetricP1, open ends"),
    "RE:ON, NumPy": (ours_numpy, "total variation", "symmetricP1, open ends"),
    "dtaidistance": (dtaidistance, "squared Euclidean", "classic"),
    "aeon": (aeon, "squared Euclidean", "classic"),
    "tslearn": (tslearn, "squared Euclidean", "classic"),
    "tslearn, L1": (tslearn_l1, "total variation x 2", "classic"),
    "librosa": (librosa, "total variation x 2", "classic, band rounded"),
    "fastdtw": (fastdtw, "total variation x 2", "classic, approximate, no band"),
    "dtw-python": (dtw_python, "total variation x 2", "symmetricP1"),
}


def sequences(length):
    """Two smoothed random walks of 7 probabilities, each (length, 7) with rows summing to 1."""
    rng = np.random.default_rng(length)
    strengths = np.exp(2 * np.sin(np.cumsum(rng.normal(0, 0.1, (2, length, 7)), axis=1)))
    return strengths / strengths.sum(axis=2, keepdims=True)


def prepare(name, length):
    """What warps sequences of a length; everything imported and compiled."""
    make = WAYS[name][0]
    if not len(make(*sequences(SMALL), int(BAND * SMALL))()):
        raise ValueError("it found no path")
    return make(*sequences(length), int(BAND * length))


def batch(name, length):
    """Several calls at once, and how many."""
    warp, calls = prepare(name, length), max(1, BATCH // length)

    def run():
        for _ in range(calls):
            warp()
        return calls

    return run


def status(key):
    """A figure in megabytes of this process, on Linux."""
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(key))


def added_memory(name, length):
    """Megabytes at the height of one call beyond those before it."""
    warp = prepare(name, length)
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # sets the high-water mark back to what is held now
    before = status("VmHWM")
    warp()
    return status("VmHWM") - before


if __name__ == "__main__":
    name, length, *memory = sys.argv[1:]
    if memory:
        print(added_memory(name, int(length)))
    else:
        serve(lambda: batch(name, int(length)))
