"""The state machine: each job is done once, whatever happens to messages and workers."""

import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from reon import jobs
from reon.celery import app
from reon.refusals import Refused
from reon.studio.edits import POSTER_TASK
from reon.takes.models import Take
from reon.worker import Deferred, LostClaim, work_on
from scoring.errors import ScoringError

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(media_root):
    take = Take(clip_title="A clip")
    take.video.save("take.mp4", ContentFile(b"video"))
    return take


def state(take):
    take.refresh_from_db()
    return take.state


def done(row, report):
    return {"score": 50.0}


def nothing():
    pass


def test_every_task_that_is_sent_by_name_is_one_of_the_workers():
    app.loader.import_default_modules()
    sent = [model.TASK for model in apps.get_models() if issubclass(model, jobs.Job)]
    assert len(sent) == 2
    assert app.tasks.keys() >= {*sent, POSTER_TASK}


def test_from_queued_to_done(take):
    claim = jobs.claim(Take, take.pk)
    assert state(take) == "running"
    assert claim.beat(stage="faces", progress=0.4)
    assert claim.finish(score=81.0)
    assert (state(take), take.progress, take.score) == ("scored", 1.0, 81.0)


def test_second_claim_gets_nothing(take):
    assert jobs.claim(Take, take.pk)
    assert jobs.claim(Take, take.pk) is None


def test_claim_of_a_deleted_row_gets_nothing(take):
    pk = take.pk
    take.delete()
    assert jobs.claim(Take, pk) is None
    assert work_on(Take, pk, done, nothing) is False


def test_task_delivered_twice_works_once(take):
    calls = []

    def work(row, report):
        calls.append(row.pk)
        return done(row, report)

    assert work_on(Take, take.pk, work, nothing) is True
    assert work_on(Take, take.pk, work, nothing) is False
    assert calls == [take.pk]


def test_late_worker_cannot_change_what_another_holds(take):
    first = jobs.claim(Take, take.pk)
    later = timezone.now() + timedelta(seconds=60)
    assert jobs.recover(Take, now=later) == [take.pk]
    second = jobs.claim(Take, take.pk)
    assert not first.beat(stage="faces", progress=0.9)
    assert not first.finish(score=1.0)
    assert not first.fail("internal")
    assert state(take) == "running"
    assert second.finish(score=70.0)
    assert take.__class__.objects.get().score == 70.0


def test_living_worker_keeps_its_job(take):
    jobs.claim(Take, take.pk)
    assert jobs.recover(Take) == []
    assert state(take) == "running"


def test_job_that_kills_its_workers_is_given_up(take, settings):
    later = timezone.now() + timedelta(seconds=60)
    for _ in range(settings.REON_JOB_ATTEMPTS):
        assert jobs.claim(Take, take.pk)
        jobs.recover(Take, now=later)
    assert state(take) == "failed"
    assert take.reason == "worker_lost"
    assert jobs.claim(Take, take.pk) is None


def test_message_that_was_lost_is_sent_again(take):
    assert jobs.recover(Take) == []
    later = timezone.now() + timedelta(hours=1)
    assert jobs.recover(Take, now=later) == [take.pk]
    assert jobs.recover(Take, now=later) == [], "sent just now"


def test_places(take, media_root):
    second = Take.objects.create(clip_title="B", video="takes/b.mp4")
    assert (jobs.queue_position(take), jobs.queue_position(second)) == (1, 2)
    jobs.claim(Take, take.pk)
    take.refresh_from_db()
    assert (jobs.queue_position(take), jobs.queue_position(second)) == (None, 1)


def test_only_a_finished_job_is_queued_again(take):
    assert not jobs.enqueue(take)
    claim = jobs.claim(Take, take.pk)
    assert not jobs.enqueue(take)
    claim.fail("no_face")
    assert jobs.enqueue(take)
    assert (state(take), take.reason) == ("queued", "")


def test_error_of_the_library_gives_its_reason(take):
    def work(row, report):
        raise ScoringError("no", "too_calm", actual=0.01)

    work_on(Take, take.pk, work, nothing)
    assert (state(take), take.reason, take.reason_values) == (
        "failed",
        "too_calm",
        {"actual": 0.01},
    )


def test_refusal_is_the_reason(take):
    def work(row, report):
        raise Refused("clip_gone")

    work_on(Take, take.pk, work, nothing)
    assert (state(take), take.reason) == ("failed", "clip_gone")


@pytest.mark.parametrize("error", [ZeroDivisionError(), ValidationError("no", "too_calm")])
def test_any_other_error_is_our_own(take, error):
    def work(row, report):
        raise error

    work_on(Take, take.pk, work, nothing)
    assert (state(take), take.reason, take.reason_values) == ("failed", "internal", {})


def test_job_that_has_to_wait_keeps_its_place(take):
    def work(row, report):
        raise Deferred

    assert work_on(Take, take.pk, work, nothing) is False
    assert (state(take), take.attempts) == ("queued", 0)


def test_files_are_stored_with_the_outcome(take, media_root):
    def work(row, report):
        return {"track": ContentFile(b"new", "track.npz"), "score": 5.0}

    work_on(Take, take.pk, work, nothing)
    take.refresh_from_db()
    assert take.track.read() == b"new"
    assert take.track.name.startswith("tracks/")


def test_replaced_file_is_deleted(take, media_root):
    old = take.video.name

    def work(row, report):
        return {"video": ContentFile(b"remuxed", "video.webm")}

    work_on(Take, take.pk, work, nothing)
    take.refresh_from_db()
    assert take.video.name != old
    assert [file.read_bytes() for file in media_root.rglob("*.*")] == [b"remuxed"]


def test_lost_claim_leaves_no_file(take, media_root):
    def work(row, report):
        Take.objects.filter(pk=row.pk).update(claim=None, state="queued")
        return {"track": ContentFile(b"late", "track.npz")}

    assert work_on(Take, take.pk, work, nothing) is False
    assert state(take) == "queued"
    assert [file.suffix for file in media_root.rglob("*.*")] == [".mp4"]


def test_work_stops_when_the_row_is_deleted(take):
    reached = []

    def work(row, report):
        Take.objects.filter(pk=row.pk).delete()
        with pytest.raises(LostClaim):
            report("faces", 0.5)
        reached.append(True)
        raise LostClaim

    assert work_on(Take, take.pk, work, nothing) is False
    assert reached


@pytest.mark.django_db(transaction=True)
def test_many_claims_at_once_give_one(media_root):
    take = Take.objects.create(clip_title="A clip", video="takes/a.mp4")
    claims, gate = [], threading.Barrier(8)

    def claim():
        gate.wait()
        try:
            claims.append(jobs.claim(Take, take.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([claim for claim in claims if claim]) == 1
    assert len(claims) == 8


@pytest.mark.django_db(transaction=True)
def test_heartbeat_keeps_a_long_silent_step_alive(media_root, settings):
    settings.REON_HEARTBEAT_TIMEOUT = 0.8
    take = Take.objects.create(clip_title="A clip", video="takes/a.mp4")

    def work(row, report):
        threading.Event().wait(1.5)
        assert jobs.recover(Take) == []
        return {"score": 1.0}

    assert work_on(Take, take.pk, work, nothing) is True
