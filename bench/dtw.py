"""Dynamic time warping with its path, ours compared with other packages.

7 dimensions, a band of 10 % on either side, each contender in a process of its own, all of them in
turn within a round. Step patterns differ: the classic one lets one sequence stand still, so that a
cell depends on its neighbour in the same row; symmetricP1 advances both sequences at every step
(slopes 1/2 to 2), which costs more additions for each cell but none that waits for its neighbour.
Packages that are not installed are reported as not measured.
"""

import argparse
import datetime
import importlib.metadata
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import TypeAlias

from .dtw_contenders import CONTENDERS
from .loop import Child

MAX_SECONDS = 20.0  # of one call, beyond which a contender is left out at larger sizes
PACKAGES = ("numpy", "numba", "dtaidistance", "aeon", "tslearn", "librosa", "fastdtw", "dtw-python")


Times: TypeAlias = Mapping[str, tuple[float, float]]
"""Medians of the seconds of wall and of processor time of one call, by contender."""


def measure(names: Iterable[str], length: int, rounds: int) -> tuple[Times, dict[str, str]]:
    """Measure contenders in turn.

    Returns
    -------
    times
        Of those that could be measured.
    reasons
        Why the others could not.
    """
    children = {name: Child(command(name, length)) for name in names}
    reasons = {name: child.reason for name, child in children.items() if child.reason}
    took: dict[str, list[tuple[float, float]]] = {
        name: [] for name in children if name not in reasons
    }
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
                    calls = answer["frames"]
                    took[name].append((answer["wall"] / calls, answer["cpu"] / calls))
    finally:
        for child in children.values():
            child.close()
    times = {
        name: (median(wall for wall, _ in rows), median(cpu for _, cpu in rows))
        for name, rows in took.items()
    }
    return times, reasons


def command(name: str, length: int, *more: str) -> list[str]:
    """Command line of a contender's process."""
    return [sys.executable, "-m", "bench.dtw_contenders", name, str(length), *more]


def memory(name: str, length: int) -> float | None:
    """Megabytes that one call adds at its peak; None where the system does not report it."""
    done = subprocess.run(command(name, length, "memory"), capture_output=True, text=True)
    return float(done.stdout.split()[-1]) if done.returncode == 0 else None


def report(
    length: int,
    times: Times,
    reasons: Mapping[str, str],
    peaks: Mapping[str, float | None],
) -> str:
    """Lines of one size, the fastest first."""
    ours = times.get("RE:ON")
    lines = [f"\nN = {length:<26} {'ms':>9} {'CPU ms':>9} {'ratio':>7} {'MB':>7}  cost; steps"]
    for name, (wall, cpu) in sorted(times.items(), key=lambda item: item[1]):
        ratio = f"{wall / ours[0]:.2f}" if ours else "-"
        added = peaks[name]
        peak = "-" if added is None else f"{added:.0f}"
        about = f"{CONTENDERS[name].cost}; {CONTENDERS[name].steps}"
        lines.append(
            f"  {name:<28} {1e3 * wall:9.2f} {1e3 * cpu:9.2f} {ratio:>7} {peak:>7}  {about}"
        )
    lines += [f"  {name:<28} not measured: {reason}" for name, reason in reasons.items()]
    others = {name: wall for name, (wall, _) in times.items() if not name.startswith("RE:ON")}
    if ours and others:
        best = min(others, key=lambda name: others[name])
        lines.append(f"  best of the others, {best}: {others[best] / ours[0]:.2f} x our time")
    return "\n".join(lines)


def versions() -> Iterator[str]:
    """Installed versions of what is compared."""
    for name in PACKAGES:
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"{name} none"


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser("python -m bench.dtw", description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1000, 3000, 10000])
    parser.add_argument("--repeat", type=int, default=5, help="rounds; the median is taken")
    names = list(CONTENDERS)
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME")
    options = parser.parse_args(arguments)
    if min(options.sizes) < 100 or options.repeat < 1:
        parser.error("--sizes must be at least 100 and --repeat at least 1")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores, load {load}")
    print(f"Python {platform.python_version()}, " + ", ".join(versions()))
    print("ratio: time divided by ours, more than 1 is slower; MB: what one call adds at its peak")
    slow: dict[str, str] = {}
    for length in sorted(options.sizes):
        fast_enough = [name for name in options.only if name not in slow]
        times, reasons = measure(fast_enough, length, options.repeat)
        peaks = {name: memory(name, length) for name in times}
        print(report(length, times, {**reasons, **slow}, peaks), flush=True)
        for name, (wall, _) in times.items():
            if 10 * wall > MAX_SECONDS:
                slow[name] = f"{wall:.1f} s at N = {length} already"


if __name__ == "__main__":
    main()
