"""Starts the site's processes in order, watches them, ends them together."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from .broker import find_broker, wait_for_broker
from .checks import StartError, check_folder, check_port
from .children import LIBC, Child, start, stop
from .guard import Guard

PYTHON = [sys.executable, "-m"]
PREPARE = [*PYTHON, "django", "prepare"]
WORKER = [sys.executable, "-W", "ignore:You're running the worker with superuser", "-m"]
WORKER += ["celery", "--quiet", "-A", "reon.celery", "worker", "--pool", "solo"]
WORKER += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
WEB = [*PYTHON, "uvicorn", "reon.asgi:application", "--log-level", "warning", "--no-access-log"]
WEB += ["--timeout-graceful-shutdown", "2"]
STEP = 0.1  # seconds between checks of the children
TOO_SOON = 10.0  # seconds; a worker that ends sooner after its start failed to start
TRIES = 3


class Ended(Exception):
    """Somebody asked the launcher to end."""


class Launcher:
    """One run of the site on one machine.

    Parameters
    ----------
    host
    port
    folder
        Data folder.
    parent
        Process to end with, or None.
    """

    def __init__(self, host: str, port: int, folder: Path, parent: int | None = None) -> None:
        self.host, self.port, self.folder, self.parent = host, port, folder, parent
        self.signal: int | None = None
        self.children: dict[str, Child] = {}
        self.failures = 0
        self.env = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.guard: Guard | None = None

    def run(self, ready: Callable[[], object]) -> None:
        """Start all, call `ready()` once the site answers, stay until asked to end.

        Raises
        ------
        StartError
            If something cannot start, or an essential part has ended.
        """
        check_port(self.host, self.port)
        check_folder(self.folder)
        self.listen()
        self.guard = None if LIBC else Guard()
        try:
            self.start_broker()
            self.wait_for(self.start("preparation", PREPARE))
            self.start("worker", WORKER)
            self.start("web server", [*WEB, "--host", self.host, "--port", str(self.port)])
            self.wait_for_page()
            ready()
            while True:
                self.check()
                time.sleep(STEP)
        except Ended:
            pass
        finally:
            self.end()

    def listen(self) -> None:
        """Handle the signals that ask for an end; one that is ignored (nohup) stays ignored."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self.take)

    def take(self, number: int, frame: FrameType | None) -> None:
        self.signal = number

    def start(self, name: str, command: list[str], feed: str = "", quiet: bool = False) -> Child:
        self.children[name] = start(name, command, self.env, feed, quiet, self.guard)
        return self.children[name]

    def start_broker(self) -> None:
        broker = find_broker(self.env, self.folder / "broker.log")
        if broker.command:
            self.start("broker", broker.command, broker.config, quiet=True)
        self.env["REDIS_URL"] = broker.url
        wait_for_broker(broker.url, self.check)

    def wait_for(self, child: Child) -> None:
        """Wait for a child that has to succeed."""
        while not child.ended:
            self.check()
            time.sleep(STEP / 5)
        self.drop(child)
        if child.process.returncode:
            raise StartError(f"The {child.name} failed; its message stands above")

    def wait_for_page(self) -> None:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        address = f"http://{f'[{host}]' if ':' in host else host}:{self.port}/health/"
        while True:
            self.check()
            try:
                urlopen(address, timeout=5).close()
                return
            except (URLError, OSError):
                time.sleep(STEP / 2)

    def check(self) -> None:
        """Check the signals, the parent and the children once."""
        if self.signal or (self.parent and os.getppid() != self.parent):
            raise Ended
        for child in list(self.children.values()):
            if child.ended and child.name == "worker":
                self.restart(child)
            elif child.ended and child.name != "preparation":
                raise StartError(
                    f"The {child.name} ended ({describe(child)}), so the site ends too"
                )

    def restart(self, child: Child) -> None:
        """Start a lost worker again; its take waits in the database."""
        lived = time.monotonic() - child.started
        self.failures = self.failures + 1 if lived < TOO_SOON else 0
        self.drop(child)
        if self.failures >= TRIES:
            raise StartError(f"The worker does not start ({describe(child)}); see the lines above")
        print(f"The worker ended ({describe(child)}); starting it again", file=sys.stderr)
        self.start("worker", WORKER)

    def drop(self, child: Child) -> None:
        """Forget a child that has ended, and end whatever it left behind."""
        stop([child])
        if self.guard:
            self.guard.forget(child.process.pid)
        del self.children[child.name]

    def end(self) -> None:
        """End web server and worker, then the broker that both need to end in order."""
        broker = self.children.pop("broker", None)
        stop(self.children.values())
        if broker:
            stop([broker])
        if self.guard:
            self.guard.close()


def describe(child: Child) -> str:
    """How a child ended, in words."""
    code = child.process.returncode
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"
