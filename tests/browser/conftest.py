"""A whole site in processes of its own, and a Chromium whose camera plays a file."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from reon.settings.test import free_port
from tests.browser.camera import webcam_file
from tests.browser.people import Person

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream",
]


@contextmanager
def running_site(folder, **environment):
    """`manage.py serve` on a free port with a data folder of its own; yields its address."""
    port = free_port()
    log = (folder / "serve.log").open("w")
    hidden = ("REDIS_URL", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "REON_DATA")
    inherited = {name: value for name, value in os.environ.items() if name not in hidden}
    environment = {**inherited, "REON_DATA": str(folder / "var"), **environment}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--with-parent"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://localhost:{port}"
    try:
        wait_for_answer(process, f"{address}/health/", folder / "serve.log")
        yield address
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def wait_for_answer(process, address, log, seconds=120):
    """Wait until a page answers; tells what the site printed if it does not."""
    deadline = time.monotonic() + seconds
    while True:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        try:
            urlopen(address, timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)


@pytest.fixture(scope="session")
def one_machine(tmp_path_factory):
    """SQLite and the bundled broker, as `make run` starts them."""
    folder = tmp_path_factory.mktemp("site")
    with running_site(folder) as address:
        yield address, folder / "var" / "admin-password"


@pytest.fixture(scope="session")
def many_machines(tmp_path_factory):
    """The same code on real PostgreSQL and Redis."""
    from tests import services

    folder = tmp_path_factory.mktemp("large-site")
    with (
        services.postgresql() as database,
        services.redis() as redis,
        running_site(folder, DATABASE_URL=database, REDIS_URL=redis) as address,
    ):
        yield address, folder / "var" / "admin-password"


@pytest.fixture(scope="session")
def demo_films():
    """The demo clips by file name."""
    return {path.name: path for path in (ROOT / "demo" / "media").glob("*.mp4")}


@pytest.fixture(scope="session")
def media_or_none():
    """The folder of real videos, or None: then the demo films play their parts."""
    folder = Path(os.environ.get("REON_TEST_MEDIA", ROOT.parent / "shared" / "media"))
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def site(one_machine):
    """Address of the site."""
    return one_machine[0]


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as driver:
        yield driver


def start_chromium(playwright, *flags):
    """Launch a Chromium: the system's, else Playwright's own."""
    system = shutil.which("chromium") or shutil.which("google-chrome")
    return playwright.chromium.launch(executable_path=system, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
def launch(playwright):
    """Launches a Chromium with more flags."""
    return partial(start_chromium, playwright)


@pytest.fixture(scope="session")
def browser(launch):
    """A Chromium for pages that need no camera of their own."""
    chromium = launch("--use-fake-ui-for-media-stream")
    yield chromium
    chromium.close()


@pytest.fixture
def camera_browser(launch, tmp_path):
    """Launches a Chromium whose camera shows a video; returns it and the camera's period in s."""
    started = []

    def start(video, **options):
        path = tmp_path / f"camera{len(started)}.mjpeg"
        period = webcam_file(video, path, **options)
        started.append(
            launch("--use-fake-ui-for-media-stream", f"--use-file-for-fake-video-capture={path}")
        )
        return started[-1], period

    yield start
    for chromium in started:
        chromium.close()


@pytest.fixture
def visit(browser, site):
    """Opens the site as a new visitor; complaints of a page fail the test."""
    people = []

    def arrive(chromium=browser, address=site, **options):
        people.append(Person(chromium, address, **options))
        return people[-1]

    yield arrive
    complaints = [complaint for person in people for complaint in person.complaints]
    for person in people:
        person.context.close()
    assert not complaints
