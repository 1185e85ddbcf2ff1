"""Images and wiring: lint, and every path, target, command and variable they name exists."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCKER = ROOT / "docker"
TEXT = (DOCKER / "Dockerfile").read_text().replace("\\\n", " ")
LINTER = shutil.which("hadolint", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
COMPOSE = yaml.safe_load((DOCKER / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]


def instructions(word):
    return [line.split(None, 1)[1] for line in TEXT.splitlines() if line.startswith(f"{word} ")]


def commands():
    """Every command line of the images and of the compose file, as a list of words."""
    own = [service for service in SERVICES.values() if "build" in service and "command" in service]
    return [json.loads(command) for command in instructions("CMD")] + [
        service["command"] for service in own
    ]


@pytest.mark.skipif(not LINTER, reason="hadolint is not installed")
def test_dockerfile_passes_the_linter():
    done = subprocess.run(
        [LINTER, DOCKER / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_copied_paths_exist_and_are_sent_to_the_builder():
    sent = re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    copies = [line for line in instructions("COPY") if "--from" not in line]
    paths = [path for line in copies for path in line.split()[:-1]]
    for path in paths:
        assert (ROOT / path).exists(), path
        assert path in sent, path
    assert len(paths) > 8


def test_services_build_targets_that_exist():
    stages = re.findall(r"^FROM \S+ AS (\S+)", TEXT, re.MULTILINE)
    builds = {name: service["build"] for name, service in SERVICES.items() if "build" in service}
    assert set(builds) == {"prepare", "web", "cpu-worker", "cuda-worker"}
    for build in builds.values():
        assert build["target"] in stages
        assert (DOCKER / build["context"] / build["dockerfile"]).is_file()


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_commands_name_what_exists(command):
    assert command[0] == "python"
    if command[1] == "-m":
        assert importlib.util.find_spec(command[2])
    elif command[1] != "-c":
        known = subprocess.run(
            [sys.executable, *command[1:3], "--help"], cwd=ROOT, capture_output=True, check=False
        )
        assert known.returncode == 0, known.stderr


def test_web_and_workers_name_the_applications():
    text = [" ".join(command) for command in commands()]
    assert sum("uvicorn reon.asgi:application" in line for line in text) == 1
    assert sum("celery -A reon.celery worker" in line for line in text) == 2


def test_services_depend_on_services_and_use_named_volumes():
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            known = source in COMPOSE["volumes"] or source.startswith("$")
            assert known or (DOCKER / source).is_file(), volume


def test_environment_is_what_the_settings_and_the_library_read():
    readers = [*(ROOT / "reon" / "settings").glob("*.py"), *(ROOT / "scoring").rglob("*.py")]
    settings = "".join(path.read_text() for path in readers)
    for name in SERVICES["web"]["environment"]:
        assert name == "DJANGO_SETTINGS_MODULE" or f'"{name}"' in settings, name
    named = set(re.findall(r"\$\{(\w+)", (DOCKER / "compose.yaml").read_text()))
    example = set(re.findall(r"^(\w+)=", (DOCKER / "env.example").read_text(), re.MULTILINE))
    assert named == example


def test_proxy_and_site_agree():
    proxy = (DOCKER / "nginx.conf").read_text()
    environment = SERVICES["web"]["environment"]
    assert f"location {environment['REON_ACCEL_PREFIX']} {{" in proxy
    assert f"alias {environment['REON_DATA']}/media/;" in proxy
    assert f"alias {environment['REON_DATA']}/static/;" in proxy
    assert proxy.count("{") == proxy.count("}")
    listened = set(re.findall(r"listen (\d+)", proxy))
    assert {port.split(":")[1] for port in SERVICES["nginx"]["ports"]} == listened
    user = re.search(r"^USER (\d+)", TEXT, re.MULTILINE)[1]
    assert SERVICES["nginx"]["user"] == f"{user}:{user}"


def test_production_settings_start_with_the_compose_environment(tmp_path):
    environment = {name: str(value) for name, value in SERVICES["web"]["environment"].items()}
    values = dict(re.findall(r"^(\w+)=(.*)$", (DOCKER / "env.example").read_text(), re.MULTILINE))
    for name, value in environment.items():
        environment[name] = re.sub(
            r"\$\{(\w+)[^}]*\}", lambda match: values[match[1]] or "a" * 60, value
        )
    environment["REON_DATA"] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "ERROR"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
