"""Sending a take: taken once, refused by name, and never lost."""

import json
import threading
import uuid

import pytest
from django.db import connection
from django.test import Client

from reon.takes import services
from reon.takes.models import Take
from tests.videos import encoded, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """Ids that were put into the queue."""
    ids = []
    monkeypatch.setattr("reon.jobs.send", lambda task, pk: ids.append(pk))
    return ids


@pytest.fixture
def browser(client, performer):
    client.force_login(performer)
    return client


@pytest.fixture
def address(clip):
    return f"/clips/{clip.pk}/takes/"


def error_of(response):
    return response.json()["error"]["code"]


def test_take_is_stored_and_queued_after_the_commit(
    browser, address, form, clip, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        response = browser.post(address, form())
    assert sent == []
    for callback in callbacks:
        callback()
    take = Take.objects.get()
    assert response.status_code == 201
    assert response.json() == {"id": str(take.pk), "url": f"/takes/{take.pk}/"}
    assert sent == [take.pk]
    assert (take.state, take.clip, take.clip_title, take.clip_title_ko) == (
        "queued",
        clip,
        "Smile",
        "미소",
    )


def test_same_key_again_is_the_same_take(browser, address, form, media_root):
    key = str(uuid.uuid4())
    first = browser.post(address, form(key=key))
    second = browser.post(address, form(key=key))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Take.objects.count() == 1
    assert len(list(media_root.rglob("takes/*"))) == 1


def test_key_of_another_person_is_no_obstacle(address, form, performer, stranger, client):
    key = str(uuid.uuid4())
    for user in (performer, stranger):
        client.force_login(user)
        assert client.post(address, form(key=key)).status_code == 201


def test_two_takes_of_one_person_are_two(browser, address, form):
    assert browser.post(address, form()).status_code == 201
    assert browser.post(address, form()).status_code == 201
    assert Take.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False])
def test_two_takes_at_the_same_moment(clip, performer, media_root, sent, same):
    keys = [uuid.uuid4()] * 2 if same else [uuid.uuid4(), uuid.uuid4()]
    answers, gate, content = [], threading.Barrier(2), encoded()

    def send(key):
        file = upload(content)
        gate.wait()
        try:
            answers.append(
                services.take_create(user=performer, clip=clip, video=file, key=key, timeline="")
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[key]) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = 1 if same else 2
    assert sorted(created for _, created in answers) == [not same, True]
    assert Take.objects.count() == expected
    assert len(list(media_root.rglob("takes/*"))) == expected
    assert len(sent) == expected


def test_expired_session_is_told_as_json(client, address, form):
    response = client.post(address, form())
    assert response.status_code == 401
    assert error_of(response) == "signed_out"
    assert Take.objects.count() == 0


def test_take_is_sent_after_signing_in_elsewhere(address, form, performer):
    client = Client(enforce_csrf_checks=True)
    client.get("/accounts/csrf.json")
    old = client.cookies["csrftoken"].value
    client.force_login(performer)
    client.cookies["csrftoken"] = "x" * 32
    refused = client.post(address, form(), headers={"X-CSRFToken": old})
    assert refused.status_code == 403
    assert error_of(refused) == "csrf"
    fresh = client.get("/accounts/csrf.json").json()
    assert fresh["user"] == "mina"
    taken = client.post(address, form(), headers={"X-CSRFToken": fresh["token"]})
    assert taken.status_code == 201


def test_clip_deleted_while_performing(browser, address, form, clip):
    clip.delete()
    response = browser.post(address, form())
    assert response.status_code == 410
    assert error_of(response) == "clip_gone"


def test_clip_hidden_while_performing(browser, address, form, clip):
    type(clip).objects.update(published=False)
    assert browser.post(address, form()).status_code == 410


def test_clip_analysed_again_while_performing(browser, address, form, clip):
    type(clip).objects.update(state="running")
    assert browser.post(address, form()).status_code == 201


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"key": "7"}, 400, "bad_key"),
        ({"key": ""}, 400, "bad_key"),
        ({"timeline": "{"}, 400, "bad_timeline"),
        ({"video": ""}, 400, "missing"),
    ],
)
def test_bad_form(browser, address, form, changes, status, code):
    response = browser.post(address, form(**changes))
    assert response.status_code == status
    assert error_of(response) == code
    assert Take.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "code"), [(b"no video at all", "not_video"), (b"#EXTM3U\nx.ts", "playlist")]
)
def test_bad_video_leaves_nothing(browser, address, form, media_root, content, code):
    response = browser.post(address, form(content))
    assert response.status_code == 400
    assert error_of(response) == code
    assert not list(media_root.rglob("takes/*"))


def test_message_is_in_the_language_of_the_browser(browser, address, form):
    english = browser.post(address, form(b"text"), headers={"accept-language": "en"}).json()
    korean = browser.post(address, form(b"text"), headers={"accept-language": "ko"}).json()
    assert english["error"]["message"] != korean["error"]["message"]


def test_only_posts(browser, address):
    assert browser.get(address).status_code == 405


def test_timeline_is_stored_checked(browser, address, form):
    line = {"version": 1, "first_capture": 5, "clip": [[1, 0.5]], "more": "dropped"}
    browser.post(address, form(timeline=json.dumps(line)))
    assert Take.objects.get().timeline == {
        "version": 1,
        "first_capture": 5.0,
        "clip": [[1.0, 0.5]],
    }


def test_queries_of_sending(browser, address, form, django_assert_max_num_queries):
    body = form()
    with django_assert_max_num_queries(10):
        assert browser.post(address, body).status_code == 201
