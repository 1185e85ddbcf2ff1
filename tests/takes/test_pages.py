"""The pages of the site open for whom they are meant, with few queries."""

import pytest

from reon.takes.models import Take

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(take):
    from scoring.formula.score import score_tracks
    from tests.takes.conftest import moving_track

    result = score_tracks(moving_track(), moving_track()).to_dict()
    take.state, take.score, take.result = "scored", result["score"], result
    take.save()
    return take


@pytest.fixture
def signed_in(client, performer):
    client.force_login(performer)
    return client


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("address", ["/", "/accounts/signup/", "/accounts/login/", "/clips/{}/"])
def test_pages_for_everybody(client, clip, address, language):
    address = address.format(clip.pk)
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("address", ["/takes/", "/accounts/me/", "/clips/{}/perform/"])
def test_pages_of_a_person(signed_in, clip, address):
    assert signed_in.get(address.format(clip.pk)).status_code == 200


@pytest.mark.parametrize("state", ["queued", "running", "failed", "scored"])
def test_page_of_a_take_in_every_state(signed_in, scored, state):
    Take.objects.update(state=state, reason="clip_gone" if state == "failed" else "")
    response = signed_in.get(f"/takes/{scored.pk}/")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_page_of_a_take_outlives_the_clip(signed_in, scored, clip):
    clip.delete()
    assert signed_in.get(f"/takes/{scored.pk}/").status_code == 200
    assert "Smile" in signed_in.get("/takes/").content.decode()


def test_only_the_studio_is_isolated(signed_in, clip):
    studio = signed_in.get(f"/clips/{clip.pk}/perform/")
    assert studio.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert studio.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert studio.context["limits"] == {"max_bytes": 64 * 2**20, "max_seconds": 150.0}
    assert "Cross-Origin-Embedder-Policy" not in signed_in.get("/").headers
    worker = signed_in.get("/static/js/faces/worker.js")  # or the studio could not start it
    assert worker.headers["Cross-Origin-Embedder-Policy"] == "require-corp"


def test_studio_of_a_clip_that_cannot_be_performed(signed_in, clip):
    type(clip).objects.update(state="refused")
    assert signed_in.get(f"/clips/{clip.pk}/perform/").status_code == 404


def test_attempts_are_ones_own_and_the_example_is_apart(signed_in, clip, scored, stranger):
    Take.objects.create(user=stranger, clip=clip, clip_title="A", video="takes/b.mp4")
    example = Take.objects.create(
        clip=clip, clip_title="A", video="takes/c.mp4", is_example=True, state="scored"
    )
    context = signed_in.get(f"/clips/{clip.pk}/").context
    assert list(context["takes"]) == [scored]
    assert context["example"] == example


def test_history_groups_by_clip(signed_in, clip, scored, performer):
    better = Take.objects.create(
        user=performer, clip=clip, clip_title="Smile", video="t.mp4", score=100.0, state="scored"
    )
    Take.objects.create(user=performer, clip_title="Gone", video="t.mp4", state="failed")
    groups = signed_in.get("/takes/").context["groups"]
    assert [(group.title, len(group.takes), group.best) for group in groups] == [
        ("Gone", 1, None),
        ("Smile", 2, 100.0),
    ]
    assert groups[1].takes[0] == better


@pytest.mark.parametrize(("address", "most"), [("/", 4), ("/takes/", 4), ("/clips/{}/", 8)])
def test_queries_do_not_grow(
    signed_in, clip, performer, django_assert_max_num_queries, address, most
):
    for _ in range(12):
        Take.objects.create(user=performer, clip=clip, clip_title="Smile", video="t.mp4")
    with django_assert_max_num_queries(most):
        signed_in.get(address.format(clip.pk))
