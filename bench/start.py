"""Measure `make run` on a clean copy with an empty home: python3 bench/start.py [--keep]

Prints seconds from the command to the first page, megabytes on disk, seconds of the second start
and memory in use, with machine and date. Needs only git, make and Python.
"""

import argparse
import datetime
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
PASSED_ON = ("PATH", "LANG", "TERM", "PIP_", "SSL_", "NPM_CONFIG_", "NODE_", "HTTP", "http", "NO_")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="store_true", help="do not delete the copy")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="reon-start-"))
    clone, home = folder / "reon", folder / "home"
    home.mkdir()
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    environment = {k: v for k, v in os.environ.items() if k.startswith(PASSED_ON)}
    environment["HOME"] = str(home)
    try:
        first, memory = start(clone, environment)
        again = [start(clone, environment)[0] for _ in range(3)]
        report(clone, home, first, again, memory)
    finally:
        if not options.keep:
            subprocess.run(["rm", "-rf", folder], check=True)


def start(clone: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Run `make run` until the first page; returns seconds and megabytes of memory."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begin = time.monotonic()
    command = ["make", "run", f"PORT={port}"]
    # Output goes to a file: a pipe that nobody reads would fill and stop the site.
    with tempfile.TemporaryFile("w+") as output:
        site = subprocess.Popen(
            command,
            cwd=clone,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            while not answers(port):
                if site.poll() is not None:
                    output.seek(0)
                    sys.exit(f"make run ended with {site.returncode}:\n{output.read()}")
                time.sleep(0.02)
            return time.monotonic() - begin, memory_of(site.pid)
        finally:
            if site.poll() is None:
                os.killpg(site.pid, signal.SIGINT)
                site.wait()


def answers(port: int) -> bool:
    """Whether the first page is served completely."""
    try:
        with urlopen(f"http://localhost:{port}/", timeout=10) as page:
            return page.status == 200 and b"</html>" in page.read()
    except (URLError, OSError):
        return False


def memory_of(pid: int) -> float:
    """Resident megabytes of a process and its descendants."""
    listed = subprocess.run(["ps", "-axo", "pid=,ppid=,rss="], capture_output=True, text=True)
    rows = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    family, count = {pid}, 0
    while len(family) > count:
        count = len(family)
        family |= {child for child, parent, _ in rows if parent in family}
    return sum(size for child, _, size in rows if child in family) / 1024


def report(clone: Path, home: Path, first: float, again: Sequence[float], memory: float) -> None:
    """Print the figures."""
    sizes = {"packages (.venv)": clone / ".venv", "home": home, "all, with the clone": clone}
    print(f"{datetime.date.today()}  commit {git('rev-parse', '--short', 'HEAD')}")
    print(f"{platform.platform()}  {os.cpu_count()} cores  Python {platform.python_version()}")
    print(f"make run to the first page, clean copy, empty home  {first:6.1f} s")
    print(f"make run to the first page, second start            {sorted(again)[1]:6.1f} s (of 3)")
    for name, path in sizes.items():
        print(f"megabytes: {name:<41}{megabytes(path):6.0f} MB")
    print(f"memory when the first page is served                {memory:6.0f} MB")


def megabytes(folder: Path) -> float:
    """Size of a folder on disk."""
    done = subprocess.run(["du", "-sk", folder], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[0]) / 1024


def git(*words: str) -> str:
    """What a git command prints."""
    return subprocess.run(
        ["git", "-C", ROOT, *words], capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    main()
