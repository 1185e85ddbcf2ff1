"""Real PostgreSQL and Redis for tests: private, on loopback, gone afterwards.

Each is a context manager that yields a URL and skips the test by name where the program is not
installed.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from glob import glob
from pathlib import Path

import pytest

from reon.serve.broker import free_port, wait_for_broker


@contextmanager
def redis():
    """A Redis server with a password; yields its URL."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        pytest.skip("redis-server is not installed")
    port, password = free_port(), secrets.token_hex(8)
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--requirepass", password]
    server = subprocess.Popen(
        [program, *arguments, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL
    )
    try:
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        wait_for_broker(url, lambda: None)
        yield url
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def postgresql():
    """A PostgreSQL cluster of its own with an empty database; yields its URL.

    PostgreSQL refuses to run as root: then it runs as the user postgres, else nobody.
    """
    programs = postgresql_programs()
    port, password = free_port(), secrets.token_hex(8)
    with tempfile.TemporaryDirectory(prefix="reon-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        secret = folder / "password"
        secret.write_text(password)
        other = unprivileged()
        if other:
            os.chown(folder, other, -1)
            os.chown(secret, other, -1)
        more = (
            {"user": other, "group": pwd.getpwuid(other).pw_gid, "extra_groups": []}
            if other
            else {}
        )
        more |= {"cwd": folder, "env": {**os.environ, "HOME": name, "LC_ALL": "C"}}
        run(
            [
                programs / "initdb",
                "-D",
                "data",
                "-U",
                "reon",
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--pwfile",
                "password",
                "--no-sync",
            ],
            more,
        )
        server = subprocess.Popen(
            [
                programs / "postgres",
                "-D",
                "data",
                "-p",
                str(port),
                "-c",
                "fsync=off",
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                f"unix_socket_directories={name}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("w"),
            **more,
        )
        try:
            url = f"postgres://reon:{password}@127.0.0.1:{port}/postgres"
            wait_for_database(url, server, folder / "log")
            yield url
        finally:
            server.send_signal(2)  # a fast shutdown: sessions are ended
            server.wait(30)


def postgresql_programs():
    """The folder of the newest installed PostgreSQL's programs."""
    folders = glob("/usr/lib/postgresql/*/bin")
    if folders:
        return Path(max(folders, key=lambda path: float(path.split("/")[-2])))
    found = shutil.which("initdb")
    if not found:
        pytest.skip("postgresql is not installed")
    return Path(found).resolve().parent


def unprivileged():
    """Id of the user to run as where this is root, else None."""
    if os.getuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    return 65534


def run(command, more):
    """Run a program that has to succeed; its messages are in the error."""
    done = subprocess.run(command, capture_output=True, text=True, **more)
    assert done.returncode == 0, done.stderr


def wait_for_database(url, server, log, patience=20.0):
    """Wait until the cluster takes connections."""
    import psycopg

    end = time.monotonic() + patience
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
