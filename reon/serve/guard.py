"""A watcher for systems whose kernel does not end children with their parent (macOS).

It reads process ids from a pipe whose other end only the launcher holds. The pipe ends with the
launcher, however that ends; whatever was named and still runs is killed then.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress


class Guard:
    """The launcher's end of the watcher."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-S", __file__],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdin is not None
        self.pipe = self.process.stdin

    def watch(self, pid: int) -> None:
        """Kill the session of this process once the launcher is gone."""
        self._send(f"+{pid}")

    def forget(self, pid: int) -> None:
        """The process has ended; its id may belong to another one soon."""
        self._send(f"-{pid}")

    def close(self) -> None:
        """End the watcher."""
        self.pipe.close()
        self.process.wait()

    def _send(self, line: str) -> None:
        self.pipe.write(f"{line}\n")
        self.pipe.flush()


def main(lines: Iterable[str]) -> None:
    """Follow the launcher's lines until they end, then kill what is left."""
    pids: set[int] = set()
    for line in lines:
        pid = int(line[1:])
        pids.add(pid) if line[0] == "+" else pids.discard(pid)
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.stdin)
