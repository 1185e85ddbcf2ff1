"""Which model reads new clips: chosen by an editor, kept in the database."""

import json

import pytest
from django.contrib.auth import get_user_model

from reon.clips import tasks
from reon.clips.models import Clip
from reon.recognition.choice import active_model, model_activate
from reon.recognition.models import ActiveModel
from reon.refusals import Refused
from reon.studio.edits import clips_reanalyse
from reon.studio.model_cards import facts_of, model_cards
from scoring.models.registry import get_model

pytestmark = pytest.mark.django_db
PAGE = "/clips/studio/models/"


@pytest.fixture
def second(tmp_path, monkeypatch):
    """A second installed model, by its card."""
    (tmp_path / "korean-b0").mkdir()
    card = get_model("reon-b0").card
    card |= {"name": "korean-b0", "labels": ["joy", "neutral"], "licence": "CC0"}
    (tmp_path / "korean-b0" / "card.json").write_text(json.dumps(card))
    monkeypatch.setenv("REON_MODELS", str(tmp_path))
    return "korean-b0"


@pytest.fixture
def sent(monkeypatch):
    jobs = []
    monkeypatch.setattr("reon.jobs.send", lambda task, pk: jobs.append(pk))
    return jobs


def test_the_default_is_active_until_somebody_chooses(second, monkeypatch, admin_user):
    assert active_model() == "reon-b0"
    monkeypatch.setenv("REON_MODEL", second)
    assert active_model() == second
    model_activate(name="reon-b0", user=admin_user)
    assert active_model() == "reon-b0"


@pytest.mark.parametrize("unset", ["", None])
def test_site_and_library_take_the_same_default(second, monkeypatch, unset):
    monkeypatch.delenv("REON_MODEL", raising=False)
    if unset is not None:
        monkeypatch.setenv("REON_MODEL", unset)
    assert active_model() == get_model().name == "reon-b0"
    assert [card["name"] for card in model_cards()] == ["reon-b0", second, "reon-b0-open"]


def test_default_that_is_not_installed(admin_client, monkeypatch):
    monkeypatch.setenv("REON_MODEL", "gone-b0")
    assert active_model() == "gone-b0"
    assert "gone-b0, is not installed any more" in admin_client.get(PAGE).content.decode()


def test_an_editor_chooses(admin_client, second):
    page = admin_client.get(PAGE).content.decode()
    assert page.count('type="radio"') == 3
    assert ">joy</span>" in page
    assert ">neutral</span>" in page
    answer = admin_client.post(PAGE, {"name": second}, follow=True)
    assert "New clips are read by korean-b0." in answer.content.decode()
    assert active_model() == second
    assert ActiveModel.objects.get().chosen_by.is_staff


def test_what_is_not_installed_is_refused(admin_client, admin_user):
    with pytest.raises(Refused):
        model_activate(name="b7", user=admin_user)
    assert "not installed" in admin_client.post(PAGE, {"name": "b7"}, follow=True).content.decode()
    assert not ActiveModel.objects.exists()


def test_a_chosen_model_that_went_away_is_told(admin_client):
    ActiveModel.objects.create(name="gone-b0")
    assert "gone-b0, is not installed any more" in admin_client.get(PAGE).content.decode()


def test_only_editors(client):
    assert client.get(PAGE).status_code == 302
    client.force_login(get_user_model().objects.create_user("ann"))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"name": "reon-b0"}).status_code == 403


def test_clips_of_other_models_are_analysed_again(admin_client, second, admin_user, sent):
    old = Clip.objects.create(
        title="Old",
        video="a",
        track="b",
        state="ready",
        model_name="reon-b0",
        wanted_model="reon-b0",
    )
    Clip.objects.create(title="New", video="a", track="b", state="ready", model_name=second)
    Clip.objects.create(title="Busy", video="a", track="b", state="queued", model_name="reon-b0")
    Clip.objects.create(title="Never", video="a", state="refused")
    model_activate(name=second, user=admin_user)
    assert "2 clips were read by another model" in admin_client.get(PAGE).content.decode()
    assert clips_reanalyse() == 1
    old.refresh_from_db()
    assert (old.state, old.wanted_model, old.model_name) == ("queued", "", "reon-b0")


@pytest.mark.parametrize(("wanted", "read_by"), [("", "korean-b0"), ("reon-b0", "reon-b0")])
def test_a_new_analysis_uses_the_active_model_or_the_clips_own(
    second, admin_user, monkeypatch, wanted, read_by
):
    class Asked(Exception):
        pass

    def track_of(video, model, report, target):
        raise Asked(model)

    model_activate(name=second, user=admin_user)
    monkeypatch.setattr(tasks.analysis, "track_of", track_of)
    monkeypatch.setattr(tasks, "on_disk", open_nothing)
    monkeypatch.setattr(tasks, "probe", lambda path, limits: None)
    with pytest.raises(Asked, match=read_by):
        tasks.analyse(Clip(video="clip.mp4", wanted_model=wanted), None)


class open_nothing:
    def __init__(self, file):
        pass

    def __enter__(self):
        return None

    def __exit__(self, *error):
        return None


def test_facts_of_the_shipped_model_and_of_an_old_card():
    shipped = next(card for card in model_cards() if card["name"] == "reon-b0")
    facts = facts_of(shipped)
    assert 70 < facts["accuracy"] < 100
    assert len(facts["recall"]) == 7
    assert facts["hash"] == shipped["files"]["safetensors"]["sha256"]
    bare = facts_of({"name": "bare", "labels": ["neutral", "joy"]})
    assert (bare["accuracy"], bare["bytes"], bare["recall"]) == (None, None, [])


def test_the_page_speaks_korean(admin_client, second):
    admin_client.cookies["django_language"] = "ko"
    page = admin_client.get(PAGE).content.decode()
    assert "새 클립에 이 모델 쓰기" in page
    assert "Use this model" not in page
