"""Every page in both languages and both themes: no barrier, no complaint, nothing too wide."""

import sqlite3
import zipfile
from contextlib import closing

import pytest

from tests.browser.axe import check_themes
from tests.browser.conftest import running_site
from tests.browser.people import Person, until
from tests.browser.takes import demo_clip, send_take

pytestmark = pytest.mark.browser
LANGUAGES = {"ko": "ko-KR", "en": "en-US"}
PUBLIC = ("catalogue", "none found", "clip", "login", "signup", "privacy", "example result")
STAFF = ("clip studio", "clip editor", "queue and storage", "models")
MINE = ("history", "account", "consent", "studio", "clip with attempts")
NOWHERE = "/takes/00000000-0000-4000-8000-000000000000/"


@pytest.fixture(scope="module")
def performer(browser, site, demo_films):
    """Name of somebody with one take, and the pages to see by name."""
    person = Person(browser, site).sign_up()
    clip = demo_clip(person)
    send_take(person, clip, demo_films["postcard-take.mp4"])
    person.page.goto(clip)

    def example():
        person.page.reload()
        return person.page.locator("main .row a[href*='/takes/']").count()

    until(example, 120, step=1)
    pages = {
        "catalogue": "/",
        "none found": "/?query=zzzz&length=short",
        "clip": clip,
        "login": "/accounts/login/",
        "signup": "/accounts/signup/",
        "privacy": "/privacy/",
        "example result": person.page.locator("main .row a[href*='/takes/']").first.get_attribute(
            "href"
        ),
        "history": "/takes/",
        "account": "/accounts/me/",
        "consent": "/accounts/consent/",
        "studio": f"{clip}perform/",
        "clip with attempts": clip,
        "clip studio": "/clips/studio/",
        "clip editor": clip.replace("/clips/", "/clips/studio/"),
        "queue and storage": "/clips/studio/machine/",
        "models": "/clips/studio/models/",
    }
    person.context.close()
    return person.name, pages


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def visitor(browser, site, language):
    person = Person(browser, site, LANGUAGES[language], width=390, height=844)
    yield person
    person.context.close()


@pytest.fixture(scope="module")
def member(browser, site, language, performer):
    person = Person(browser, site, LANGUAGES[language], width=390, height=844)
    yield person.sign_in(performer[0])
    person.context.close()


@pytest.fixture(scope="module")
def staff(browser, one_machine, language):
    address, password_file = one_machine
    person = Person(browser, address, LANGUAGES[language], width=390, height=844)
    yield person.sign_in("admin", password_file.read_text().strip())
    person.context.close()


@pytest.fixture(scope="module")
def bare_site(tmp_path_factory):
    """A site without clips: (address, data folder)."""
    folder = tmp_path_factory.mktemp("bare")
    with running_site(folder, REON_DEMO="0") as address:
        yield address, folder / "var"


@pytest.fixture
def stranger(browser, bare_site, language):
    """A visitor of the bare site."""
    person = Person(browser, bare_site[0], LANGUAGES[language], width=390, height=844)
    yield person
    person.context.close()


def look_at(person, name, language):
    """Check the page that a person has open."""
    page = person.page
    page.wait_for_load_state("networkidle")
    assert page.get_attribute("html", "lang") == language
    assert page.locator("h1").count() == 1
    check_themes(page, name)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{name} is {beyond} px too wide for {width} px"
    page.set_viewport_size({"width": 390, "height": 844})
    complaints, person.complaints = person.complaints, []
    assert not complaints


@pytest.mark.parametrize("name", PUBLIC)
def test_page_for_everybody(visitor, language, performer, name):
    visitor.page.goto(performer[1][name])
    look_at(visitor, name, language)


@pytest.mark.parametrize("name", MINE)
def test_page_of_a_member(member, language, performer, name):
    member.page.goto(performer[1][name])
    look_at(member, name, language)


@pytest.mark.parametrize("name", STAFF)
def test_page_for_staff(staff, language, performer, name):
    staff.page.goto(performer[1][name])
    look_at(staff, name, language)


def test_missing_page(visitor, language):
    visitor.expected = ("status of 404",)
    assert visitor.page.goto(NOWHERE).status == 404
    look_at(visitor, "missing", language)
    visitor.expected = ()


def test_form_without_its_cookie(stranger, language):
    stranger.expected = ("status of 403",)
    stranger.page.goto("/accounts/signup/")
    stranger.context.clear_cookies()
    stranger.page.fill("input[name=username]", "x")
    for name in ("password1", "password2"):
        stranger.page.fill(f"input[name={name}]", "a-long-pass-9")
    with stranger.page.expect_navigation() as answer:
        stranger.page.click("main form [type=submit]")
    assert answer.value.status == 403
    look_at(stranger, "refused", language)


def test_refused_form(stranger, language):
    stranger.page.goto("/accounts/signup/")
    stranger.page.fill("input[name=username]", "mina")
    stranger.page.fill("input[name=password1]", "a")
    stranger.page.fill("input[name=password2]", "b")
    stranger.page.click("main form [type=submit]")
    stranger.page.wait_for_selector("[role=alert]")
    look_at(stranger, "form with errors", language)


def test_empty_site(stranger, language):
    stranger.page.goto("/")
    assert "load_demo" in stranger.page.inner_text("main")
    look_at(stranger, "empty catalogue", language)


def test_broken_site(stranger, language, bare_site):
    stranger.expected = ("status of 500",)
    with closing(sqlite3.connect(bare_site[1] / "db.sqlite3", timeout=20)) as database:
        database.execute("ALTER TABLE clips_clip RENAME TO away")
        database.commit()
        try:
            assert stranger.page.goto("/").status == 500
        finally:
            database.execute("ALTER TABLE away RENAME TO clips_clip")
            database.commit()
    look_at(stranger, "broken", language)


def test_first_clips_appear_by_themselves(visit, performer, one_machine):
    page = visit().page
    with closing(sqlite3.connect(one_machine[1].parent / "db.sqlite3", timeout=20)) as database:
        tracks = database.execute("SELECT track, id FROM clips_clip").fetchall()
        try:
            database.execute("UPDATE clips_clip SET track = ''")
            database.commit()
            page.goto("/")
            assert page.locator("#preparing").is_visible()
            check_themes(page, "clips in preparation")
        finally:
            database.executemany("UPDATE clips_clip SET track = ? WHERE id = ?", tracks)
            database.commit()
    page.locator(".clips a").first.wait_for(timeout=20_000)


def test_consent_is_asked_before_the_studio_and_can_be_withdrawn(visit, performer):
    clip = performer[1]["clip"]
    person = visit().sign_up(consents=False)
    page = person.page
    page.goto(clip)
    page.click(f"a[href='{clip}perform/']")
    page.wait_for_selector("#agree")
    page.focus("#agree")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{clip}perform/")
    page.goto("/accounts/me/")
    page.click("#withdraw")
    page.wait_for_selector("[role=status]")
    page.goto(f"{clip}perform/")
    assert page.locator("#agree").is_visible()


def test_everything_of_mine_comes_as_one_file(visit, performer):
    page = visit().sign_in(performer[0]).page
    page.goto("/accounts/me/")
    with page.expect_download() as download:
        page.click("a[download]")
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        ends = {name.rpartition("/")[2] for name in archive.namelist()}
    assert {"account.json", "take.json", "result.json", "track.csv", "video.mp4"} <= ends


def test_first_tab_leads_past_the_header(visit):
    page = visit().page
    page.goto("/privacy/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_captions_show_the_script(visit, performer):
    page = visit().page
    page.goto(performer[1]["clip"])
    texts = "[...document.querySelector('video').textTracks[0].cues].map(cue => cue.text)"
    page.evaluate("document.querySelector('video').textTracks[0].mode = 'showing'")
    until(lambda: page.evaluate("!!document.querySelector('video').textTracks[0].cues?.length"), 10)
    lines = page.locator(".lines li").all_inner_texts()
    cues = page.evaluate(texts)
    assert len(cues) == len(lines) > 0
    assert all(cue in line for cue, line in zip(cues, lines, strict=True))


def test_script_and_strip_lead_to_their_moments(visit, performer):
    page = visit().page
    page.goto(performer[1]["clip"])
    at = "document.getElementById('video').currentTime"
    line = page.locator(".lines button", has_text="She made it!")
    line.focus()
    page.keyboard.press("Enter")
    until(lambda: page.evaluate(at) > 5, 15)
    until(lambda: "now" in line.get_attribute("class"), 5)
    page.evaluate("document.getElementById('video').pause()")
    box = page.locator("#strip").bounding_box()
    page.locator("#strip").click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    length = page.evaluate("document.getElementById('video').duration")
    until(lambda: abs(page.evaluate(at) - length / 4) < 0.1, 5)

    def away():
        head = page.locator("#strip .playhead").bounding_box()
        return abs(head["x"] + head["width"] / 2 - box["x"] - box["width"] / 4)

    until(lambda: away() < 3, 5)
