"""Moves in the studio that several tests make."""

import sqlite3

SHORT = 3.2  # s of the clip that make a take


def open_camera(person, clip, neutral=False, query=""):
    """Go to a clip's studio, turn on the camera, and stop before the start."""
    page = person.page
    page.goto(f"{clip}perform/{query}")
    page.click("#open:enabled")
    page.locator("#skip:visible, #start:visible").first.wait_for()
    if page.is_visible("#skip"):
        page.click("#capture" if neutral else "#skip")
    page.wait_for_selector("#start", state="visible")
    return page


def record(page):
    """Start, and wait until the clip has played long enough for a take."""
    page.click("#start")
    play_for(page, SHORT)


def record_short(page):
    """Record the beginning of the clip; ends with the take under review."""
    record(page)
    page.click("#stop")
    page.wait_for_selector("#send", state="visible")


def play_for(page, seconds):
    """Wait until the clip has come so far."""
    until_true(page, f"document.getElementById('clip').currentTime > {seconds}")


def until_true(page, expression, seconds=30):
    """Poll in the page; its content security policy forbids Playwright's own way."""
    for _ in range(10 * seconds):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not so after {seconds} s: {expression}")


def phase(page):
    return page.get_attribute("#studio", "data-phase")


def stored_takes(data, name):
    """The takes of a user as the site's database holds them, the newest first."""
    query = """select t.video, t.neutral, t.neutral_note from takes_take t
               join auth_user u on u.id = t.user_id where u.username = ? order by t.created desc"""
    with sqlite3.connect(f"file:{data / 'db.sqlite3'}?mode=ro", uri=True) as database:
        return database.execute(query, [name]).fetchall()
