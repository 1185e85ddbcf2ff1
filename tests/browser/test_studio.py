"""The studio in a real Chromium with a fake camera: perform, practise, leave, send, resume."""

import re

import pytest

from tests.browser.axe import check_themes
from tests.browser.people import Person
from tests.browser.studio import (
    open_camera,
    phase,
    play_for,
    record,
    record_short,
    stored_takes,
    until_true,
)
from tests.browser.takes import demo_clip

pytestmark = pytest.mark.browser
TAKE = re.compile(r"/takes/[0-9a-f-]{36}/$")
HELD = 4.0  # s for which the camera's calm first picture stands
SETTLED = "preview.currentTime % {period} < 0.3"
CLIP_TIME = "document.getElementById('clip').currentTime"


@pytest.fixture(scope="module")
def account(browser, site):
    """Somebody who agreed to be recorded: (name, cookies, clip page)."""
    person = Person(browser, site).sign_up()
    clip = demo_clip(person)
    cookies = person.context.cookies()
    person.context.close()
    return person.name, cookies, clip


@pytest.fixture
def performer(visit, account):
    """Opens a window of the account's owner."""

    def arrive(**options):
        person = visit(**options)
        person.context.add_cookies(account[1])
        person.name = account[0]
        return person

    return arrive


@pytest.fixture
def clip(account):
    return account[2]


@pytest.fixture
def data(one_machine):
    """The site's data folder."""
    return one_machine[1].parent


def tab_to(page, selector):
    """Press Tab until something has the focus."""
    focused = f"document.activeElement.matches({selector!r})"
    for _ in range(80):
        if page.evaluate(focused):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_by_keyboard_alone_from_the_catalogue_to_the_result(
    performer, clip, camera_browser, demo_films, data
):
    chromium, period = camera_browser(demo_films["postcard-take.mp4"], lead=HELD)
    person = performer(chromium=chromium, locale="ko-KR")
    page = person.page
    page.goto("/")
    tab_to(page, f"a[href='{clip}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{clip}")
    tab_to(page, f"a[href='{clip}perform/']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#open:enabled")
    tab_to(page, "#open")
    page.keyboard.press("Enter")
    page.wait_for_selector("#capture", state="visible")
    until_true(page, SETTLED.format(period=period))
    page.keyboard.press("Space")
    page.wait_for_selector("#start", state="visible")
    assert page.is_visible("[data-neutral=captured]")
    page.keyboard.press("Space")
    play_for(page, 4)
    assert page.locator(".now-line").inner_text().strip()
    page.keyboard.press("Space")
    page.wait_for_selector("#send", state="visible")
    page.keyboard.press("Enter")
    page.wait_for_url(TAKE)
    page.wait_for_selector("#result", timeout=90_000)
    video, neutral, note = stored_takes(data, person.name)[0]
    assert video.startswith("takes/")
    assert neutral.startswith("neutral/")
    assert note == "used"
    assert "쓰지 않았어요" not in page.inner_text("main")


def test_lost_connection_and_back(performer, clip, data):
    person = performer()
    page = open_camera(person, clip)
    record_short(page)
    before = len(stored_takes(data, person.name))
    person.expected = ("net::ERR_INTERNET_DISCONNECTED",)
    person.context.set_offline(True)
    page.click("#send")
    page.wait_for_selector("#again-in", state="visible")
    assert "safe on this device" in page.inner_text(".controls")
    person.context.set_offline(False)
    page.wait_for_url(TAKE)
    assert len(stored_takes(data, person.name)) == before + 1


def test_answer_that_never_arrived(performer, clip, data):
    """The take arrived, its answer did not: sent again with the same key, it is still one take."""
    person = performer()
    page = open_camera(person, clip)
    record_short(page)
    before = len(stored_takes(data, person.name))
    person.expected = ("net::ERR_FAILED",)

    def swallow(route):
        route.fetch()
        route.abort()

    page.route("**/takes/", swallow, times=1)
    page.click("#send")
    page.click("#now")
    page.wait_for_url(TAKE)
    assert len(stored_takes(data, person.name)) == before + 1


def test_reload_while_recording_is_asked_about(performer, clip):
    page = open_camera(performer(), clip)
    record(page)
    with page.expect_event("dialog") as asked:
        page.evaluate("setTimeout(() => location.reload())")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    assert phase(page) == "recording"
    page.click("#stop")
    page.wait_for_selector("#send", state="visible")
    page.reload()
    page.wait_for_selector("[data-note=found]", state="visible")
    page.click("#retake")
    page.wait_for_selector("#start", state="visible")


def test_session_that_ended_meanwhile(visit, clip, data):
    person = visit().sign_up()
    page = open_camera(person, clip)
    record_short(page)
    person.context.clear_cookies()
    page.click("#send")
    page.wait_for_selector("#signin", state="visible")
    assert "signed out" in page.inner_text("#refusal")
    page.click("#signin")
    page.wait_for_url("**/login/**")
    person.sign_in(person.name, path=page.url)
    page.wait_for_url(TAKE)
    assert len(stored_takes(data, person.name)) == 1


def test_resting_face_that_cannot_be_read_is_left_out(performer, clip, data):
    person = performer()
    page = open_camera(person, clip, neutral=True)
    record_short(page)
    page.evaluate(DAMAGE)
    page.reload()
    page.wait_for_selector("[data-note=found]", state="visible")
    person.expected = ("400 (Bad Request)",)
    page.click("#send")
    page.wait_for_selector("#refusal", state="visible")
    assert "without it" in page.inner_text("#refusal")
    page.click("#resend")
    page.wait_for_url(TAKE)
    assert stored_takes(data, person.name)[0][1:] == ("", "")


DAMAGE = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("reon");
  request.onsuccess = () => {
    const store = request.result.transaction("takes", "readwrite").objectStore("takes");
    store.getAll().onsuccess = ({target}) => {
      const take = target.result[0];
      if (take.neutral.size < 2000) reject("no resting face was kept");
      take.neutral = new Blob(["damaged"], {type: "video/mp4"});
      store.put(take).onsuccess = resolve;
    };
  };
})"""


def test_skipped_once_is_not_asked_again(performer, clip):
    person = performer()
    open_camera(person, clip)
    page = person.page
    page.reload()
    page.click("#open:enabled")
    page.wait_for_selector("#start", state="visible")
    page.click("#recapture")
    page.wait_for_selector("#capture", state="visible")


def test_practice_sends_nothing(performer, clip, data):
    person = performer()
    posts = []
    person.page.on("request", lambda request: posts.append(request.method == "POST"))
    page = open_camera(person, clip)
    before = len(stored_takes(data, person.name))
    page.select_option("#from", index=3)
    start, end = page.evaluate(
        "(({start, end}) => [start, end])(JSON.parse(document.getElementById('clip-script')"
        ".textContent)[1])"
    )
    page.keyboard.press("p")
    until_true(page, f"!clip.paused && {CLIP_TIME} > {start}")
    assert page.is_visible(".practising")
    assert not page.is_visible(".badge.recording")
    until_true(page, f"{CLIP_TIME} < {start}")  # the second round
    assert start - 1 <= page.evaluate(CLIP_TIME) <= end + 1
    page.keyboard.press("Space")
    page.wait_for_selector("#start", state="visible")
    assert not any(posts)
    assert len(stored_takes(data, person.name)) == before
    assert page.evaluate("indexedDB.databases().then(all => all.length)") in (0, 1)


def test_practice_of_a_chosen_moment(performer, clip):
    page = open_camera(performer(), clip, query="?from=6.5&to=7.5")
    assert page.locator("#from option:checked").inner_text() == "the moment 0:06.5–0:07.5"
    assert "always of the whole clip" in page.inner_text("#came")
    assert page.evaluate("document.activeElement.id") == "practise"
    page.keyboard.press("Enter")
    page.wait_for_selector("#count", state="visible")
    until_true(page, "!clip.paused")
    assert 5.5 <= page.evaluate(CLIP_TIME) < 7.5
    until_true(page, f"clip.paused && {CLIP_TIME} > 7.5")  # the end of a round
    until_true(page, f"!clip.paused && {CLIP_TIME} < 7")  # the next one
    page.keyboard.press("Space")
    page.wait_for_selector("#start", state="visible")
    page.click("#start")  # a take begins at the beginning, whatever was practised
    until_true(page, f"!clip.paused && {CLIP_TIME} < 3")
    assert page.is_visible(".badge.recording")


@pytest.mark.parametrize("query", ["?from=x", "?from=-1", "?to=3"])
def test_address_without_a_moment_offers_none(performer, clip, query):
    page = performer().page
    page.goto(f"{clip}perform/{query}")
    page.wait_for_selector("#open:enabled")
    assert page.locator("#from option[value=moment]").count() == 0
    assert page.locator("#came").get_attribute("hidden") is not None


def test_keys_and_the_question_before_leaving(performer, clip):
    page = open_camera(performer(), clip)
    page.keyboard.press("Space")
    play_for(page, 1)
    page.keyboard.press("Escape")
    assert "would be lost" in page.inner_text("#leave")
    page.keyboard.press("Escape")
    assert not page.is_visible("#leave")
    assert phase(page) == "recording"
    page.keyboard.press("r")
    page.wait_for_selector("#count", state="visible")
    page.keyboard.press("Escape")
    page.click("[data-leave]")
    page.wait_for_url(f"**{clip}")


def test_everything_is_in_view_while_performing(performer, clip):
    page = open_camera(performer(), clip)
    page.click("#start")
    play_for(page, 0)
    for width, height in [(390, 844), (844, 390), (1280, 800)]:
        page.set_viewport_size({"width": width, "height": height})
        boxes = {part: page.locator(part).bounding_box() for part in ("#actor", "#mirror", "#stop")}
        for part, box in boxes.items():
            assert 0 <= box["x"] <= width - box["width"], part
            assert 0 <= box["y"] <= height - box["height"], part
        assert min(boxes["#mirror"]["width"], boxes["#mirror"]["height"]) > 200
    page.click("#stop")
    page.wait_for_selector("#start:visible, #send:visible")
    for width in (390, 844):
        page.set_viewport_size({"width": width, "height": 600})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_barrier_in_any_state(performer, clip):
    person = performer()
    page = person.page
    page.goto(f"{clip}perform/")
    check_themes(page, "explain")
    page.click("#open:enabled")
    page.wait_for_selector("#capture", state="visible")
    check_themes(page, "neutral")
    page.click("#skip")
    check_themes(page, "check")
    page.keyboard.press("p")
    play_for(page, 1)
    check_themes(page, "performing")
    page.keyboard.press("Space")
    page.wait_for_selector("#start", state="visible")
    record_short(page)
    check_themes(page, "review")
