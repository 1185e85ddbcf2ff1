"""The admin studio in a real Chromium: broken uploads, the editor, publishing."""

import struct

import pytest

from tests.browser.axe import check_themes
from tests.browser.people import until

pytestmark = pytest.mark.browser
STUDIO = "/clips/studio/"
SRT = "1\n00:00:04,000 --> 00:00:06,500\nRead from a file\n"
KOREAN = "1\n00:00:04,200 --> 00:00:06,000\n파일에서 읽은 말\n".encode("euc-kr")


@pytest.fixture
def film(demo_films, tmp_path):
    """Copies a demo film under a name of its own, with so many bytes after its end."""

    def copy(name, filler=0):
        path = tmp_path / name
        box = struct.pack(">I4s", 8 + filler, b"free") + bytes(filler) if filler else b""
        path.write_bytes(demo_films["postcard.mp4"].read_bytes() + box)
        return path

    return copy


@pytest.fixture
def admin(visit, one_machine):
    person = visit().sign_in("admin", one_machine[1].read_text().strip())
    person.page.on("dialog", lambda dialog: dialog.accept())
    return person


def row(page, title):
    return page.locator("#clips li", has_text=title)


def is_ready(page, title):
    return row(page, title).get_attribute("data-state") == "ready"


def upload(page, path, title):
    """Send a film and wait until it is analysed; returns its row."""
    page.goto(STUDIO)
    page.set_input_files("#files", str(path))
    row(page, title).wait_for()
    until(lambda: is_ready(page, title))
    return row(page, title)


def test_broken_upload_goes_on_after_a_reload(admin, film):
    page, broken, offsets = admin.page, [True], []
    large, small = film("long_letter.mp4", 5_000_000), film("short-note.mp4")
    admin.expected = ("net::ERR_FAILED",)

    def break_off(route):
        offset = int(route.request.headers.get("upload-offset", 0))
        if route.request.method == "PATCH" and "upload-offset" in route.request.headers:
            if broken and offset:
                return route.abort()
            offsets.append(offset)
        return route.continue_()

    page.route("**/studio/uploads/*/", break_off)
    page.goto(STUDIO)
    page.set_input_files("#files", [str(large), str(small)])
    lost = page.locator("#uploads .is-lost", has_text="long_letter")
    lost.wait_for()
    assert "resumes by itself" in lost.inner_text()
    row(page, "short note").wait_for()
    page.reload()
    assert "2.0 MB of 5.0 MB uploaded" in page.inner_text("#uploads").replace("\xa0", " ")

    broken.clear()
    offsets.clear()
    page.set_input_files("#files", str(large))
    row(page, "long letter").wait_for()
    assert offsets[0] == 2 * 1024 * 1024, "nothing is sent twice"
    assert page.locator("#uploads li").count() == 0


DROPPED = """() => {
  const held = new DataTransfer();
  held.items.add(new File(["no film at all"], "notes.mp4", {type: "video/mp4"}));
  return held;
}"""


def test_refused_film_stays_with_its_reason(admin):
    page = admin.page
    admin.expected = ("400 (Bad Request)",)
    page.goto(STUDIO)
    page.dispatch_event("footer", "drop", {"dataTransfer": page.evaluate_handle(DROPPED)})
    refused = page.locator("#uploads .is-refused")
    refused.wait_for()
    assert "not a video" in refused.inner_text()
    page.reload()
    assert "not a video" in refused.inner_text()
    refused.locator("[data-remove]").click()
    until(lambda: refused.count() == 0, 5)
    page.reload()
    assert refused.count() == 0


def test_from_a_new_clip_to_the_catalogue(admin, film, tmp_path):
    page = admin.page
    admin.expected = ("400 (Bad Request)",)
    clip = upload(page, film("to-publish.mp4"), "to publish")
    clip.locator("[data-publish]").click()
    until(lambda: "source, licence" in clip.locator("[data-problem]").inner_text(), 5)
    clip.locator("a").click()
    page.wait_for_url("**/studio/*-*/")

    page.locator("#position").fill("1.5")
    until(lambda: page.inner_text("#clock") == "1.50", 5)
    page.keyboard.press("n")
    page.keyboard.type("First words")
    start, end = page.locator("[data-of=start]"), page.locator("[data-of=end]")
    assert (start.input_value(), end.input_value()) == ("1.5", "3.5")
    end.fill("1")
    page.fill("#id_source", "Filmed for this test")
    page.keyboard.press("Control+s")
    page.locator(".line [role=alert]", has_text="end after its start").wait_for()
    assert page.locator("[data-of=text]").input_value() == "First words"
    assert page.locator("#id_source").input_value() == "Filmed for this test"
    page.locator("#position").fill("3")
    until(lambda: page.inner_text("#clock") == "3.00", 5)
    page.locator("#position").press("]")
    assert end.input_value() == "3"

    subtitles = tmp_path / "lines.srt"
    subtitles.write_text(SRT)
    page.set_input_files("#subtitles", str(subtitles))
    page.click("#import-dialog [value=add]")
    until(lambda: page.locator(".line").count() == page.locator("#blocks button").count() == 2, 5)
    subtitles.write_bytes(KOREAN)
    page.set_input_files("#subtitles", str(subtitles))
    page.click("#import-dialog [value=korean]")
    korean = page.locator("[data-of=text_ko]").nth(1)
    until(lambda: korean.input_value() == "파일에서 읽은 말", 5)
    page.fill("#id_licence", "CC0")
    page.click("#save")
    until(lambda: page.inner_text("#saved") == "Everything is saved.", 5)

    before = page.locator("#poster").get_attribute("src")
    page.click("#use-poster")
    until(lambda: page.locator("#poster").get_attribute("src") != before, 20)
    page.click("#publish")
    until(lambda: page.inner_text("#publish") == "Hide", 5)
    page.reload()
    texts = [box.input_value() for box in page.locator("[data-of=text]").all()]
    assert texts == ["First words", "Read from a file"]
    page.goto("/")
    assert page.locator(".clips a", has_text="to publish").count() == 1


def test_cut_and_face_and_back(admin, film):
    page = admin.page
    clip = upload(page, film("to-cut.mp4"), "to cut")
    check_themes(page, "clips")
    held = []
    page.route("**/clip-studio/editor*.js", lambda route: held.append(route))
    clip.locator("a").click()
    until(lambda: page.wait_for_timeout(100) or held, 20, step=0)
    # Nothing can be pressed before the page's script has started.
    for control in ("#in", "#cut", "#publish", "#delete", "#add-line", "#save"):
        assert page.locator(control).is_disabled()
    held[0].continue_()
    page.fill("#in", "2")
    page.fill("#out", "9.5")
    page.click("#cut")
    page.locator("#keep-cut").wait_for(timeout=120_000)
    until(lambda: abs(page.evaluate("document.querySelector('#video').duration") - 7.5) < 0.05, 10)
    assert float(page.locator("#position").get_attribute("max")) == pytest.approx(7.5, abs=0.05)

    page.locator("#position").fill("2")
    until(lambda: page.inner_text("#clock") == "2.00", 5)
    page.click("#pick-face")
    box = page.locator("#face-area").bounding_box()
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.45 * box["height"])
    page.locator("#face-words").wait_for()
    assert page.locator("#face-area").is_hidden()
    assert page.locator("#face-mark").is_visible(), "seen at its moment"
    until(lambda: page.inner_text("#state") == "ready")

    page.click("#undo-cut")
    until(lambda: float(page.locator("#position").get_attribute("max")) > 12)
    assert page.locator("#cut-open").is_hidden()
    page.locator("#position").fill("4")
    until(page.locator("#face-mark").is_visible, 5)
    check_themes(page, "editor")


def test_ended_session_loses_nothing(admin, one_machine):
    page = admin.page
    admin.expected = ("403 (Forbidden)",)
    page.goto(STUDIO)
    row(page, "The postcard").locator("a").click()
    page.fill("#id_actor", "Typed while the session ended")
    admin.context.clear_cookies()
    page.click("#save")
    until(lambda: "Sign in" in page.inner_text("#saved"), 10)
    other = admin.context.new_page()
    other.goto("/accounts/login/")
    other.fill("input[name=username]", "admin")
    other.fill("input[name=password]", one_machine[1].read_text().strip())
    other.click("main form [type=submit]")
    other.wait_for_url(lambda url: "login" not in url)
    page.click("#save")
    until(lambda: page.inner_text("#saved") == "Everything is saved.", 10)
    page.reload()
    assert page.input_value("#id_actor") == "Typed while the session ended"


def test_clips_are_found(admin):
    page = admin.page
    page.goto(STUDIO)
    page.get_by_label("Search").fill("postcard drawn")
    page.get_by_label("State").select_option("published")
    page.get_by_label("Search").press("Enter")
    page.wait_for_url("**query=postcard**")
    assert row(page, "The postcard").count() == 1
    assert row(page, "attic").count() == 0
    check_themes(page, "found")
    page.get_by_label("Search").fill("zzz")
    page.get_by_label("Search").press("Enter")
    page.get_by_text("0 clips match.").wait_for()
    page.get_by_text("Show all clips").click()
    row(page, "attic").wait_for()


def test_bar_covers_nothing_until_something_changes(visit, one_machine):
    person = visit(width=390, height=844).sign_in("admin", one_machine[1].read_text().strip())
    page = person.page
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(STUDIO)
    row(page, "The postcard").locator("a").click()
    page.wait_for_load_state("networkidle")
    bar = page.locator(".save-bar")
    assert bar.bounding_box()["y"] > 844, "at the end of the page"
    page.fill("#id_title", "The postcard!")
    until(lambda: bar.bounding_box()["y"] < 844, 5)
    field = page.locator("#id_title").bounding_box()
    assert field["y"] + field["height"] <= bar.bounding_box()["y"], "what is typed stays in sight"
    page.fill("#id_title", "The postcard")
    until(lambda: bar.bounding_box()["y"] > 844, 5)


def test_queue_and_storage(admin):
    page = admin.page
    page.goto(f"{STUDIO}machine/")
    assert "GB are free" in page.inner_text("main").replace("\xa0", " ")
    until(lambda: "@" in page.inner_text("#health"))
    check_themes(page, "queue")
