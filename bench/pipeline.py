"""Speed and memory of the pipeline: ``python -m bench.pipeline``.

Stages and whole pipelines are measured in rounds; every round runs each of them once, in a new
order, so that a busy machine is unfair to none. Shown are medians and ratios within this run.
"""

import argparse
import datetime
import os
import platform
import random
import sys
import tempfile
from pathlib import Path
from statistics import median

from scoring.errors import ScoringError
from scoring.video.info import probe

from .device import classifier_rates
from .footage import make_footage, repeat
from .loop import Child, timed
from .parts import make_parts
from .peers import PEERS
from .wholes import LONG, WHOLES

PEER_PROGRAM = Path(__file__).with_name("peers.py")
NAMES = {
    "reon": "RE:ON",
    "plain": "RE:ON's parts, frame by frame",
    "naive": "(a) OpenCV + Haar + torch, 1 face",
    "per face": "(b) MediaPipe + ONNX, 1 face",
    **{name: f"(c) {name}, its own weights" for name in PEERS},
}


def main(arguments=None):
    """Measure and print; returns the exit code."""
    options = parser().parse_args(arguments)
    rounds, seconds = (2, 3) if options.quick else (options.repeat, 10)
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            path = options.media or make_footage(Path(folder) / "made.mp4", seconds)
            info = probe(path, LONG)
            name = options.media or "made from the demo"
            print(f"{name}: {shown(info)}, sampled at {options.rate:g} frames/s", flush=True)
            measured = measure(path, options, rounds)
        except (ScoringError, OSError) as error:
            print(f"bench.pipeline: {error}", file=sys.stderr)
            return 1
        report(measured, info, rounds, options.rate)
        if options.long:
            long_memory(Path(folder), path, options)
    print(*classifier_rates(options.device, rounds), sep="\n")
    return 0


def parser():
    parser = argparse.ArgumentParser(
        prog="python -m bench.pipeline", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--media", help="a video (default: 10 s of 720p made from the demo)")
    parser.add_argument("--rate", type=float, default=10.0, help="frames a second (%(default)s)")
    parser.add_argument("--repeat", type=int, default=5, help="rounds (%(default)s)")
    parser.add_argument("--quick", action="store_true", help="3 s of footage, two rounds")
    parser.add_argument("--only", nargs="*", choices=NAMES, help="whole pipelines to measure")
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter that has fer, deepface, …")
    parser.add_argument("--long", action="store_true", help="also the memory over ten minutes")
    parser.add_argument("--device", default="cuda", help="for the classifier alone (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the order in each round")
    return parser


def measure(path, options, rounds):
    """Run everything `rounds` times.

    Returns
    -------
    dict
        Name, or (stage, way), to a list of {"wall", "cpu", "frames"[, "peak"]}, one for each
        round; to a str, the reason, where it cannot be measured.
    """
    parts = make_parts(path, options.rate)
    children = {name: child(name, path, options) for name in options.only or NAMES}
    results = {key: [] for key in parts}
    results |= {name: made if isinstance(made, str) else [] for name, made in children.items()}
    children = {name: made for name, made in children.items() if not isinstance(made, str)}
    everything = [*parts, *children]
    order = random.Random(options.seed)
    for number in range(rounds):
        order.shuffle(everything)
        for key in everything:
            if key in children:
                took = children[key].run()
            else:
                took, frames = timed(parts[key])
                took["frames"] = frames
            results[key].append(took)
        print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    for made in children.values():
        made.close()
    return results


def child(name, path, options):
    """A whole pipeline in its own process, or the reason why there is none."""
    arguments = [name, str(path), str(options.rate)]
    if name in WHOLES:
        command = [sys.executable, "-m", "bench.wholes", *arguments]
    elif options.peers:
        command = [options.peers, str(PEER_PROGRAM), *arguments]
    else:
        return "no environment given with --peers"
    made = Child(command)
    if made.reason:
        made.close()
        return made.reason
    return made


def report(measured, info, rounds, rate):
    """Print both tables and the ratios."""
    middle = {
        key: {what: median(took[what] for took in values) for what in values[0]}
        for key, values in measured.items()
        if not isinstance(values, str)
    }
    print(f"\nmedian of {rounds} rounds; seconds per second of video; frames: those sampled")
    print(f"{'stage':44}{'wall':>8}{'CPU':>8}{'frames/s':>10}")
    fastest = {}
    for (stage, way), values in ((k, v) for k, v in middle.items() if isinstance(k, tuple)):
        per_frame = [values[what] / values["frames"] for what in ("wall", "cpu")]
        fastest[stage] = [*map(min, fastest.get(stage, per_frame), per_frame)]
        print(row(f"{stage}: {way}", values, values["frames"] / rate))
    print(f"\n{'whole, from file to score':44}{'wall':>8}{'CPU':>8}{'frames/s':>10}{'peak MB':>9}")
    for name, label in NAMES.items():
        if name in middle:
            print(row(label, middle[name], info.duration) + f"{middle[name]['peak']:9.0f}")
        elif name in measured:
            print(f"{label:44}not measured: {measured[name]}")
    if "reon" in middle:
        ratios(measured, middle, fastest, info)


def row(name, values, seconds):
    """One line: wall and processor seconds per second of video, frames a second."""
    wall, cpu = values["wall"] / seconds, values["cpu"] / seconds
    return f"{name:44}{wall:8.3f}{cpu:8.3f}{values['frames'] / values['wall']:10.0f}"


def ratios(measured, middle, fastest, info):
    """How RE:ON stands against the others, the floor and the clip's length."""
    ours = middle["reon"]
    print("\nmedians of the ratios in each round")
    for name, label in NAMES.items():
        if name in middle and name != "reon":
            rounds = list(zip(measured[name], measured["reon"], strict=True))
            wall, cpu = (median(a[k] / b[k] for a, b in rounds) for k in ("wall", "cpu"))
            print(f"{label}: {wall:.1f} times RE:ON's wall, {cpu:.1f} times its CPU seconds")
    stages = [fastest[stage] for stage in ("decode", "detect", "crop", "classify", "score")]
    wall, cpu = (sum(stage[i] for stage in stages) * ours["frames"] for i in (0, 1))
    print(
        f"floor (fastest way of each stage, summed) / RE:ON: {wall / ours['wall']:.2f} in wall, "
        f"{cpu / ours['cpu']:.2f} in CPU seconds"
    )
    print(f"RE:ON / length of the video: {ours['wall'] / info.duration:.2f}")


def long_memory(folder, path, options):
    """Peak memory over the video, and over ten minutes of it."""
    long = repeat(folder / "long.mp4", path, 600)
    peaks = []
    for video in (path, long):
        made = Child([sys.executable, "-m", "bench.wholes", "reon", str(video), str(options.rate)])
        took = made.run()
        made.close()
        peaks.append(f"{took['peak']:.0f} MB over {probe(video, LONG).duration:.0f} s")
    print(f"RE:ON's peak memory: {', '.join(peaks)}")


def shown(info):
    size = f"{info.width} x {info.height}"
    return f"{info.duration:.1f} s, {size}, {info.rate:.0f} frames/s, {info.codec}"


def machine():
    """The line that says where and when this was measured."""
    cores, load = os.cpu_count(), os.getloadavg()[0]
    system = f"{platform.system()}, Python {platform.python_version()}"
    now = datetime.datetime.now()
    return f"{now:%Y-%m-%d %H:%M}  {processor()}, {cores} cores, load {load:.1f}  {system}"


def processor():
    """The processor's name, with what Linux says of its kind."""
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
