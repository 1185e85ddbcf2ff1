"""Tests: a data folder and a broker address of their own; no set-up needed."""

import os
import tempfile

from reon.serve.broker import free_port

# Each process that runs tests has its own; the site's processes that it starts inherit them.
RUNNER = os.environ.get("PYTEST_XDIST_WORKER", "")
if RUNNER and os.environ.get("REON_TEST_RUNNER") != RUNNER:
    os.environ["REON_TEST_RUNNER"] = RUNNER
    for name in ("REON_DATA", "REDIS_URL"):
        os.environ.pop(name, None)
os.environ.setdefault("REON_DATA", tempfile.mkdtemp(prefix="reon-test-"))
os.environ.setdefault("REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")

from .base import *  # noqa: E402, F403
from .base import DATA, DATABASES  # noqa: E402

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SERVESTATIC_USE_FINDERS = True
# in a file, so that worker processes see it too
DATABASES["default"].setdefault("TEST", {}).setdefault("NAME", None)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"]["NAME"] = DATA / "test.sqlite3"
