"""A real Celery worker on the tests' database and broker."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def environment(**more):
    """The variables with which another process uses this test's database and files."""
    from django.conf import settings

    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        name = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}"
        url = f"postgres://{name}:{database['PORT'] or 5432}/{database['NAME']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "reon.settings.dev",
        "DATABASE_URL": url,
        "REDIS_URL": settings.REDIS_URL,
        "REON_DATA": str(Path(settings.MEDIA_ROOT).parent),
        "REON_HEARTBEAT_TIMEOUT": "3",
        **more,
    }


def start(log, **variables):
    """Start a worker in a process group of its own."""
    command = [sys.executable, "-m", "celery", "-A", "reon", "worker", "--concurrency", "1"]
    return subprocess.Popen(
        [*command, "--loglevel", "INFO", "--without-gossip", "--without-mingle"],
        cwd=ROOT,
        env=environment(**variables),
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def kill(worker):
    """End a worker and its children at once, as a power cut would."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def wait_for(row, *states, seconds=90):
    """Wait until a row has one of the states; the states seen on the way."""
    seen = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        row.refresh_from_db()
        if not seen or seen[-1] != row.state:
            seen.append(row.state)
        if row.state in states:
            return seen
        time.sleep(0.05)
    raise AssertionError(f"{row.state} ({row.reason}) after {seconds} s, seen {seen}")
