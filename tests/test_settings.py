"""Production refuses to start while something it needs is missing; pages carry their rules."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

COMPLETE = {
    "REON_SECRET_KEY": "k" * 60,
    "REON_ALLOWED_HOSTS": "reon.example.org",
    "DATABASE_URL": "postgres://reon:x@db/reon",
    "REDIS_URL": "redis://redis:6379/0",
    "REON_DATA": "/tmp",
}
PRINT = "from django.conf import settings as s; print(s.DEBUG, s.CSRF_TRUSTED_ORIGINS)"


def start(variables):
    clean = {name: value for name, value in os.environ.items() if name not in COMPLETE}
    return subprocess.run(
        [sys.executable, "-c", PRINT],
        env={**clean, **variables, "DJANGO_SETTINGS_MODULE": "reon.settings.production"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_complete_environment_starts():
    done = start(COMPLETE)
    assert done.stdout.split(maxsplit=1) == ["False", "['https://reon.example.org']\n"], done.stderr


@pytest.mark.parametrize("missing", COMPLETE)
def test_missing_value_is_named(missing):
    done = start({name: value for name, value in COMPLETE.items() if name != missing})
    assert done.returncode != 0
    assert f"{missing} is not set" in done.stderr.splitlines()[-1]


def test_number_that_is_none():
    done = start({**COMPLETE, "REON_TAKE_MAX_BYTES": "many"})
    assert "REON_TAKE_MAX_BYTES is 'many'" in done.stderr


@pytest.mark.django_db
def test_rules_for_the_browser(client):
    response = client.get("/accounts/csrf.json")
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert "camera=(self)" in response.headers["Permissions-Policy"]
    assert "microphone=()" in response.headers["Permissions-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_health(client):
    assert client.get("/health/").json() == {"status": "ok"}


def test_web_process_stays_light():
    """Loading the whole site and sending a job imports nothing that only workers need."""
    code = (
        "import sys, reon.asgi, reon.urls, reon.media.checks; "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        "from reon.media.checks import limits_of; limits_of('take'); import scoring.video.info; "
        "from reon import jobs; from reon.clips.models import Clip; jobs.send(Clip.TASK, '0'); "
        "heavy = ['torch', 'mediapipe', 'cv2', 'onnxruntime', 'numba']; "
        "heavy += ['reon.clips.tasks', 'reon.takes.tasks', 'reon.recognition.analysis']; "
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


@pytest.mark.django_db
def test_no_migration_is_missing():
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True)
