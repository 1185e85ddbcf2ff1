"""Pictures of every page and state in both languages, two widths and two themes.

Writes build/screens/, the contact sheet, the tour's pictures and the README's into docs/images/.
"""

import itertools
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.browser.camera import webcam_file
from tests.browser.conftest import ROOT, running_site, start_chromium
from tests.screens.sheet import contact_sheet
from tests.screens.stage import Stage, Story
from tests.screens.states import STATES
from tests.screens.tour import tour_pictures

LANGUAGES = {"ko": "ko-KR", "en": "en-US"}
WIDTHS = {1280: 900, 390: 844}
THEMES = ("light", "dark")
FOLDER = ROOT / "build" / "screens"
IMAGES = ROOT / "docs" / "images"


def main(wanted):
    """Make the pictures; with names, only those of these states."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    IMAGES.mkdir(parents=True, exist_ok=True)
    states = {name: go for name, go in STATES.items() if not wanted or name in wanted}
    failures = []
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        (folder / "bare").mkdir()
        camera = folder / "camera.mjpeg"
        webcam_file(ROOT / "demo" / "media" / "postcard-take.mp4", camera)
        with (
            running_site(folder) as site,
            running_site(folder / "bare", REON_DEMO="0") as bare,
        ):
            chromium = start_chromium(
                playwright,
                "--use-fake-ui-for-media-stream",
                f"--use-file-for-fake-video-capture={camera}",
            )
            story = Story(chromium, site, folder)
            for language, width in itertools.product(LANGUAGES, WIDTHS):
                stage = Stage(story, bare, LANGUAGES[language], width, WIDTHS[width])
                for name, go in states.items():
                    prefix = FOLDER / f"{name}-{language}-{width}"
                    failures += pictures(stage, name, go, prefix)
            chromium.close()
    contact_sheet(FOLDER, list(STATES), IMAGES / "contact-sheet.webp")
    tour_pictures(FOLDER, IMAGES)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")
    return "\n".join(failures) or None


def pictures(stage, name, go, prefix):
    """One state in both themes, from top to bottom; a list with what went wrong."""
    started = time.monotonic()
    page = None
    try:
        for theme in THEMES:
            if page is None or getattr(go, "moving", False):
                page = go(stage)
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.wait_for_timeout(250)
            page.screenshot(path=f"{prefix}-{theme}.png", full_page=True, animations="disabled")
    except (Error, AssertionError) as error:
        failure = f"{prefix.name}: {str(error).splitlines()[0]}"
        print(failure, flush=True)
        return [failure]
    finally:
        stage.rest()
    print(f"{prefix.name}: {time.monotonic() - started:.1f} s", flush=True)
    return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
