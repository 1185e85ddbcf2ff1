"""Scores computed again from stored tracks, by the command."""

import json
from dataclasses import replace

import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from reon.recognition.tracks import track_file
from reon.takes.models import Take
from reon.takes.scores import result_of
from reon.takes.tasks import score_take
from scoring.formula.mapping import ScoreMapping, save_mapping
from tests.takes.conftest import moving_track

pytestmark = pytest.mark.django_db
SCRIPT = [{"start": 0.5, "end": 3, "text": "Hello", "text_ko": "안녕"}]


@pytest.fixture
def perform(clip, performer):
    """Makes a scored take of the clip, as a worker stores it."""

    def run(strength=0.7, **options):
        take = Take(user=performer, clip=clip, clip_title=clip.title, state="scored")
        track = weaker(moving_track(0.6, **options), strength)
        line = [[1000 * second, second] for second in np.arange(0, 6, 0.1).tolist()]
        take.timeline = {"version": 1, "first_capture": 0.0, "clip": line}
        take.video.save("take.mp4", ContentFile(b"take"), save=False)
        take.track.save("track.npz", track_file(track), save=False)
        take.result = result_of(take, track, moving_track())
        take.score = take.result["score"]
        take.save()
        return take

    return run


def weaker(track, strength):
    """The same performance with less of it."""
    rows = strength * track.probabilities + (1 - strength) * np.eye(7)[track.neutral]
    return replace(track, probabilities=rows)


def rescore(capsys, *options):
    """The command's output, in lines."""
    call_command("rescore", *options)
    return capsys.readouterr().out.splitlines()


def test_nothing_to_do(perform, capsys):
    take = perform()
    (line,) = rescore(capsys)
    assert line.startswith("1 scored takes: 0 changed, 0 computed again")
    stored = Take.objects.get()
    assert (stored.score, stored.result) == (take.score, take.result)


def test_scores_follow_the_mapping_and_stay(perform, clip, capsys, monkeypatch, tmp_path):
    takes = [perform(strength) for strength in (0.5, 0.6, 0.8)]
    before = {take.pk: take.score for take in takes}
    assert {take.result["formula"] for take in takes} == {ScoreMapping().version}
    save_mapping(ScoreMapping(1.2, 2.0), tmp_path / "mapping.json")
    monkeypatch.setenv("REON_MAPPING", str(tmp_path / "mapping.json"))

    planned = rescore(capsys, "--dry-run")
    assert "3 would change" in planned[-2]
    assert {take.pk: take.score for take in Take.objects.all()} == before

    lines = rescore(capsys)
    assert "3 changed" in lines[-2]
    assert lines[:3] == planned[:3]
    for take in Take.objects.all():
        assert take.score == pytest.approx(ScoreMapping(1.2, 2.0)(take.result["share"]), abs=0.051)
        assert take.score != before[take.pk]
        assert take.result["formula"] == ScoreMapping(1.2, 2.0).version
        assert f"{before[take.pk]:g} -> {take.score:g}" in "\n".join(lines)

    (again,) = rescore(capsys)
    assert "0 changed, 0 computed again with the same score, 3 up to date" in again
    monkeypatch.delenv("REON_MAPPING")
    rescore(capsys)
    assert {take.pk: take.score for take in Take.objects.all()} == before


def test_results_of_the_first_form_get_their_lines(perform, clip, capsys):
    take = perform()
    old = {name: value for name, value in take.result.items() if name != "lines"}
    Take.objects.update(result=old | {"schema": 1})
    clip.script = SCRIPT
    clip.save()
    assert "1 computed again with the same score" in rescore(capsys)[-1]
    (line,) = Take.objects.get().result["lines"]
    assert (line["text"], line["text_ko"]) == ("Hello", "안녕")
    assert 0 < line["score"] < 100


def test_one_take_or_all(perform, clip, capsys):
    one, other = perform(), perform(0.9)
    clip.script = SCRIPT
    clip.save()
    assert rescore(capsys, "--take", str(one.pk))[-1].startswith("1 scored takes: 0 changed, 1 ")
    one.refresh_from_db(), other.refresh_from_db()
    assert (len(one.result["lines"]), len(other.result["lines"])) == (1, 0)
    assert "2 computed again" in rescore(capsys, "--all")[-1]
    other.refresh_from_db()
    assert len(other.result["lines"]) == 1


def test_clip_analysed_again_by_another_model(perform, clip, capsys):
    take = perform()
    clip.track.save("new.npz", track_file(moving_track(model="x", model_hash="1" * 64)))
    lines = rescore(capsys, "--all")
    assert f"{take.pk}  left as it is: its clip was analysed again by another model" in lines[0]
    assert "0 changed" in lines[-1]
    assert Take.objects.get().result == take.result


def test_clip_or_track_that_is_gone(perform, clip, capsys):
    lost = perform()
    lost.track.storage.delete(lost.track.name)
    assert "a stored track is missing" in rescore(capsys, "--all")[0]
    clip.delete()
    assert "its clip was removed" in rescore(capsys, "--all")[0]
    assert Take.objects.get().result == lost.result


def test_takes_that_are_not_scored_are_none_of_its_business(perform, capsys):
    take = perform()
    Take.objects.update(state="queued")
    assert rescore(capsys, "--all")[-1].startswith("0 scored takes")
    with pytest.raises(CommandError, match="no scored take"):
        call_command("rescore", "--take", str(take.pk))


def test_mapping_that_cannot_be_used(perform, capsys, monkeypatch, tmp_path):
    take = perform()
    bad = tmp_path / "mapping.json"
    for text in ("", json.dumps({"formula": "0", "share_exponent": 1, "score_exponent": 2})):
        bad.write_text(text)
        monkeypatch.setenv("REON_MAPPING", str(bad))
        with pytest.raises(CommandError, match=r"mapping\.json"):
            call_command("rescore", "--all")
    assert Take.objects.get().score == take.score


def test_scores_again_with_the_neutral_capture(perform, clip, capsys):
    """The resting face lies in the stored track."""
    rest = np.array([0.05, 0.05, 0.05, 0.3, 0.4, 0.05, 0.1])
    take = perform(rest=rest)
    plain = perform()
    assert take.score != plain.score
    rescore(capsys, "--all")
    assert Take.objects.get(pk=take.pk).score == take.score


def test_take_whose_scale_is_broken_says_so(perform, monkeypatch, tmp_path):
    take = perform()
    Take.objects.update(state="queued", clip_file=take.clip.video.name)
    monkeypatch.setenv("REON_MAPPING", str(tmp_path / "nowhere.json"))
    score_take(str(take.pk))
    take.refresh_from_db()
    assert (take.state, take.reason) == ("failed", "bad_mapping")
    assert "REON_MAPPING" in take.reason_text
