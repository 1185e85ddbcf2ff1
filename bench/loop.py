"""A contender in a process of its own: it is told when to run and answers with what it took.

Needs the standard library only, so that other people's packages can run in their own environment.
"""

import json
import resource
import subprocess
import sys
import textwrap
import time


def peak_memory():
    """Megabytes of memory this program has held at most."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:  # not Linux, where the figure below counts the program that started this one
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1 << 20 if sys.platform == "darwin" else 1024)


def timed(run):
    """Seconds of the clock and of all processors that a call takes, and what it returns."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = run()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}, result


def serve(make):
    """Answer each line on stdin with one timed run; `make` prepares and returns what is run.

    The first answer is to the preparation: {"ready": true} or {"reason": ...}. What is run
    returns a number of frames, which the answers carry beside seconds and peak memory.
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
    command : list of str
        Starts a program that calls `serve`.

    Attributes
    ----------
    reason : str or None
        Why it cannot be measured.
    """

    def __init__(self, command, **options):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **pipes, **options)
        self.reason = self._answer().get("reason")

    def run(self):
        """One run: {"wall", "cpu", "frames", "peak"}."""
        print(file=self.process.stdin, flush=True)
        answer = self._answer()
        if "reason" in answer:
            raise RuntimeError(f"{self.process.args}: {answer['reason']}")
        return answer

    def _answer(self):
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"reason": "its process ended"}

    def close(self):
        """End the process."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
