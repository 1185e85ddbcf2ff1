"""Takes sent without a camera: films stored and scored by the site as if performed."""

import json
import uuid

from tests.browser.people import until

LINE = {"version": 1, "first_capture": 0, "clip": []}


def demo_clip(person, title="The postcard"):
    """Address of an analysed demo clip; waits until the site has it."""
    page = person.page

    def address():
        page.goto("/")
        link = page.locator(".clips a", has_text=title)
        return link.count() and link.first.get_attribute("href")

    return until(address, 300, step=1)


def send_take(person, clip, film, timeline=LINE):
    """Send a film as the signed-in person's take of a clip; returns its page once it is scored."""
    request = person.context.request
    token = request.get("/accounts/csrf.json").json()["token"]
    answer = request.post(
        f"{clip}takes/",
        headers={"X-CSRFToken": token, "Referer": person.site},
        multipart={
            "video": {"name": "take.mp4", "mimeType": "video/mp4", "buffer": film.read_bytes()},
            "key": str(uuid.uuid4()),
            "timeline": json.dumps(timeline),
        },
    )
    assert answer.status == 201, answer.text()
    take = answer.json()["url"]
    state = until(lambda: finished(request, take), 300)
    assert state["state"] == "scored", state
    return take


def finished(request, take):
    """The take's last state, or None while it is in work."""
    state = request.get(f"{take}state.json").json()
    return state if state["state"] in ("scored", "failed") else None
