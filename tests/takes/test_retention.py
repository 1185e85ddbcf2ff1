"""Takes go after the time that the host sets, and not before."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from reon.settings import environment
from reon.takes.models import Take
from reon.takes.retention import purge

pytestmark = pytest.mark.django_db(transaction=True)


def aged(clip, user, days, **fields):
    take = Take(user=user, clip=clip, clip_title="A", **fields)
    take.video.save("take.mp4", ContentFile(b"take"))
    Take.objects.filter(pk=take.pk).update(created=timezone.now() - timedelta(days=days))
    return take


def test_old_takes_go_with_their_files(settings, clip, performer):
    settings.REON_TAKE_RETENTION_DAYS = 30
    old = aged(clip, performer, 30.1)
    young = aged(clip, performer, 29.9)
    example = aged(clip, None, 400, is_example=True)
    assert purge() == 1
    assert set(Take.objects.all()) == {young, example}
    assert not old.video.storage.exists(old.video.name)
    assert young.video.storage.exists(young.video.name)


def test_without_a_limit_everything_stays(settings, clip, performer, capsys):
    settings.REON_TAKE_RETENTION_DAYS = 0
    aged(clip, performer, 4000)
    call_command("purge")
    assert "REON_TAKE_RETENTION_DAYS" in capsys.readouterr().out
    assert Take.objects.count() == 1


def test_a_dry_run_only_counts(settings, clip, performer, capsys):
    settings.REON_TAKE_RETENTION_DAYS = 1
    aged(clip, performer, 2)
    call_command("purge", "--dry-run")
    assert capsys.readouterr().out == "1 takes would be deleted\n"
    call_command("purge")
    assert capsys.readouterr().out == "1 takes deleted\n"
    assert not Take.objects.exists()


@pytest.mark.parametrize("value", ["-1", "soon", "1.5"])
def test_a_wrong_limit_is_refused_at_the_start(monkeypatch, value):
    monkeypatch.setenv("REON_TAKE_RETENTION_DAYS", value)
    with pytest.raises(ImproperlyConfigured, match="REON_TAKE_RETENTION_DAYS"):
        environment.natural("REON_TAKE_RETENTION_DAYS", 0)
