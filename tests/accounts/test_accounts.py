"""Sign-up, a fresh token, deletion of the account, the first administrator."""

import stat

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from reon.takes.models import Take

pytestmark = pytest.mark.django_db
NEW = {"username": "mina", "password1": "a-long-pass-9", "password2": "a-long-pass-9"}


def test_sign_up_signs_in_and_goes_on(client):
    response = client.post("/accounts/signup/", {**NEW, "next": "/takes/"})
    assert response.url == "/takes/"
    assert client.get("/accounts/csrf.json").json()["user"] == "mina"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_sign_up_leads_nowhere_else(client, target):
    assert client.post("/accounts/signup/", {**NEW, "next": target}).url == "/"


def test_token_of_a_visitor(client):
    answer = client.get("/accounts/csrf.json")
    assert answer.json()["user"] is None
    assert answer.json()["token"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_account_is_deleted_for_good(client, performer, stranger):
    Take.objects.create(user=performer, clip_title="A", video="takes/a.mp4")
    Take.objects.create(user=stranger, clip_title="B", video="takes/b.mp4")
    client.force_login(performer)
    assert client.post("/accounts/delete/").url == "/"
    assert [user.username for user in get_user_model().objects.all()] == ["jun"]
    assert [take.user for take in Take.objects.all()] == [stranger]
    assert client.get("/accounts/csrf.json").json()["user"] is None


@pytest.mark.parametrize("address", ["/accounts/me/", "/takes/"])
def test_pages_of_a_person_ask_to_sign_in(client, address):
    assert client.get(address).url == f"/accounts/login/?next={address}"


def test_deletion_needs_a_post(client, performer):
    client.force_login(performer)
    assert client.get("/accounts/delete/").status_code == 405


def test_first_administrator(settings, tmp_path, capsys, client):
    settings.DATA = tmp_path
    call_command("ensure_admin")
    file = tmp_path / "admin-password"
    password = file.read_text().strip()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert password not in capsys.readouterr().out
    assert client.login(username="admin", password=password)
    call_command("ensure_admin")
    assert file.read_text().strip() == password
    assert capsys.readouterr().out == ""
