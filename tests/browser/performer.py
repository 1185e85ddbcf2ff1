"""Somebody who has performed a clip twice, and the fixtures that tests of their pages import."""

import pytest

from tests.browser.people import Person
from tests.browser.takes import demo_clip, send_take

EARLY = 0.5  # s that the camera of the second take ran before the clip
LINE = {
    "version": 1,
    "first_capture": 1000.0,
    "clip": [[1000.0 * (1 + EARLY) + 100 * n, n / 10] for n in range(125)],
}
known = {}  # by site: the fixtures of several modules share one performer


@pytest.fixture(scope="module")
def performer(browser, site, demo_films):
    """Somebody with two takes of a clip: (name, clip page, takes' pages, cookies)."""
    if site not in known:
        person = Person(browser, site).sign_up()
        clip = demo_clip(person)
        film = demo_films["postcard-take.mp4"]
        takes = [send_take(person, clip, film), send_take(person, clip, film, LINE)]
        known[site] = person.name, clip, takes, person.context.cookies()
        person.context.close()
    return known[site]


@pytest.fixture
def owner(visit, performer):
    """Arrives as the owner of the takes, in a language and a size of window."""

    def arrive(**options):
        person = visit(**options)
        person.context.add_cookies(performer[3])
        return person

    return arrive
