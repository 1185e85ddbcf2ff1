"""Speed and memory of the pipeline: ``python -m bench.pipeline``.

Stages and complete pipelines are measured in rounds; every round runs each of them once, in a new
order, so that a busy machine affects all of them alike. Printed are medians and ratios within this
run.
"""

import datetime
import os
import platform
import random
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

from scoring.errors import ScoringError
from scoring.types import FilePath
from scoring.video.info import VideoInfo, probe

from .contenders import CONTENDERS, LONG
from .device import classifier_rates
from .footage import make_footage, repeat
from .loop import Child, timed
from .peers import PEERS
from .stages import make_stages

PEER_PROGRAM = Path(__file__).with_name("peers.py")
Stage: TypeAlias = tuple[str, str]
"""A stage of the pipeline, and the method."""

Measured: TypeAlias = dict[str | Stage, list[dict[str, float]] | str]
"""Of each round "wall", "cpu", "frames" and, for a pipeline, "peak"; or why there is nothing."""

Medians: TypeAlias = Mapping[str | Stage, Mapping[str, float]]

NAMES = {
    "reon": "RE:ON",
    "plain": "RE:ON's parts, frame by frame",
    "naive": "(a) OpenCV + Haar + torch, 1 face",
    "per face": "(b) MediaPipe + ONNX, 1 face",
    **{name: f"(c) {name}, its own weights" for name in PEERS},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    options = parser().parse_args(arguments)
    rounds, seconds = (2, 3) if options.quick else (options.repeat, 10)
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            path = options.media or make_footage(Path(folder) / "made.mp4", seconds)
            info = probe(path, LONG)
            name = options.media or "made from the demo"
            print(f"{name}: {described(info)}, sampled at {options.rate:g} frames/s", flush=True)
            measured = measure(path, options, rounds)
        except (ScoringError, OSError) as error:
            print(f"bench.pipeline: {error}", file=sys.stderr)
            return 1
        report(measured, info, rounds, options.rate)
        if options.long:
            long_memory(Path(folder), path, options)
    print(*classifier_rates(options.device, rounds), sep="\n")
    return 0


def parser() -> ArgumentParser:
    """The command line."""
    parser = ArgumentParser(prog="python -m bench.pipeline", description=__doc__.splitlines()[0])
    parser.add_argument("--media", help="a video (default: 10 s of 720p made from the demo)")
    parser.add_argument("--rate", type=float, default=10.0, help="frames a second (%(default)s)")
    parser.add_argument("--repeat", type=int, default=5, help="rounds (%(default)s)")
    parser.add_argument("--quick", action="store_true", help="3 s of footage, two rounds")
    parser.add_argument("--only", nargs="*", choices=NAMES, help="complete pipelines to measure")
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter with fer, deepface, …")
    parser.add_argument("--long", action="store_true", help="also measure memory over ten minutes")
    parser.add_argument(
        "--device", default="cuda", help="for the classifier by itself (%(default)s)"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the order in each round")
    return parser


def measure(path: FilePath, options: Namespace, rounds: int) -> Measured:
    """Run everything `rounds` times."""
    stages = make_stages(path, options.rate)
    started = {name: start(name, path, options) for name in options.only or NAMES}
    children = {name: child for name, child in started.items() if isinstance(child, Child)}
    took: dict[str | Stage, list[dict[str, float]]] = {key: [] for key in (*stages, *children)}
    everything = list(took)
    order = random.Random(options.seed)
    for number in range(rounds):
        order.shuffle(everything)
        for key in everything:
            took[key].append(children[key].run() if isinstance(key, str) else run(stages[key]))
        print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    for child in children.values():
        child.close()
    reasons = {name: reason for name, reason in started.items() if isinstance(reason, str)}
    return {**took, **reasons}


def run(stage: Callable[[], int]) -> dict[str, float]:
    """Run a stage once: {"wall", "cpu", "frames"}."""
    took, frames = timed(stage)
    return {**took, "frames": frames}


def start(name: str, path: FilePath, options: Namespace) -> Child | str:
    """A complete pipeline in its own process, or the reason why there is none."""
    arguments = [name, str(path), str(options.rate)]
    if name in CONTENDERS:
        command = [sys.executable, "-m", "bench.contenders", *arguments]
    elif options.peers:
        command = [options.peers, str(PEER_PROGRAM), *arguments]
    else:
        return "no environment given with --peers"
    child = Child(command)
    if child.reason:
        child.close()
        return child.reason
    return child


def report(measured: Measured, info: VideoInfo, rounds: int, rate: float) -> None:
    """Print both tables and the ratios."""
    middle = {
        key: {what: median(took[what] for took in values) for what in values[0]}
        for key, values in measured.items()
        if not isinstance(values, str)
    }
    print(f"\nmedian of {rounds} rounds; seconds per second of video; frames: those sampled")
    print(f"{'stage':44}{'wall':>8}{'CPU':>8}{'frames/s':>10}")
    fastest: dict[str, list[float]] = {}
    for (stage, method), values in ((k, v) for k, v in middle.items() if isinstance(k, tuple)):
        per_frame = [values[what] / values["frames"] for what in ("wall", "cpu")]
        fastest[stage] = [*map(min, fastest.get(stage, per_frame), per_frame)]
        print(row(f"{stage}: {method}", values, values["frames"] / rate))
    print(
        f"\n{'complete, from file to score':44}{'wall':>8}{'CPU':>8}{'frames/s':>10}{'peak MB':>9}"
    )
    for name, label in NAMES.items():
        if name in middle:
            print(row(label, middle[name], info.duration) + f"{middle[name]['peak']:9.0f}")
        elif name in measured:
            print(f"{label:44}not measured: {measured[name]}")
    if "reon" in middle:
        ratios(measured, middle, fastest, info)


def row(name: str, values: Mapping[str, float], seconds: float) -> str:
    """One line: wall and processor seconds per second of video, frames a second."""
    wall, cpu = values["wall"] / seconds, values["cpu"] / seconds
    return f"{name:44}{wall:8.3f}{cpu:8.3f}{values['frames'] / values['wall']:10.0f}"


def ratios(
    measured: Measured, middle: Medians, fastest: Mapping[str, list[float]], info: VideoInfo
) -> None:
    """RE:ON compared with the others, with the floor, and with the clip's length."""
    ours = middle["reon"]
    print("\nmedians of the ratios in each round")
    for name, label in NAMES.items():
        if name in middle and name != "reon":
            wall, cpu = (ratio(measured[name], measured["reon"], what) for what in ("wall", "cpu"))
            print(f"{label}: {wall:.1f} times RE:ON's wall, {cpu:.1f} times its CPU seconds")
    stages = [fastest[stage] for stage in ("decode", "detect", "crop", "classify", "score")]
    wall, cpu = (sum(stage[i] for stage in stages) * ours["frames"] for i in (0, 1))
    print(
        f"floor (fastest method of each stage, summed) / RE:ON: {wall / ours['wall']:.2f} in wall, "
        f"{cpu / ours['cpu']:.2f} in CPU seconds"
    )
    print(f"RE:ON / length of the video: {ours['wall'] / info.duration:.2f}")


def ratio(one: Any, other: Any, what: str) -> float:
    """Median of the ratios of two contenders' seconds in each round."""
    return median(a[what] / b[what] for a, b in zip(one, other, strict=True))


def long_memory(folder: Path, path: FilePath, options: Namespace) -> None:
    """Print the peak memory over the video, and over ten minutes of it."""
    long = repeat(folder / "long.mp4", path, 600)
    peaks = []
    for video in (path, long):
        command = [sys.executable, "-m", "bench.contenders", "reon", str(video), str(options.rate)]
        child = Child(command)
        took = child.run()
        child.close()
        peaks.append(f"{took['peak']:.0f} MB over {probe(video, LONG).duration:.0f} s")
    print(f"RE:ON's peak memory: {', '.join(peaks)}")


def described(info: VideoInfo) -> str:
    """Length, size, rate and codec of a video."""
    size = f"{info.width} x {info.height}"
    return f"{info.duration:.1f} s, {size}, {info.rate:.0f} frames/s, {info.codec}"


def machine() -> str:
    """A line that says where and when this was measured."""
    cores, load = os.cpu_count(), os.getloadavg()[0]
    system = f"{platform.system()}, Python {platform.python_version()}"
    now = datetime.datetime.now()
    return f"{now:%Y-%m-%d %H:%M}  {processor()}, {cores} cores, load {load:.1f}  {system}"


def processor() -> str:
    """The processor's name and, on Linux, whether it has AVX-512."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    facts = dict(line.split(":", 1) for line in lines if ":" in line)
    facts = {key.strip(): value.strip() for key, value in facts.items()}
    wide = " with AVX-512" if "avx512f" in facts.get("flags", "") else ""
    return facts.get("model name", platform.machine()) + wide


if __name__ == "__main__":
    sys.exit(main())
