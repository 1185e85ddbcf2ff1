"""What tests of several folders share: real videos, a real broker, people."""

import os
import shutil
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reon.serve.broker import bundled_program, wait_for_broker
from tests import videos

ROOT = Path(__file__).resolve().parents[1]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Tests with a browser come last: its driver keeps an event loop that others' would meet."""
    items.sort(key=lambda item: ROOT / "tests" / "browser" in item.path.parents)


@pytest.fixture(autouse=True)
def closed_uploads():
    """Close the uploads that a test made; storage may have moved their files away."""
    yield
    while videos.opened:
        videos.opened.pop().close()


@pytest.fixture(scope="session")
def media():
    """The folder of real videos with faces; tests that need it are skipped without."""
    folder = Path(os.environ.get("REON_TEST_MEDIA", ROOT.parent / "shared" / "media"))
    if not folder.is_dir():
        pytest.skip("REON_TEST_MEDIA names no folder of videos")
    return folder


@pytest.fixture(scope="session")
def small_video(tmp_path_factory):
    """Two seconds of a plain MP4."""
    return videos.encode(tmp_path_factory.mktemp("videos") / "plain.mp4")


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    """The broker that REDIS_URL names; started here where nothing answers there."""
    url = os.environ["REDIS_URL"]
    address = urlsplit(url).hostname, urlsplit(url).port or 6379
    if answers(address):
        yield url
        return
    program = shutil.which("redis-server") or bundled_program()
    server = subprocess.Popen(
        [program, "--port", str(address[1]), "--save", "", "--bind", "127.0.0.1"],
        cwd=tmp_path_factory.mktemp("redis"),
        stdout=subprocess.DEVNULL,
    )
    wait_for_broker(url, lambda: None)
    yield url
    server.terminate()
    server.wait()


def answers(address):
    """Whether something listens there."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(address) == 0


@pytest.fixture
def media_root(settings, tmp_path):
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def person(django_user_model):
    """Makes users by name."""
    return lambda name="mina", **more: django_user_model.objects.create_user(
        name, password="pass-word-9", **more
    )


@pytest.fixture
def performer(person):
    """Somebody who agreed to being recorded."""
    return agreed(person("mina"))


@pytest.fixture
def stranger(person):
    """Somebody else, who agreed too."""
    return agreed(person("jun"))


def agreed(user):
    from reon.accounts.consent import consent_give

    consent_give(user=user)
    return user
