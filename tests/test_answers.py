"""A refused request: JSON for scripts, a page for people, in their language."""

import pytest
from django.test import Client
from django.urls import include, path

from reon.refusals import Refused, text_of

PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture
def address(settings):
    settings.ROOT_URLCONF = __name__
    return "/refused/"


def refuse(request):
    raise Refused("not_failed")


urlpatterns = [path("refused/", refuse), path("", include("reon.urls"))]


def test_script_gets_json(client, address):
    answer = client.get(address, headers={"accept": "application/json"})
    assert answer.status_code == 409
    message = "Only a take that failed can be scored again."
    assert answer.json() == {"error": {"code": "not_failed", "message": message}}
    assert client.get(address, headers={"accept": "*/*"}).json() == answer.json()


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "Only a take that failed"), ("ko", "실패")])
def test_person_gets_a_page(client, address, language, words):
    answer = client.get(address, headers={"accept": PAGE, "accept-language": language})
    assert answer.status_code == 409
    assert answer["Content-Type"].startswith("text/html")
    assert words in answer.content.decode()


@pytest.mark.django_db
def test_form_without_a_valid_token():
    client = Client(enforce_csrf_checks=True)
    page = client.post("/accounts/signup/", {}, headers={"accept": PAGE})
    script = client.post("/accounts/signup/", {}, headers={"accept": "application/json"})
    assert (page.status_code, script.status_code) == (403, 403)
    assert "This page is out of date." in page.content.decode()
    assert script.json()["error"]["code"] == "csrf"


def test_unknown_code_is_an_error_of_our_own():
    assert Refused("never_heard").text == text_of("internal")
    assert Refused("never_heard").status == 400
