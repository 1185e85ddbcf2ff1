"""Consent: asked before the first recording, stored, asked again, withdrawn."""

import pytest
from django.core.files.base import ContentFile

from reon.accounts import consent as consents
from reon.accounts import models
from reon.accounts.models import Consent
from reon.takes.models import Take

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(client, person):
    """Somebody signed in who was never asked."""
    user = person("newcomer")
    client.force_login(user)
    return user


def studio(clip):
    return f"/clips/{clip.pk}/perform/"


def test_studio_asks_first_and_comes_back(client, newcomer, clip):
    asked = client.get(studio(clip))
    assert asked.status_code == 302
    page = client.get(asked.url)
    assert page.context["next"] == studio(clip)
    assert client.post("/accounts/consent/", {"next": page.context["next"]}).url == studio(clip)
    assert client.get(studio(clip)).status_code == 200
    stored = newcomer.consents.get()
    assert stored.version == models.TEXT_VERSION
    assert stored.given is not None


def test_the_answer_leads_nowhere_else(client, newcomer):
    assert client.post("/accounts/consent/", {"next": "https://evil.example/"}).url == "/"


def test_no_take_without_consent(client, newcomer, clip, form):
    answer = client.post(f"/clips/{clip.pk}/takes/", form())
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "consent_needed"
    assert "/accounts/consent/" in answer.json()["error"]["message"]
    assert not Take.objects.exists()


def test_agreeing_twice_stores_it_once(client, newcomer):
    for _ in range(2):
        client.post("/accounts/consent/")
    assert Consent.objects.count() == 1


def test_a_changed_text_is_asked_again(client, newcomer, clip, monkeypatch):
    client.post("/accounts/consent/")
    monkeypatch.setattr(models, "TEXT_VERSION", "later")
    monkeypatch.setattr(consents, "TEXT_VERSION", "later")
    asked = client.get(studio(clip))
    assert asked.status_code == 302
    assert client.get(asked.url).context["changed"]
    client.post("/accounts/consent/")
    assert client.get(studio(clip)).status_code == 200
    versions = newcomer.consents.values_list("version", flat=True)
    assert set(versions) == {"later", "2026-11"}


def test_withdrawal_stops_recordings_and_keeps_takes(client, newcomer, clip, form, redis_server):
    client.post("/accounts/consent/")
    assert client.post(f"/clips/{clip.pk}/takes/", form()).status_code == 201
    page = client.post("/accounts/consent/withdraw/", follow=True)
    assert "delete-takes" in page.content.decode()
    assert Take.objects.count() == 1
    assert client.get(studio(clip)).status_code == 302
    assert client.post(f"/clips/{clip.pk}/takes/", form()).status_code == 403
    assert newcomer.consents.get().withdrawn is not None


def test_all_takes_are_deleted_with_their_files(
    client, newcomer, stranger, clip, media_root, django_capture_on_commit_callbacks
):
    for user in (newcomer, stranger):
        Take(user=user, clip=clip, clip_title="A").video.save("a.mp4", ContentFile(b"take"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/takes/delete/")
    left = Take.objects.get()
    assert left.user == stranger
    assert [file.name for file in (media_root / "takes").rglob("*.mp4")] == [
        left.video.name.rpartition("/")[2]
    ]


@pytest.mark.parametrize(
    "address", ["/accounts/consent/withdraw/", "/accounts/takes/delete/", "/accounts/delete/"]
)
def test_changes_need_a_post(client, newcomer, address):
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("address", ["/accounts/consent/", "/accounts/export/"])
def test_a_visitor_signs_in_first(client, address):
    assert client.get(address).url == f"/accounts/login/?next={address}"


def test_privacy_page_names_the_time_and_the_contact(client, settings):
    settings.REON_TAKE_RETENTION_DAYS = 90
    settings.REON_CONTACT = "Theatre X"
    page = client.get("/privacy/").content.decode()
    assert "90 days" in page
    assert "Theatre X" in page
    settings.REON_TAKE_RETENTION_DAYS = 0
    assert "until you delete" in client.get("/privacy/").content.decode()


def test_staff_look_consents_up_and_change_none(admin_client, performer):
    consent = performer.consents.get()
    page = admin_client.get("/admin/accounts/consent/")
    assert "mina" in page.content.decode()
    for address in (f"{consent.pk}/change/", "add/"):
        assert admin_client.post(f"/admin/accounts/consent/{address}").status_code == 403


def test_staff_can_delete_a_person(admin_client, performer):
    address = f"/admin/auth/user/{performer.pk}/delete/"
    assert admin_client.post(address, {"post": "yes"}).status_code == 302
    assert not Consent.objects.filter(user_id=performer.pk).exists()


def test_an_account_goes_with_its_consents(client, performer):
    client.force_login(performer)
    client.post("/accounts/delete/")
    assert not Consent.objects.exists()
