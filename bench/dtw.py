"""Dynamic time warping with its path, ours beside other packages'.

7 dimensions, a band of 10 % to either side, every way in a process of its own, all of them in turn
within a round. Steps differ: the classic ones let one sequence stand still and have one dependency
inside a row; symmetricP1 moves both on at every step (slopes 1/2 to 2), which costs more sums a
cell but none that waits for its neighbour. Packages that are not installed are said to be not
measured.
"""

import argparse
import datetime
import importlib.metadata
import os
import platform
import subprocess
import sys
from statistics import median

from .dtw_ways import WAYS
from .loop import Child

LONGEST = 20.0  # seconds of one call, beyond which a way is left out at larger sizes
PACKAGES = ("numpy", "numba", "dtaidistance", "aeon", "tslearn", "librosa", "fastdtw", "dtw-python")


def measure(ways, length, rounds):
    """Seconds a call of each way, taken in turn.

    Parameters
    ----------
    ways : iterable of str
    length, rounds : int

    Returns
    -------
    took : dict of str to (float, float)
        Medians of the seconds of the clock and of the processor.
    reasons : dict of str to str
        Why others could not be measured.
    """
    children = {name: Child(command(name, length)) for name in ways}
    reasons = {name: child.reason for name, child in children.items() if child.reason}
    took = {name: [] for name in children if name not in reasons}
    try:
        for number in range(rounds + 1):
            for name in list(took):
                try:
                    answer = children[name].run()
                except RuntimeError as error:
                    reasons[name] = str(error)
                    del took[name]
                    continue
                if number:  # the first round warms up
                    took[name].append((answer["wall"], answer["cpu"], answer["frames"]))
    finally:
        for child in children.values():
            child.close()
    medians = {
        name: tuple(median(each[kind] / each[2] for each in rows) for kind in (0, 1))
        for name, rows in took.items()
    }
    return medians, reasons


def command(name, length, *more):
    """Command line of a way's process."""
    return [sys.executable, "-m", "bench.dtw_ways", name, str(length), *more]


def memory(name, length):
    """Megabytes that one call adds at its height; None where the system does not tell."""
    done = subprocess.run(command(name, length, "memory"), capture_output=True, text=True)
    return float(done.stdout.split()[-1]) if done.returncode == 0 else None


def report(length, took, reasons, peaks):
    """Lines of one size, the quickest first."""
    mine = took.get("RE:ON")
    lines = [f"\nN = {length:<26} {'ms':>9} {'CPU ms':>9} {'ratio':>7} {'MB':>7}  cost; steps"]
    for name in sorted(took, key=took.get):
        wall, cpu = took[name]
        ratio = f"{wall / mine[0]:.2f}" if mine else "-"
        peak = "-" if peaks[name] is None else f"{peaks[name]:.0f}"
        about = "; ".join(WAYS[name][1:])
        lines.append(
            f"  {name:<28} {1e3 * wall:9.2f} {1e3 * cpu:9.2f} {ratio:>7} {peak:>7}  {about}"
        )
    lines += [f"  {name:<28} not measured: {reason}" for name, reason in reasons.items()]
    peers = {name: times for name, times in took.items() if not name.startswith("RE:ON")}
    if mine and peers:
        best = min(peers, key=peers.get)
        lines.append(f"  best of the others, {best}: {peers[best][0] / mine[0]:.2f} x our time")
    return "\n".join(lines)


def versions():
    """Installed versions of what is compared."""
    for name in PACKAGES:
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"{name} none"


def main(arguments=None):
    """Command line."""
    parser = argparse.ArgumentParser("python -m bench.dtw", description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1000, 3000, 10000])
    parser.add_argument("--repeat", type=int, default=5, help="rounds, of which the median counts")
    parser.add_argument("--only", nargs="+", choices=list(WAYS), default=list(WAYS), metavar="WAY")
    options = parser.parse_args(arguments)
    if min(options.sizes) < 100 or options.repeat < 1:
        parser.error("--sizes must be at least 100 and --repeat at least 1")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores, load {load}")
    print(f"Python {platform.python_version()}, " + ", ".join(versions()))
    print("ratio: time beside ours, more than 1 is slower; MB: what one call adds at its height")
    slow = {}
    for length in sorted(options.sizes):
        ways = [name for name in options.only if name not in slow]
        took, reasons = measure(ways, length, options.repeat)
        peaks = {name: memory(name, length) for name in took}
        print(report(length, took, {**reasons, **slow}, peaks), flush=True)
        for name, (wall, _) in took.items():
            if 10 * wall > LONGEST:
                slow[name] = f"{wall:.1f} s at N = {length} already"


if __name__ == "__main__":
    main()
