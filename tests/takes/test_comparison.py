"""Two takes side by side: the numbers, and whose takes may be compared."""

import pytest

from reon.takes.comparison import numbers_side_by_side
from reon.takes.models import Take

pytestmark = pytest.mark.django_db


@pytest.fixture
def result():
    from scoring.formula.score import score_tracks
    from tests.takes.conftest import moving_track

    return score_tracks(moving_track(), moving_track()).to_dict()


@pytest.fixture
def scored(performer, clip, result):
    def make(user=performer, of=clip, score=50.0, state="scored"):
        return Take.objects.create(
            user=user,
            clip=of,
            clip_title="Smile",
            video="takes/x.mp4",
            state=state,
            score=score,
            result={**result, "score": score},
        )

    return make


@pytest.fixture
def compare(client, performer):
    client.force_login(performer)

    def ask(first, second):
        pks = [getattr(take, "pk", take) for take in (first, second)]
        return client.get("/takes/compare/", {"first": pks[0], "second": pks[1]})

    return ask


def test_both_and_the_choice_of_others(compare, scored):
    first, second, third = scored(score=40.0), scored(score=90.0), scored(score=10.0)
    scored(state="failed")
    response = compare(first, second)
    assert response.status_code == 200
    assert set(response.context["choices"]) == {first, second, third}
    score = response.context["rows"][0]
    assert (score["values"], score["change"]) == ([40.0, 90.0], 50.0)


def test_takes_of_a_removed_clip(compare, scored, clip):
    pair = scored(), scored()
    clip.delete()
    assert compare(*pair).status_code == 200


def test_others_takes_are_not_there(compare, scored, stranger):
    assert compare(scored(), scored(user=stranger)).status_code == 404
    assert compare(scored(user=stranger), scored()).status_code == 404


def test_takes_of_two_clips_are_not_compared(compare, scored, clip):
    other = type(clip).objects.create(title="Other", state="ready", published=True)
    assert compare(scored(), scored(of=other)).status_code == 404


@pytest.mark.parametrize("wrong", ["", "x", "6a204bd8-9b13-4a8b-8d4c-6a2a4bd89b13"])
def test_wrong_addresses(compare, scored, wrong):
    assert compare(scored(), wrong).status_code == 404


def test_unfinished_takes_are_not_compared(compare, scored):
    assert compare(scored(), scored(state="running")).status_code == 404


def test_signing_in_first(client):
    assert client.get("/takes/compare/").url.startswith("/accounts/login/")


def test_numbers_and_their_change():
    first = {"score": 39.6, "match": 0.5, "lag": None, "emotions": {"happiness": 30.0}}
    second = {
        "score": 70.0,
        "match": 0.75,
        "lag": 0.5,
        "emotions": {"happiness": 20.0, "fear": 5.0},
    }
    rows = {row.get("name") or row["emotion"]: row for row in numbers_side_by_side(first, second)}
    assert (rows["score"]["values"], rows["score"]["change"]) == ([40, 70], 30)  # as shown
    assert (rows["match"]["values"], rows["match"]["change"]) == ([50, 75], 25)
    assert (rows["lag"]["values"], rows["lag"]["change"]) == ([None, 0.5], None)
    assert rows["happiness"]["change"] == -10
    assert rows["fear"]["values"] == [None, 5.0]
