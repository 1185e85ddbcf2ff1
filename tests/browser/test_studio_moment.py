"""From a result's weak moment to its practice in the studio, in a real Chromium."""

import pytest

from tests.browser.performer import owner, performer

__all__ = ["owner", "performer"]
pytestmark = pytest.mark.browser


def test_weakest_moments_lead_to_their_practice(owner, performer):
    page = owner().page
    _, clip, takes, _ = performer
    weakest = page.request.get(f"{takes[0]}result.json").json()["moments"]["weakest"][:5]
    page.goto(takes[0])
    links = page.locator(".practise")
    assert links.count() == len(weakest) > 0
    names = [links.nth(index).get_attribute("aria-label") for index in range(len(weakest))]
    assert len(set(names)) == len(names)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    links.first.click()
    start, end = weakest[0]["start"], weakest[0]["end"]
    page.wait_for_url(f"**{clip}perform/?from={start:.1f}&to={end:.1f}")
    page.wait_for_selector("#open:enabled")
    assert page.input_value("#from") == "moment"
    time = page.evaluate("document.getElementById('clip').currentTime")
    assert time == pytest.approx(start, abs=0.06)
