"""A take is private until its owner shares it, and private again from the moment they stop."""

import pytest

from reon.sharing.models import Share
from reon.takes.models import Take

pytestmark = pytest.mark.django_db
PARTS = ["", "result.json", "video"]


@pytest.fixture
def scored(take):
    from scoring.formula.score import score_tracks
    from tests.takes.conftest import moving_track

    result = score_tracks(moving_track(), moving_track()).to_dict()
    take.state, take.score, take.result = "scored", result["score"], result
    take.save()
    return take


@pytest.fixture
def owner(client, performer):
    client.force_login(performer)
    return client


def share(client, take, visibility="link", **more):
    return client.post(f"/takes/{take.pk}/share/", {"visibility": visibility, **more})


def statuses(client, address):
    return [client.get(f"{address}{part}").status_code for part in PARTS]


def test_private_unless_shared(owner, scored, async_client):
    assert not Share.objects.exists()
    assert statuses(owner, "/shared/nothing-like-this/") == [404, 404, 404]
    assert "/shared/" not in owner.get(f"/takes/{scored.pk}/").content.decode()


def test_link_shows_score_and_curves_but_no_face(owner, scored, client_of_nobody):
    response = share(owner, scored)
    assert response.url == f"/takes/{scored.pk}/#share"
    address = Share.objects.get().get_absolute_url()
    assert statuses(client_of_nobody, address) == [200, 200, 404]
    page = client_of_nobody.get(address).content.decode()
    assert "mina" not in page
    assert str(scored.pk) not in page
    assert f"{address}video" not in page
    assert "take-timeline" not in page
    assert client_of_nobody.get(f"{address}result.json").json() == scored.result


def test_the_recording_only_if_the_owner_says_so(owner, scored, client_of_nobody):
    share(owner, scored, shows_video="on")
    address = Share.objects.get().get_absolute_url()
    assert statuses(client_of_nobody, address) == [200, 200, 200]
    share(owner, scored)
    assert statuses(client_of_nobody, address) == [200, 200, 404]


def test_the_take_itself_stays_private(owner, scored, client_of_nobody):
    share(owner, scored, "published", shows_video="on")
    take = f"/takes/{scored.pk}/"
    assert [client_of_nobody.get(take + part).status_code for part in PARTS] == [404, 404, 404]


def test_taken_back_at_once_and_never_the_same_again(owner, scored, client_of_nobody):
    share(owner, scored, shows_video="on")
    first = Share.objects.get().get_absolute_url()
    share(owner, scored, "private")
    assert statuses(client_of_nobody, first) == [404, 404, 404]
    share(owner, scored)
    again = Share.objects.get()
    assert again.get_absolute_url() != first
    assert not again.shows_video
    assert statuses(client_of_nobody, first) == [404, 404, 404]


def test_saving_again_keeps_the_link(owner, scored):
    share(owner, scored)
    token = Share.objects.get().token
    share(owner, scored, "published")
    assert Share.objects.get().token == token
    assert len(token) == 32


@pytest.mark.parametrize("part", PARTS)
def test_search_engines_and_caches_keep_nothing(owner, scored, part):
    share(owner, scored, shows_video="on")
    response = owner.get(Share.objects.get().get_absolute_url() + part)
    assert response.headers["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in response.headers["Cache-Control"]


def test_only_the_owner_decides(client, scored, stranger, person):
    assert share(client, scored).url.startswith("/accounts/login/")
    for other in (stranger, person("host", is_staff=True)):
        client.force_login(other)
        assert share(client, scored).status_code == 404
    Take.objects.update(is_example=True, user=None)
    assert share(client, scored).status_code == 404
    assert not Share.objects.exists()


@pytest.mark.parametrize("state", ["queued", "running", "failed"])
def test_only_a_scored_take_can_be_shared(owner, scored, state, client_of_nobody):
    share(owner, scored)
    address = Share.objects.get().get_absolute_url()
    Take.objects.update(state=state)
    assert statuses(client_of_nobody, address) == [404, 404, 404]
    Share.objects.all().delete()
    assert share(owner, scored).status_code == 409
    assert not Share.objects.exists()


def test_unknown_visibility(owner, scored):
    assert share(owner, scored, "everybody").status_code == 400
    assert share(owner, scored, "").status_code == 400


def test_published_on_the_clips_page_until_private(owner, scored, clip, client_of_nobody):
    clip_page = f"/clips/{clip.pk}/"
    share(owner, scored)
    assert not client_of_nobody.get(clip_page).context["published"]
    share(owner, scored, "published")
    address = Share.objects.get().get_absolute_url()
    page = client_of_nobody.get(clip_page).content.decode()
    assert address in page
    assert "mina" not in page
    share(owner, scored, "private")
    assert address not in client_of_nobody.get(clip_page).content.decode()


def test_gone_with_the_take_and_without_the_clip(owner, scored, clip, client_of_nobody):
    share(owner, scored, "published")
    address = Share.objects.get().get_absolute_url()
    clip.delete()
    assert client_of_nobody.get(address).context["clip"] is None
    owner.post(f"/takes/{scored.pk}/delete/")
    assert statuses(client_of_nobody, address) == [404, 404, 404]
    assert not Share.objects.exists()


def test_hidden_clip_is_not_shown_on_the_shared_page(owner, scored, clip, client_of_nobody):
    share(owner, scored)
    type(clip).objects.update(published=False)
    page = client_of_nobody.get(Share.objects.get().get_absolute_url())
    assert page.status_code == 200
    assert f"/clips/{clip.pk}/" not in page.content.decode()


def test_nobody_owns_an_example(client_of_nobody, scored):
    Take.objects.update(is_example=True, user=None)
    response = client_of_nobody.get(f"/takes/{scored.pk}/")
    assert response.context["mine"] is False
    assert "/share/" not in response.content.decode()


def test_host_can_end_what_somebody_shares(owner, scored, client, person, client_of_nobody):
    share(owner, scored, "published", shows_video="on")
    link = Share.objects.get()
    client.force_login(person("host", is_staff=True, is_superuser=True))
    page = client.get("/admin/sharing/share/").content.decode()
    assert f"/admin/sharing/share/{scored.pk}/change/" in page
    assert client.get(f"/admin/sharing/share/{scored.pk}/change/").status_code == 200
    client.post(f"/admin/sharing/share/{scored.pk}/delete/", {"post": "yes"})
    assert statuses(client_of_nobody, link.get_absolute_url()) == [404, 404, 404]
    assert Take.objects.filter(pk=scored.pk).exists()
