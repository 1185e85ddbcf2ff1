"""The camera check in a real Chromium: every failure has a remedy of its own."""

import re

import numpy as np
import pytest

from tests.browser.people import Person
from tests.browser.studio import open_camera, phase
from tests.browser.takes import demo_clip

pytestmark = pytest.mark.browser
FAKE = "--use-fake-ui-for-media-stream"
REJECTS = """{{
  const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = wanted => window.ready
    ? asked(wanted) : Promise.reject(new DOMException("as told", "{}"));
}}"""


@pytest.fixture(scope="module")
def account(browser, site):
    """Somebody who agreed to be recorded: (cookies, clip page)."""
    person = Person(browser, site).sign_up()
    clip = demo_clip(person)
    cookies = person.context.cookies()
    person.context.close()
    return cookies, clip


@pytest.fixture
def studio(visit, account):
    """Opens the studio as the account's owner, in some Chromium; returns the person."""

    def enter(script=None, **options):
        person = visit(**options)
        if script:
            person.page.add_init_script(script)
        person.context.add_cookies(account[0])
        person.page.goto(f"{account[1]}perform/")
        return person

    return enter


@pytest.fixture
def chromium(launch):
    """Launches a Chromium with flags, closed at the end."""
    started = []

    def start(*flags):
        started.append(launch(*flags))
        return started[-1]

    yield start
    for each in started:
        each.close()


def remedy(page):
    """What the page tells after the camera was asked for."""
    page.wait_for_selector("[data-problem]:visible")
    assert page.locator("[data-problem]:visible").count() == 1
    return page.inner_text("[data-problem]:visible")


def test_refused_permission(studio, chromium):
    person = studio(chromium=chromium("--deny-permission-prompts"))
    person.context.clear_permissions()
    person.page.click("#open:enabled")
    assert "address bar" in remedy(person.page)
    person.context.grant_permissions(["camera"])
    person.page.click("#reopen")
    person.page.wait_for_selector("#capture", state="visible")


def test_no_camera(studio, chromium):
    nothing = chromium(FAKE, "--use-fake-device-for-media-stream=device-count=0")
    page = studio(chromium=nothing).page
    page.click("#open:enabled")
    assert "Connect a camera" in remedy(page)


def test_camera_in_use(studio):
    page = studio(REJECTS.format("NotReadableError"), locale="ko-KR").page
    page.click("#open:enabled")
    assert "다른 프로그램" in remedy(page)
    page.evaluate("window.ready = true")
    page.click("#reopen")
    page.wait_for_selector("#capture", state="visible")


def test_a_failure_nobody_knows(studio):
    page = studio(REJECTS.format("StrangeError")).page
    page.click("#open:enabled")
    assert "Unplug it" in remedy(page)
    assert page.inner_text("#problem-detail") == "StrangeError: as told"


def test_browser_that_cannot_record(studio):
    page = studio("delete window.MediaRecorder").page
    assert "current Chrome, Edge, Firefox or Safari" in remedy(page)
    assert not page.is_visible("#reopen")


def test_insecure_address(studio, account, site):
    """The same site under a name that is neither https nor localhost."""
    person = studio()
    page, insecure = person.page, "http://re-on.test"
    cookies = person.context.cookies()
    person.context.add_cookies(
        [{"name": c["name"], "value": c["value"], "url": insecure} for c in cookies]
    )
    page.goto("about:blank")
    person.site = insecure
    person.expected = ("Cross-Origin-Opener-Policy header has been ignored",)

    def pass_on(route):
        path = re.sub(r"^http://re-on\.test", site, route.request.url)
        route.fulfill(response=route.fetch(url=path, headers=cookie_header(cookies)))

    page.route(f"{insecure}/**", pass_on)
    page.goto(f"{insecure}{account[1]}perform/")
    assert "https://" in remedy(page)
    assert not page.is_visible("#reopen")


def cookie_header(cookies):
    return {"cookie": "; ".join(f"{c['name']}={c['value']}" for c in cookies)}


@pytest.mark.parametrize(("locale", "korean"), [("en-US", False), ("ko-KR", True)])
def test_every_remedy_is_in_the_language(studio, locale, korean):
    texts = studio(locale=locale).page.locator("[data-problem]").all_text_contents()
    assert len(set(texts)) == 6
    assert all(bool(re.search("[가-힣]{2}", text)) == korean for text in texts)


def test_camera_that_goes_away(studio, account):
    person = studio()
    page = open_camera(person, account[1])
    page.evaluate("preview.srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))")
    assert "Another program" in remedy(page)


def test_chosen_camera_is_remembered(studio, account, chromium):
    two = chromium(FAKE, "--use-fake-device-for-media-stream=device-count=2")
    person = studio(chromium=two)
    page = open_camera(person, account[1])
    page.select_option("#camera", index=1)
    used = "preview.srcObject.getVideoTracks()[0].label"
    page.wait_for_timeout(500)
    assert page.evaluate(used) == "fake_device_1"
    open_camera(person, account[1])
    assert page.evaluate(used) == "fake_device_1"
    assert page.locator("#camera option:checked").inner_text() == "fake_device_1"


def test_one_camera_leaves_no_choice(studio, account):
    assert not open_camera(studio(), account[1]).is_visible("#camera")


def test_darkness_is_told(studio, account, camera_browser):
    dark, _ = camera_browser(np.full((480, 640, 3), 12, np.uint8))
    page = open_camera(studio(chromium=dark), account[1])
    page.wait_for_selector("[data-advice=dark]", state="visible")
    assert phase(page) == "check"
