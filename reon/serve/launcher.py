"""Starts the site's processes in order, watches them, ends them together."""

import os
import signal
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

from .broker import find_broker, wait_for_broker
from .checks import StartError, check_folder, check_port
from .children import LIBC, start, stop
from .guard import Guard

PYTHON = [sys.executable, "-m"]
PREPARE = [*PYTHON, "django", "prepare"]
WORKER = [sys.executable, "-W", "ignore:You're running the worker with superuser", "-m"]
WORKER += ["celery", "--quiet", "-A", "reon.celery", "worker", "--pool", "solo"]
WORKER += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
WEB = [*PYTHON, "uvicorn", "reon.asgi:application", "--log-level", "warning", "--no-access-log"]
WEB += ["--timeout-graceful-shutdown", "2"]
STEP = 0.1  # seconds between two looks at the children
TOO_SOON = 10.0  # a worker that ends within so many seconds of its start failed to start
TRIES = 3


class Ended(Exception):
    """Somebody asked the launcher to end."""


class Launcher:
    """One run of the site on one machine.

    Parameters
    ----------
    host : str
    port : int
    folder : path
        Data folder.
    parent : int or None
        Process to end with; None to go on without it.
    """

    def __init__(self, host, port, folder, parent=None):
        self.host, self.port, self.folder, self.parent = host, port, folder, parent
        self.signal = None
        self.children = {}
        self.failures = 0
        self.env = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.guard = None

    def run(self, ready):
        """Start all, call `ready()` once the site answers, stay until asked to end.

        Raises
        ------
        StartError
            If something cannot start, or a part the site cannot do without has ended.
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
                self.look()
                time.sleep(STEP)
        except Ended:
            pass
        finally:
            self.end()

    def listen(self):
        """Take the signals that ask for an end; one that is ignored (nohup) stays ignored."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self.take)

    def take(self, number, frame):
        self.signal = number

    def start(self, name, command, feed="", quiet=False):
        self.children[name] = start(name, command, self.env, feed, quiet, self.guard)
        return self.children[name]

    def start_broker(self):
        broker = find_broker(self.env, self.folder / "broker.log")
        if broker.command:
            self.start("broker", broker.command, broker.config, quiet=True)
        self.env["REDIS_URL"] = broker.url
        wait_for_broker(broker.url, self.look)

    def wait_for(self, child):
        """Wait for a child that is to end well."""
        while not child.ended:
            self.look()
            time.sleep(STEP / 5)
        self.drop(child)
        if child.process.returncode:
            raise StartError(f"The {child.name} failed; its message stands above")

    def wait_for_page(self):
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        address = f"http://{f'[{host}]' if ':' in host else host}:{self.port}/health/"
        while True:
            self.look()
            try:
                urlopen(address, timeout=5).close()
                return
            except (URLError, OSError):
                time.sleep(STEP / 2)

    def look(self):
        """Look at the signals, the parent and the children once."""
        if self.signal or (self.parent and os.getppid() != self.parent):
            raise Ended
        for child in list(self.children.values()):
            if child.ended and child.name == "worker":
                self.restart(child)
            elif child.ended and child.name != "preparation":
                raise StartError(
                    f"The {child.name} ended ({describe(child)}), so the site ends too"
                )

    def restart(self, child):
        """Start a lost worker again; its take waits in the database."""
        lived = time.monotonic() - child.started
        self.failures = self.failures + 1 if lived < TOO_SOON else 0
        self.drop(child)
        if self.failures >= TRIES:
            raise StartError(f"The worker does not start ({describe(child)}); see the lines above")
        print(f"The worker ended ({describe(child)}); starting it again", file=sys.stderr)
        self.start("worker", WORKER)

    def drop(self, child):
        """Forget a child that has ended, with whatever it left behind."""
        stop([child])
        if self.guard:
            self.guard.forget(child.process.pid)
        del self.children[child.name]

    def end(self):
        """End web server and worker, then the broker that both need to end in order."""
        broker = self.children.pop("broker", None)
        stop(self.children.values())
        if broker:
            stop([broker])
        if self.guard:
            self.guard.close()


def describe(child):
    """How a child ended, in words."""
    code = child.process.returncode
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"
