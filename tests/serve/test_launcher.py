"""The site started as a person starts it: real processes, the bundled broker."""

import os
import re
import shutil
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from tests.serve.conftest import alive, until

NO_SERVER = {"PATH": "/nowhere"}  # no redis-server to be found: the bundled one starts


def test_starts_answers_ends_and_starts_again_quickly(launch, tmp_path):
    site = launch(**NO_SERVER)
    site.wait_for_page()
    assert f"http://localhost:{site.port}/" in site.output
    assert "user admin" in site.output
    assert str(tmp_path / "var" / "admin-password") in site.output
    assert site.get("/health/")[0] == 200
    assert "RE:ON" in site.get("/")[1]
    assert "valkey-server" in " ".join(site.family.values())
    family = site.family
    site.process.send_signal(signal.SIGINT)
    assert site.wait() == 0
    assert not alive(family)
    assert "Traceback" not in site.output

    begin = time.monotonic()
    again = launch(port=site.port, **NO_SERVER)
    again.wait_for_page()
    assert time.monotonic() - begin < 20


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_password_of_the_broker_is_no_argument(launch):
    site = launch(**NO_SERVER)
    site.wait_for_page()
    environment = Path(f"/proc/{site.member('uvicorn')}/environ").read_text()
    password = re.search("REDIS_URL=redis://:([^@]+)@", environment)[1]
    assert len(password) >= 32
    assert password not in " ".join(site.family.values())


def test_nothing_is_left_after_kill_9(launch):
    site = launch(**NO_SERVER)
    site.wait_for_page()
    family = site.family
    assert len(family) >= 3
    site.process.kill()
    assert until(lambda: not alive(family), 5), alive(family)


def test_nothing_is_left_after_kill_9_while_preparing(launch):
    site = launch(**NO_SERVER)
    assert until(lambda: any("prepare" in command for command in site.family.values()), 20)
    family = site.family
    site.process.kill()
    assert until(lambda: not alive(family), 5), alive(family)


def test_ends_with_the_program_that_called_it(launch):
    shell = launch("--with-parent", before=["/bin/sh", "-c", '"$@"; true', "sh"], **NO_SERVER)
    shell.wait_for_page()
    family = shell.family
    assert len(family) >= 4
    shell.process.kill()
    assert until(lambda: not alive(family), 15), alive(family)


def test_lost_worker_is_started_again(launch):
    site = launch(**NO_SERVER)
    site.wait_for_page()
    lost = site.member("celery")
    os.kill(lost, signal.SIGKILL)
    site.wait_for("The worker ended (killed by signal 9); starting it again")
    assert until(lambda: any("celery" in command for command in site.family.values()), 10)
    assert site.member("celery") != lost
    assert site.get("/health/")[0] == 200


def test_lost_broker_ends_the_site_with_one_line(launch):
    site = launch(**NO_SERVER)
    site.wait_for_page()
    family = site.family
    os.kill(site.member("-server"), signal.SIGKILL)
    assert site.wait() == 1
    assert "The broker ended (killed by signal 9), so the site ends too" in site.output
    assert until(lambda: not alive(family), 5)


def test_taken_port_is_one_line(launch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        site = launch(port=port)
        assert site.wait() == 1
    assert site.output.strip() == (
        f"Port {port} is taken by another program. Choose another: make run PORT={port + 1}"
    )


@pytest.mark.parametrize("place", ["file/var", "file"])
def test_unusable_folder_is_one_line(launch, tmp_path, place):
    (tmp_path / "file").write_text("no folder")
    site = launch(REON_DATA=str(tmp_path / place))
    assert site.wait() == 1
    assert len(site.output.splitlines()) == 1
    assert "data folder" in site.output
    assert "REON_DATA=" in site.output


@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("setpriv"), reason="needs root, setpriv")
def test_folder_of_another_user_is_one_line(launch, tmp_path):
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    (folder / "secret-key").write_text("secret")
    for path in (tmp_path, *tmp_path.parents):
        path.chmod(path.stat().st_mode | 0o055)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    site = launch(before=nobody)
    assert site.wait() == 1
    assert site.output.strip() == (
        f"The data folder {folder} cannot be written (Permission denied). "
        "Make it writable, or name another: REON_DATA=/path make run"
    )


def test_broker_that_does_not_answer_is_one_line(launch):
    site = launch(REDIS_URL="redis://:secret@127.0.0.1:1/0")
    assert site.wait() == 1
    assert len(site.output.splitlines()) == 1
    assert "127.0.0.1:1" in site.output
    assert "secret" not in site.output
