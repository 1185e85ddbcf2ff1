"""Whether clip and take play in step on the page of a result. Drifts of 50 ms are looked for, so
these tests run beside little else."""

import numpy as np
import pytest

from tests.browser.people import until
from tests.browser.performer import EARLY, owner, performer
from tests.browser.test_result_page import open_result

__all__ = ["owner", "performer"]
pytestmark = pytest.mark.browser
FRAMES = """async seconds => {
  const clip = document.getElementById("clip"), take = document.getElementById("take");
  const seen = [], start = performance.now();
  while (performance.now() - start < 1000 * seconds) {
    await new Promise(requestAnimationFrame);
    seen.push([clip.currentTime, take.currentTime, !clip.paused && !take.paused]);
  }
  return seen;
}"""


def smoothed_lags(result):
    """Seconds from a cell of the clip to its match, a mean over seven cells; by cell time."""
    times, matched = np.array(result["reference"]["times"]), np.array(result["take"]["times"])
    path = np.array(result["path"])
    cells = np.unique(path[:, 0])
    lags = [matched[path[path[:, 0] == cell, 1]].mean() - times[cell] for cell in cells]
    mean = [np.mean(lags[max(0, n - 3) : n + 4]) for n in range(len(lags))]
    return times[cells], np.array(mean)


@pytest.mark.parametrize("step", ["path", "plain"])
def test_both_videos_play_in_step(owner, performer, step):
    person = owner()
    result = open_result(person, performer[2][1])
    page = person.page
    page.locator(f"input[value={step}]").check(force=True)
    page.locator("#seek").fill("2")
    until(lambda: not page.evaluate("clip.seeking || take.seeking"), 10, step=0.05)
    page.click("#play")
    frames = np.array(page.evaluate(FRAMES, 5))
    clip, take, playing = frames[:, 0], frames[:, 1], frames[:, 2] > 0
    assert playing.mean() > 0.9
    assert clip[-1] > 6
    lag = np.interp(clip, *smoothed_lags(result)) if step == "path" else 0.0
    drift = np.abs(take - (clip + lag + EARLY))[playing]
    assert np.percentile(drift, 98) < 0.05


def test_in_step_again_after_a_jump(owner, performer):
    person = owner()
    result = open_result(person, performer[2][1])
    page = person.page
    page.click("#play")
    page.wait_for_timeout(700)
    page.locator("#seek").fill("8")

    def drifts(seconds):
        clip, take, playing = np.array(page.evaluate(FRAMES, seconds)).T
        assert clip[0] > 7.9
        lag = np.interp(clip, *smoothed_lags(result))
        return np.where(playing, np.abs(take - clip - lag - EARLY), np.inf)

    until(lambda: drifts(0.2).max() < 0.05, 4, step=0)
    settled = drifts(1.5)
    assert np.isfinite(settled).all()
    assert np.percentile(settled, 98) < 0.05
