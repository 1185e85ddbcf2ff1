"""A launcher in a process of its own, and what of it is still there."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from reon.serve.broker import free_port

ROOT = Path(__file__).resolve().parents[2]
HIDDEN = ("REDIS_URL", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "REON_DATA")


@dataclass
class Started:
    process: subprocess.Popen
    port: int
    log: Path

    @property
    def output(self):
        return self.log.read_text()

    def get(self, path):
        with urlopen(f"http://localhost:{self.port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()

    def wait(self, seconds=30):
        """Wait for the end; returns the exit code."""
        return self.process.wait(seconds)

    def wait_for(self, text, seconds=60, times=1):
        """Wait until the launcher has printed a text so many times."""
        until(lambda: self.output.count(text) >= times or self.process.poll() is not None, seconds)
        assert self.output.count(text) >= times, self.output

    def wait_for_page(self):
        self.wait_for("RE:ON is running")

    @property
    def family(self):
        """Process ids of all descendants of the started process, by command line."""
        rows = [(int(row[0]), int(row[1]), row[2]) for row in processes()]
        family, count = {self.process.pid: ""}, 0
        while len(family) > count:
            count = len(family)
            family |= {pid: command for pid, parent, command in rows if parent in family}
        del family[self.process.pid]
        return family

    def member(self, word):
        """The descendant whose command line has a word."""
        found = [pid for pid, command in self.family.items() if word in command]
        assert len(found) == 1, self.family
        return found[0]


def processes():
    """Rows of process id, parent and command line of all that run; dead ones left out."""
    listed = subprocess.run(
        ["ps", "-axwwo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    return [(pid, parent, rest[0]) for pid, parent, stat, *rest in rows if rest and stat[0] != "Z"]


def alive(pids):
    """Those of the process ids that still run."""
    return set(pids) & {int(row[0]) for row in processes()}


def until(condition, seconds):
    """Wait until a condition holds; returns whether it came to hold in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture
def launch(tmp_path):
    """Starts the launcher with a data folder of its own; ends what a test leaves running."""
    started = []

    def start(*arguments, before=(), port=None, **environment):
        port = port or free_port()
        log = tmp_path / f"serve{len(started)}.log"
        inherited = {name: value for name, value in os.environ.items() if name not in HIDDEN}
        command = [sys.executable, "manage.py", "serve", "--port", str(port), *arguments]
        with log.open("w") as output:
            process = subprocess.Popen(
                [*before, *command],
                cwd=ROOT,
                env={**inherited, "REON_DATA": str(tmp_path / "var"), **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started.append(Started(process, port, log))
        return started[-1]

    yield start
    for one in started:
        left = [one.process.pid, *one.family] if one.process.poll() is None else []
        one.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            one.process.wait(15)
        for pid in alive(left):
            os.kill(pid, 9)
        one.process.wait()
