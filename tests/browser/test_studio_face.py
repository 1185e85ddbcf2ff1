"""The face guide in a real Chromium: the site's own detector, run in the page's worker."""

import base64

import cv2
import numpy as np
import pytest

from scoring.video.frames import sample_frames
from scoring.vision.detectors import load_detector
from tests.browser.people import Person
from tests.browser.studio import open_camera, play_for
from tests.browser.takes import demo_clip

pytestmark = pytest.mark.browser
WIDTH, HEIGHT = 640, 480
DETECT = """async rows => {
  const { loadDetector } = await import("/static/js/faces/blazeface.js");
  const file = "/static/vendor/blazeface/face_detection_short_range.tflite";
  const detect = loadDetector(await (await fetch(file)).arrayBuffer());
  return rows.map(row => detect(Uint8ClampedArray.from(atob(row), c => c.charCodeAt(0))));
}"""


@pytest.fixture(scope="module")
def account(browser, site):
    """Somebody who agreed to be recorded: (cookies, clip page)."""
    person = Person(browser, site).sign_up()
    clip = demo_clip(person)
    cookies = person.context.cookies()
    person.context.close()
    return cookies, clip


@pytest.fixture(scope="module")
def portrait(demo_films):
    """A frame of a demo film, and the box of the face in it."""
    _, frame = next(iter(sample_frames(demo_films["postcard-take.mp4"], rate=1)))
    left, top, width, height = load_detector()(frame)[0, :4]
    return frame, (left + width / 2, top + height / 2, width)


@pytest.fixture
def studio(visit, account, camera_browser):
    """Opens the studio up to the check, before a camera that shows a picture."""

    def enter(picture, **options):
        person = visit(chromium=camera_browser(picture)[0], **options)
        person.context.add_cookies(account[0])
        open_camera(person, account[1])
        return person

    return enter


def scene(portrait, width, x=320.0, y=232.0, picture=None):
    """A camera's picture in which the face's box is so wide, with its middle at (x, y)."""
    frame, (at_x, at_y, size) = portrait
    scale = width / size
    move = np.float32([[scale, 0, x - scale * at_x], [0, scale, y - scale * at_y]])
    picture = np.full((HEIGHT, WIDTH, 3), 128, np.uint8) if picture is None else picture
    return cv2.warpAffine(
        frame, move, (WIDTH, HEIGHT), picture.copy(), borderMode=cv2.BORDER_TRANSPARENT
    )


def advice(page, name):
    """Wait for an advice; returns what is read out."""
    page.wait_for_selector(f"[data-advice={name}]", state="visible", timeout=90_000)
    assert page.locator("#advice > :visible").count() == 1
    assert page.get_attribute("#advice", "role") == "status"
    return page.inner_text("#advice")


def test_face_in_the_oval_is_good(studio, portrait):
    page = studio(scene(portrait, 230)).page
    assert advice(page, "good") == "Face and light are good."
    assert len(page.workers) == 1


@pytest.mark.parametrize(
    ("name", "width", "x", "word"),
    [
        ("far", 100, 320, "closer"),
        ("close", 400, 320, "further back"),
        ("aside", 200, 130, "middle"),
    ],
)
def test_place_of_the_face(studio, portrait, name, width, x, word):
    assert word in advice(studio(scene(portrait, width, x)).page, name)


def test_two_faces(studio, portrait):
    left, right = scene(portrait, 150, 170), scene(portrait, 150, 470)
    page = studio(np.hstack([left[:, :320], right[:, 320:]]), locale="ko-KR").page
    assert advice(page, "several") == "얼굴이 여럿 보여요. 화면에 혼자만 나오게 해 주세요."


def test_room_without_a_face(studio):
    assert "No face" in advice(studio(np.full((HEIGHT, WIDTH, 3), 120, np.uint8)).page, "none")


def test_dark_face_and_light_from_behind(studio, portrait):
    dim = (scene(portrait, 230) * 0.3).astype(np.uint8)
    assert "Too dark" in advice(studio(dim).page, "dark")
    bright = np.where(ellipse(), dim, 250).astype(np.uint8)
    assert "behind" in advice(studio(bright).page, "behind")


def ellipse():
    """Where a face of the size of the oval is."""
    mask = np.zeros((HEIGHT, WIDTH, 1), np.uint8)
    cv2.ellipse(mask, (320, 215), (135, 185), 0, 0, 360, 1, -1)
    return mask


def test_detector_is_loaded_by_the_check_only_and_rests_while_recording(
    visit, account, camera_browser, portrait
):
    person = visit(chromium=camera_browser(scene(portrait, 230))[0])
    person.context.add_cookies(account[0])
    page = person.page
    page.goto(f"{account[1]}perform/")
    page.wait_for_selector("#open:enabled")
    assert not page.workers
    open_camera(person, account[1])
    advice(page, "good")
    page.click("#start")
    page.wait_for_selector("#count", state="visible")
    page.evaluate(COUNT)
    play_for(page, 1)
    assert page.evaluate("looks") == 0
    assert not page.is_visible("#advice")
    page.keyboard.press("r")
    page.wait_for_selector("#count", state="visible")
    page.keyboard.press("Space")
    advice(page, "good")
    assert page.evaluate("looks") > 0


COUNT = """() => {
  window.looks = 0;
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...all) { looks += 1; return send.apply(this, all); };
}"""


@pytest.mark.parametrize("lost", ["worker.js", "face_detection_short_range.tflite"])
def test_without_its_files_the_plain_guide_stays(visit, account, camera_browser, portrait, lost):
    person = visit(chromium=camera_browser(scene(portrait, 230))[0])
    person.expected = ("net::ERR_FAILED", "404")
    person.context.add_cookies(account[0])
    person.context.route(f"**/{lost}", lambda route: route.fulfill(status=404))
    page = open_camera(person, account[1])
    assert advice(page, "guide") == "Keep your face inside the oval."
    page.click("#start")
    play_for(page, 0)


def test_browser_and_analysis_see_the_same_faces(visit, demo_films):
    """The same file on the same pictures: boxes in the site's Python and in the browser's page."""
    pictures = [square(frame) for film in sorted(demo_films) for frame in frames(demo_films[film])]
    page = visit().page
    page.goto("/")
    rows = [encode(picture) for picture in pictures]
    seen = page.evaluate(DETECT, rows)
    detect = load_detector()
    for picture, faces in zip(pictures, seen, strict=True):
        expected = [row for row in detect(picture) if row[4] >= 0.5]
        assert len(faces) == len(expected) == 1
        box = [faces[0][part] * 128 for part in ("x", "y", "width", "height")]
        assert np.abs(np.array(box) - expected[0][:4]).max() < 1.5  # whole pixels on one side
        assert faces[0]["score"] == pytest.approx(expected[0][4], abs=0.002)


def frames(film):
    """Two frames of a film."""
    return [frame for _, (_, frame) in zip(range(2), sample_frames(film, rate=0.5), strict=False)]


def square(frame):
    """A frame as the detector sees it: 128 x 128 with black bars."""
    height, width = frame.shape[:2]
    scale = 128 / max(height, width)
    small = cv2.resize(frame, (round(width * scale), round(height * scale)))
    above, left = (128 - small.shape[0]) // 2, (128 - small.shape[1]) // 2
    result = np.zeros((128, 128, 3), np.uint8)
    result[above : above + small.shape[0], left : left + small.shape[1]] = small
    return result


def encode(picture):
    return base64.b64encode(cv2.cvtColor(picture, cv2.COLOR_RGB2RGBA).tobytes()).decode()
