"""The page of a result in a real Chromium: replay, jumps, table, files, languages."""

import csv
import io
import json
import re

import cv2
import numpy as np
import pytest

from tests.browser.people import until
from tests.browser.performer import owner, performer
from tests.browser.synthetic import long_result

__all__ = ["owner", "performer"]
pytestmark = pytest.mark.browser


def open_result(person, take):
    """Open a result and wait for its curves; returns what the server stored."""
    person.page.goto(take)
    person.page.wait_for_selector("#png:not([disabled])")
    return person.page.request.get(f"{take}result.json").json()


def clip_time(page):
    return page.evaluate("document.getElementById('clip').currentTime")


def test_jumps_to_moments_lines_bars_and_curves(owner, performer):
    person = owner()
    result = open_result(person, performer[2][0])
    page = person.page
    weakest, best = result["moments"]["weakest"], result["moments"]["best"]
    assert page.locator(".moment").count() == min(5, len(weakest)) + min(2, len(best))
    for button, start in ((".moment", weakest[0]["start"]), (".said button", 2.0)):
        page.locator(button).first.click()
        until(lambda start=start: abs(clip_time(page) - (start - 0.5)) < 1, 5, step=0.05)
        until(lambda: page.get_attribute("#play", "aria-pressed") == "true", 5, step=0.05)
        page.click("#play")
    span = result["reference"]["times"][-1] + 0.1
    for part in ("#heat", ".curve .u-over >> nth=0"):
        box = page.locator(part).bounding_box()
        page.locator(part).click(position={"x": box["width"] / 4, "y": 10})
        until(lambda: abs(clip_time(page) - span / 4) < 0.4, 5, step=0.05)
        page.locator("#seek").fill("0")
        until(lambda: clip_time(page) == 0, 5, step=0.05)


def test_by_keyboard(owner, performer):
    person = owner()
    open_result(person, performer[2][0])
    page = person.page
    page.focus("#seek")
    for _ in range(25):
        page.keyboard.press("ArrowRight")
    assert abs(clip_time(page) - 2.5) < 0.05
    assert page.text_content("#time") == "2.5"
    assert page.text_content("#line") == "A postcard? For me?"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") == "play"
    page.keyboard.press("Space")
    until(lambda: clip_time(page) > 3, 10)
    page.keyboard.press("Space")
    assert page.evaluate("document.getElementById('clip').paused")
    page.focus("summary")
    page.keyboard.press("Enter")
    until(lambda: page.locator("#table tr").count() > 20, 5)


def test_table_says_what_the_curves_show(owner, performer):
    person = owner()
    result = open_result(person, performer[2][0])
    page = person.page
    page.click("#numbers summary")
    page.wait_for_selector("#table td")
    rows = [row.split("\t") for row in page.inner_text("#table").splitlines()]
    assert len(rows[0]) == 2 + 7
    index = round(4 * result["rate"])
    values = next(row for row in rows if row[0] == "4.0")[2:]
    shown = [int(value.removesuffix("%")) for value in values]
    assert shown == pytest.approx(
        100 * np.array(result["reference"]["probabilities"][index]), abs=1
    )
    assert len(rows) == 1 + 2 * len(result["reference"]["times"][::5])


def test_files(owner, performer):
    person = owner()
    result = open_result(person, performer[2][0])
    page = person.page

    def saved(name):
        with page.expect_download() as download:
            page.get_by_text(name).click()
        return download.value.path().read_bytes()

    assert json.loads(saved("Download JSON")) == result
    rows = list(csv.DictReader(io.StringIO(saved("Download CSV").decode())))
    assert [float(row["time"]) for row in rows] == result["reference"]["times"]
    assert float(rows[50]["clip_happiness"]) == result["reference"]["probabilities"][50][3]
    assert sum(float(row["loss"]) for row in rows) == pytest.approx(1 - result["share"], abs=1e-3)
    picture = cv2.imdecode(np.frombuffer(saved("Download PNG"), np.uint8), cv2.IMREAD_COLOR)
    assert picture.shape[0] > 500
    assert picture.shape[1] > 800
    orange = np.abs(picture.astype(int) - (0, 159, 230)).sum(axis=2) < 30  # happiness, as BGR
    assert orange.sum() > 300


def test_number_and_reasons_do_not_wait_for_the_data(owner, performer):
    person = owner()
    page = person.page
    page.route("**/result.json", lambda route: None)
    page.goto(performer[2][0])
    assert page.locator("#score").inner_text().isdigit()
    assert page.locator(".reasons dd").count() == 3
    assert page.locator("#curves [role=status]").is_visible()


def test_curves_that_do_not_come_are_explained(owner, performer):
    person = owner()
    person.expected = ("503",)
    person.page.route("**/result.json", lambda route: route.fulfill(status=503))
    person.page.goto(performer[2][0])
    assert "connection" in person.page.locator("#curves [role=alert]").inner_text()


@pytest.mark.parametrize(("which", "leads"), [("clip", True), ("take", False)])
def test_video_that_does_not_come_is_explained(owner, performer, which, leads):
    person = owner()
    person.expected = ("net::ERR_FAILED", "404")
    page = person.page
    page.route(f"**/{which}s/*/video*", lambda route: route.abort())
    open_result(person, performer[2][0])
    note = page.locator(".pair [role=alert]")
    note.wait_for()
    assert "could not be loaded" in note.inner_text()
    assert page.locator(f"#{which}").is_hidden()
    assert page.locator("#play").is_disabled() == leads
    assert page.locator(".curve canvas").count() == 7


def test_ten_minutes(owner, performer):
    person = owner()
    page = person.page
    result = page.request.get(f"{performer[2][0]}result.json").json()
    long = json.dumps(long_result(result, minutes=10))
    page.route("**/result.json", lambda route: route.fulfill(json=json.loads(long)))
    page.goto(performer[2][0])
    page.wait_for_selector("#png:not([disabled])")
    assert page.locator(".curve canvas").count() == 7
    assert page.locator("#heat rect").count() <= 240
    assert page.get_attribute("#seek", "max") == "599.9"
    page.click("#numbers summary")
    until(lambda: page.locator("#table tr").count() == 1 + 2 * 1200, 10)


@pytest.mark.parametrize("locale", ["ko-KR", "en-US"])
def test_both_languages_on_a_phone(owner, performer, locale):
    person = owner(locale=locale, width=390, height=844)
    open_result(person, performer[2][0])
    page = person.page
    assert page.get_attribute("html", "lang") == locale[:2]
    text = page.inner_text("main")
    if locale == "ko-KR":
        foreign = set(re.findall(r"[A-Za-z]{2,}", text))
        assert foreign <= {"PNG", "CSV", "JSON", "reon"}
    else:
        assert not re.search("[가-힣]", text)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
