"""Takes are private: the owner and staff see them, others see nothing."""

import pytest

from reon.takes.models import Take

pytestmark = pytest.mark.django_db

READS = ["state.json", "result.json", "video"]


@pytest.fixture
def scored(take):
    take.state, take.score, take.result = "scored", 81.0, {"score": 81.0}
    take.save()
    return take


async def status(client, address):
    return (await client.get(address)).status_code


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", READS)
async def test_who_may_read(async_client, scored, performer, stranger, part):
    address = f"/takes/{scored.pk}/{part}"
    assert await status(async_client, address) == 404
    await async_client.aforce_login(stranger)
    assert await status(async_client, address) == 404
    await async_client.aforce_login(performer)
    assert await status(async_client, address) == 200


@pytest.mark.django_db(transaction=True)
async def test_staff_may_read(async_client, scored, django_user_model):
    staff = await django_user_model.objects.acreate_user("host", is_staff=True)
    await async_client.aforce_login(staff)
    assert await status(async_client, f"/takes/{scored.pk}/video") == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", READS)
async def test_example_is_for_everybody(async_client, scored, part):
    await Take.objects.aupdate(is_example=True)
    assert await status(async_client, f"/takes/{scored.pk}/{part}") == 200


def test_example_of_a_hidden_clip_is_hidden(client, scored):
    scored.clip.published = False
    scored.clip.save()
    Take.objects.update(is_example=True, user=None)
    assert client.get(f"/takes/{scored.pk}/result.json").status_code == 404


@pytest.mark.parametrize("action", ["delete", "again"])
def test_who_may_change(client, scored, stranger, action):
    address = f"/takes/{scored.pk}/{action}/"
    Take.objects.update(state="failed", is_example=True)
    assert client.post(address).url.startswith("/accounts/login/")
    client.force_login(stranger)
    assert client.post(address).status_code == 404
    assert Take.objects.get().state == "failed"


def test_again_only_after_a_failure(client, scored, performer):
    client.force_login(performer)
    assert client.post(f"/takes/{scored.pk}/again/").status_code == 409
    Take.objects.update(state="failed", reason="no_face")
    assert client.post(f"/takes/{scored.pk}/again/").url == f"/takes/{scored.pk}/"
    assert Take.objects.get().state == "queued"


def test_state_of_a_waiting_take(client, take, performer):
    client.force_login(performer)
    assert client.get(f"/takes/{take.pk}/state.json").json() == {
        "state": "queued",
        "stage": "queued",
        "progress": 0.0,
        "place": 1,
        "message": "",
    }


def test_reason_is_told(client, take, performer):
    client.force_login(performer)
    Take.objects.update(state="failed", reason="clip_gone")
    state = client.get(f"/takes/{take.pk}/state.json").json()
    assert "removed" in state["message"]
