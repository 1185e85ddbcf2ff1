"""A contender in a process of its own: it runs on request and answers with what it took.

This needs only the standard library, so that other packages can run in their own environment.
"""

import json
import resource
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def peak_memory() -> float:
    """Peak memory of this program in megabytes."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:  # not Linux, where the figure below counts the program that started this one
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1 << 20 if sys.platform == "darwin" else 1024)


def timed(run: Callable[[], T]) -> tuple[dict[str, float], T]:
    """Seconds of wall and of processor time that a call takes, and what it returns."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = run()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}, result


def serve(make: Callable[[], Callable[[], int]]) -> None:
    """Answer each line on stdin with one timed run; `make` prepares and returns what is run.

    The first answer is about the preparation: {"ready": true} or {"reason": ...}. A run returns a
    number of frames, which its answer states along with seconds and peak memory.
    """
    answers, sys.stdout = sys.stdout, sys.stderr
    try:
        run = make()
    except Exception as error:
        reason = textwrap.shorten(f"{type(error).__name__}: {error}", 120)
        print(json.dumps({"reason": reason}), file=answers, flush=True)
        return
    print(json.dumps({"ready": True}), file=answers, flush=True)
    for _ in sys.stdin:
        took, frames = timed(run)
        took.update(frames=frames, peak=peak_memory())
        print(json.dumps(took), file=answers, flush=True)


class Child:
    """A contender in its own process.

    Parameters
    ----------
    command
        Starts a program that calls `serve`.
    **options
        Of `subprocess.Popen`.

    Attributes
    ----------
    reason
        Why it cannot be measured, if it cannot.
    """

    def __init__(self, command: Sequence[str], **options: Any) -> None:
        self.command = " ".join(command)
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            **options,
        )
        self.reason: str | None = self._answer().get("reason")

    def run(self) -> dict[str, float]:
        """One run: {"wall", "cpu", "frames", "peak"}."""
        print(file=self.process.stdin, flush=True)
        answer = self._answer()
        if "reason" in answer:
            raise RuntimeError(f"{self.command}: {answer['reason']}")
        return answer

    def _answer(self) -> dict[str, Any]:
        line = self.process.stdout.readline() if self.process.stdout else ""
        return json.loads(line) if line else {"reason": "its process ended"}

    def close(self) -> None:
        """End the process."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        self.process.wait()
