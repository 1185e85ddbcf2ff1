"""From the catalogue to a score, in a real Chromium, on a real site with a real worker."""

import re

import numpy as np
import pytest

from tests.browser.people import Person, until

pytestmark = pytest.mark.browser
LEAD = 3.5  # seconds from the press of "Start" to the clip's first frame


def pick(media, name, demo):
    """A real video of a face where there are some, else a demo film."""
    return media / name if media else demo


@pytest.fixture(scope="session")
def films(demo_films, media_or_none):
    """Reference clip and another person's other emotions."""
    return {
        "reference": pick(media_or_none, "lp_d3.mp4", demo_films["postcard.mp4"]),
        "other": pick(media_or_none, "lp_d9.mp4", demo_films["attic.mp4"]),
    }


def publish(chromium, address, password_file, video, title):
    """An admin uploads a clip, waits for its analysis and publishes it; returns its page."""
    admin = Person(chromium, address).sign_in(
        "admin", password_file.read_text().strip(), "/admin/login/?next=/admin/"
    )
    page = admin.page
    page.goto("/admin/clips/clip/add/")
    page.set_input_files("input[name=video]", str(video))
    page.fill("input[name=title]", title)
    page.fill("input[name=source]", "Filmed for this test")
    page.fill("input[name=licence]", "CC0")
    page.click("input[name=_save]")
    row = page.locator("#result_list tr", has_text=title)
    until(lambda: row.locator("[data-clip]").get_attribute("data-finished") == "1", 120)
    clip = row.locator("[data-clip]").get_attribute("data-clip")
    row.locator("input[type=checkbox]").check()
    page.select_option("select[name=action]", "publish")
    page.click("button[name=index]")
    page.wait_for_selector(".success")
    admin.context.close()
    assert not admin.complaints
    return f"/clips/{clip}/"


def perform(person, clip, period):
    """Perform along in step with the looping camera; returns the result the server stored."""
    page = person.page
    page.goto("/")
    page.click(f"a[href='{clip}']")
    page.click(f"a[href='{clip}perform/']")
    page.click("#open")
    page.click("#skip")
    page.wait_for_selector("#start", state="visible")
    page.wait_for_timeout(500)

    def in_step():
        now = page.evaluate("document.getElementById('preview').currentTime")
        return (now + LEAD) % period < 0.12

    until(in_step, period + 10, step=0.03)
    page.click("#start")
    page.wait_for_selector("#send", state="visible", timeout=60_000)
    page.click("#send")
    page.wait_for_url(re.compile(r"/takes/[0-9a-f-]{36}/$"), timeout=30_000)
    return finished(page)


def finished(page, seconds=120):
    """Wait for the page of a take to show its end; returns the stored result."""
    state = page.url + "state.json"
    until(lambda: page.request.get(state).json()["state"] in ("scored", "failed"), seconds)
    assert page.request.get(state).json()["state"] == "scored", page.request.get(state).text()
    page.wait_for_selector("#result", timeout=30_000)
    return page.request.get(page.url + "result.json").json()


@pytest.fixture(scope="class")
def stage(request, browser, films):
    """A site with a published clip: (address, clip page)."""
    address, password_file = request.getfixturevalue(request.cls.site)
    return address, publish(browser, address, password_file, films["reference"], "The part")


@pytest.fixture
def play(camera_browser, stage, visit):
    """Signs up and performs before a camera; returns the person and the result."""

    def run(video, **options):
        address, clip = stage
        chromium, period = camera_browser(video, **options)
        person = visit(chromium, address).sign_up()
        return person, perform(person, clip, period)

    return run


class MainJob:
    """What must hold on every kind of site; each kind is a class that a process plays whole."""

    def test_the_reference_itself_performs_well(self, play, films):
        _, result = play(films["reference"])
        assert result["score"] >= 90
        assert abs(result["lag"]) < 0.5
        assert result["coverage"] > 0.9

    def test_other_emotions_of_another_person_do_not(self, play, films):
        _, result = play(films["other"])
        assert result["score"] <= 35

    def test_a_blank_wall_scores_zero_and_says_why(self, play):
        person, result = play(np.full((480, 640, 3), 170, np.uint8), seconds=4)
        assert result["score"] == 0
        assert "no_face" in [warning["code"] for warning in result["warnings"]]
        assert "face" in person.page.inner_text("main")


class TestOneMachine(MainJob):
    site = "one_machine"


class TestManyMachines(MainJob):
    site = "many_machines"
