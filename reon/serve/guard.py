"""A watcher for systems whose kernel does not end children with their parent (macOS).

It reads process ids from a pipe whose other end only the launcher holds. The pipe ends with the
launcher, however that ends; what was named and is still there is killed then.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress


class Guard:
    """The launcher's end of the watcher."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-S", __file__],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def watch(self, pid):
        """Have the session of this process killed when the launcher is gone."""
        self.tell(f"+{pid}")

    def forget(self, pid):
        """The process has ended; its id may belong to another one soon."""
        self.tell(f"-{pid}")

    def close(self):
        """End the watcher."""
        self.process.stdin.close()
        self.process.wait()

    def tell(self, line):
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()


def main(lines):
    """Follow the launcher's lines until they end, then kill what is left."""
    pids = set()
    for line in lines:
        pid = int(line[1:])
        pids.add(pid) if line[0] == "+" else pids.discard(pid)
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.stdin)
