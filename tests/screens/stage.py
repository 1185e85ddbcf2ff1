"""The people before whose screens the pictures are taken, and what they have done before."""

import sqlite3
from contextlib import closing

from tests.browser.conftest import ROOT
from tests.browser.people import Person, until
from tests.browser.takes import demo_clip, send_take

FILM = ROOT / "demo" / "media" / "postcard-take.mp4"
OTHER = ROOT / "demo" / "media" / "attic-take.mp4"


class Story:
    """What has happened on the site before the pictures, done once.

    Attributes
    ----------
    clip, take, second : str
        Addresses of a demo clip and of two scored takes of the member's.
    cookies : dict
        Of the signed-in people by role: member, newcomer, undecided, withdrawn, admin.
    """

    def __init__(self, chromium, site, folder):
        self.chromium, self.site, self.folder = chromium, site, folder
        self.cookies = {}
        member = Person(chromium, site).sign_up("mina")
        self.clip = demo_clip(member)
        self.second, self.take = (send_take(member, self.clip, film) for film in (OTHER, FILM))
        self.publish(member)
        self.remember("member", member)
        self.remember("newcomer", Person(chromium, site).sign_up("haru"))
        self.remember("undecided", Person(chromium, site).sign_up("jun", consents=False))
        self.remember("withdrawn", self.withdraw(Person(chromium, site).sign_up("sol")))
        password = (folder / "var" / "admin-password").read_text().strip()
        self.remember("admin", Person(chromium, site).sign_in("admin", password))

    def publish(self, person):
        """Publish the take, and wait for the example beside it."""
        page = person.page
        page.goto(self.take)
        page.check("input[name=visibility][value=published]")
        page.check("input[name=shows_video]")
        page.click("#share button.primary")
        page.wait_for_selector("#link")
        page.goto(self.clip)
        until(lambda: page.reload() and page.locator("main .row a[href*='/takes/']").count(), 300)

    def withdraw(self, person):
        person.page.goto("/accounts/me/")
        person.page.click("#withdraw")
        person.page.wait_for_selector("[role=status]")
        return person

    def remember(self, role, person):
        self.cookies[role] = person.context.cookies()
        person.context.close()

    def database(self, folder, command, *values):
        """Change a site's database by hand, for states that a good site does not show."""
        with closing(sqlite3.connect(folder / "var" / "db.sqlite3", timeout=30)) as database:
            database.execute(command, values)
            database.commit()


class Stage:
    """Windows of one width in one language."""

    def __init__(self, story, bare, locale, width, height):
        self.story, self.bare = story, bare
        self.window = {"locale": locale, "width": width, "height": height}
        self.open = []

    def person(self, role=None, site=None):
        """Somebody of the story, or a visitor; the window is closed after the state."""
        story = self.story
        person = Person(story.chromium, site or story.site, **self.window)
        person.page.set_default_timeout(60_000)
        if role:
            cookies = [c for c in story.cookies[role] if c["name"] != "django_language"]
            person.context.add_cookies(cookies)
        self.open.append(person)
        return person

    def rest(self):
        """Close the windows of this state."""
        for person in self.open:
            person.context.close()
        self.open.clear()
