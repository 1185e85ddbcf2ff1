"""Sharing, taking back, deleting; history and comparison; no barrier on any of these pages."""

import pytest

from tests.browser.axe import check_themes
from tests.browser.performer import owner, performer
from tests.browser.takes import send_take
from tests.browser.test_result_page import open_result

__all__ = ["owner", "performer"]
pytestmark = pytest.mark.browser


def choose(page, visibility, video=False):
    """Save who may see the take; returns the link, if there is one then."""
    page.locator(f"input[value={visibility}]").check()
    if visibility != "private":
        page.locator("input[name=shows_video]").set_checked(video)
    with page.expect_navigation():
        page.click(".share button")
    return page.input_value("#link") if page.locator("#link").count() else None


def test_link_and_its_end(owner, performer, visit):
    person = owner()
    page = person.page
    open_result(person, performer[2][0])
    assert page.locator("input[name=shows_video]").is_disabled()
    link = choose(page, "link")
    assert link.startswith(person.site)

    other = visit()
    other.page.goto(link)
    other.page.wait_for_selector("#png:not([disabled])")
    assert other.page.inner_text("#score") == page.inner_text("#score")
    assert other.page.locator(".curve canvas").count() == 7
    assert other.page.locator("#take").count() == 0
    assert performer[0] not in other.page.content()
    assert other.page.locator("meta[name=robots][content*=noindex]").count() == 1

    assert choose(page, "published", video=True) == link
    other.page.goto(performer[1])
    other.page.locator("a[href*='/shared/']").click()
    other.page.wait_for_selector("#png:not([disabled])")
    other.page.click("#play")
    other.page.wait_for_timeout(1500)
    assert other.page.evaluate("document.getElementById('take').currentTime") > 0.5
    other.page.click("#play")

    assert choose(page, "private") is None
    other.expected = ("404",)
    assert other.page.goto(link).status == 404
    assert other.page.request.get(f"{link}video").status == 404
    other.page.goto(performer[1])
    assert other.page.locator("a[href*='/shared/']").count() == 0


def test_deleted_only_when_confirmed(owner, performer, demo_films):
    person = owner()
    page = person.page
    take = send_take(person, performer[1], demo_films["postcard-take.mp4"])
    open_result(person, take)
    page.click("[data-opens=delete-take]")
    page.click("[data-closes=delete-take]")
    assert page.request.get(take).status == 200
    page.click("[data-opens=delete-take]")
    page.click("#delete-take .danger")
    page.wait_for_url("**/takes/")
    assert page.request.get(take).status == 404
    assert page.request.get(f"{take}video").status == 404
    assert page.locator(f"a[href='{take}']").count() == 0


def test_two_takes_compared_from_the_history(owner, performer):
    person = owner()
    page = person.page
    page.goto("/takes/")
    assert page.locator(".progress-line").count() == 1
    page.get_by_text("Compare two takes").click()
    page.wait_for_selector(".curve canvas")
    assert page.locator(".curve canvas").count() == 7
    assert page.locator(".duel .score td").count() == 3
    page.click("#numbers summary")
    page.wait_for_selector("#table tr:nth-child(4) td")
    assert page.locator("#table tr:nth-child(-n+4) td:nth-child(2)").count() >= 3
    first = page.input_value("#first")
    page.select_option("#second", first)
    page.click("form.row button")
    page.wait_for_selector(".curve canvas")
    assert page.inner_text(".duel .score td:last-child") == "0"


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_comparison_fits_a_phone(owner, performer, locale):
    page = owner(width=390, locale=locale).page
    page.goto("/takes/")
    page.locator("a[href*=compare]").click()
    page.wait_for_load_state()
    last = page.locator(".duel .score td:last-child")
    box = last.bounding_box()
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.querySelector('.duel').scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize(("width", "locale"), [(1280, "en-US"), (390, "ko-KR")])
def test_no_barriers(owner, performer, visit, width, locale):
    person = owner(width=width, locale=locale)
    page = person.page
    open_result(person, performer[2][0])
    check_themes(page, "result")
    link = choose(page, "link", video=True)
    page.click("[data-opens=delete-take]")
    check_themes(page, "shared, and asked before deleting")
    page.click("[data-closes=delete-take]")
    page.goto("/takes/")
    check_themes(page, "history")
    page.locator("a[href*=compare]").click()
    page.wait_for_selector(".curve canvas")
    check_themes(page, "comparison")
    other = visit(width=width, locale=locale)
    other.page.goto(link)
    other.page.wait_for_selector("#png:not([disabled])")
    other.page.click("#numbers summary")
    check_themes(other.page, "shared page with its table")
    page.goto(performer[2][0])
    choose(page, "private")
