"""Progress over time: the line of scores, days in a row, pages."""

from datetime import date, timedelta

import pytest

from reon.clips.models import Clip
from reon.takes.history import day_streak, progress_line
from reon.takes.models import Take
from reon.takes.views import CLIPS_PER_PAGE

TODAY = date(2026, 3, 1)


def days_ago(*numbers):
    return {TODAY - timedelta(days=number) for number in numbers}


@pytest.mark.parametrize(
    ("days", "count"),
    [
        (days_ago(), 0),
        (days_ago(0), 1),
        (days_ago(0, 1, 2), 3),
        (days_ago(1, 2), 2),
        (days_ago(2, 3), 0),
        (days_ago(0, 1, 3, 4), 2),
    ],
)
def test_days_in_a_row(days, count):
    assert day_streak(days, TODAY) == count


def test_line_of_scores():
    assert progress_line([0, 50, 100]) == [(0, 100), (50, 50), (100, 0)]
    assert progress_line([25]) == [(0, 75)]
    assert progress_line([]) == []


@pytest.fixture
def signed_in(client, performer):
    client.force_login(performer)
    return client


def perform(user, clip, scores):
    return [
        Take.objects.create(
            user=user, clip=clip, clip_title="A", video="t.mp4", score=score, state="scored"
        )
        for score in scores
    ]


@pytest.mark.django_db
def test_a_card_shows_progress_and_a_pair_to_compare(signed_in, clip, performer):
    takes = perform(performer, clip, [10, 80, 40, 50, 60, 70, 30])
    Take.objects.create(user=performer, clip=clip, clip_title="A", video="t.mp4", state="failed")
    (group,) = signed_in.get("/takes/").context["groups"]
    assert [y for _, y in group.line] == [90, 20, 60, 50, 40, 30, 70]
    assert group.best == 80
    assert group.pair == (takes[1], takes[-1])
    assert (len(group.shown), len(group.earlier)) == (5, 3)


@pytest.mark.django_db
def test_one_take_has_nothing_to_compare(signed_in, clip, performer):
    perform(performer, clip, [10])
    assert "/takes/compare/" not in signed_in.get("/takes/").content.decode()


@pytest.mark.django_db
def test_pages_of_clips(signed_in, performer, django_assert_max_num_queries):
    for number in range(CLIPS_PER_PAGE + 2):
        perform(performer, Clip.objects.create(title=f"Clip {number}", state="ready"), [50])
    with django_assert_max_num_queries(4):
        first = signed_in.get("/takes/").context
    assert len(first["groups"]) == CLIPS_PER_PAGE
    assert len(signed_in.get("/takes/?page=2").context["groups"]) == 2
    assert signed_in.get("/takes/?page=nonsense").status_code == 200


@pytest.mark.django_db
def test_today_alone_is_no_streak_to_speak_of(signed_in, clip, performer):
    (take,) = perform(performer, clip, [50])
    assert "in a row" not in signed_in.get("/takes/").content.decode()
    (earlier,) = perform(performer, clip, [40])
    Take.objects.filter(pk=earlier.pk).update(created=take.created - timedelta(days=1))
    assert "2 days in a row" in signed_in.get("/takes/").content.decode()
