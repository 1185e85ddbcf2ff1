"""Child processes that never outlive the launcher."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

from .guard import Guard

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Child:
    """A started process, leader of its own session, so that Ctrl-C reaches the launcher only."""

    name: str
    process: subprocess.Popen[str]
    started: float

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None


def start(
    name: str,
    command: list[str],
    env: Mapping[str, str],
    feed: str = "",
    quiet: bool = False,
    guard: Guard | None = None,
) -> Child:
    """Start a child process.

    Parameters
    ----------
    name
        For messages.
    command
    env
    feed
        What it reads from its standard input.
    quiet
        Drop its standard output.
    guard
        Watches the child, where the kernel does not end it with the launcher.
    """
    process = subprocess.Popen(
        command,
        env=env,
        text=True,
        stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if quiet else None,
        start_new_session=True,
        preexec_fn=die_with(os.getpid(), LIBC) if LIBC else None,
    )
    if guard:
        guard.watch(process.pid)
    if process.stdin:
        process.stdin.write(feed)
        process.stdin.close()
    return Child(name, process, time.monotonic())


def die_with(parent: int, libc: ctypes.CDLL) -> Callable[[], None]:
    """What the child does before its program: ask the kernel to kill it with its parent."""

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def stop(children: Collection[Child], patience: float = 5.0) -> None:
    """End children: terminate them, and kill their whole sessions after `patience` seconds."""
    running = [child for child in children if not child.ended]
    for child in running:
        child.process.terminate()
    end = time.monotonic() + patience
    for child in running:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, end - time.monotonic()))
    for child in children:
        try:
            os.killpg(child.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
        child.process.wait()
