"""The drawing itself: movements do what their names say."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from demo.acting import Beat, Manner, act
from demo.canvas import Grid, blank
from demo.clips import CLIPS
from demo.expression import NAMES, Expression, from_array, to_array
from demo.expressions import NEUTRAL
from demo.film import Camera, Stage, rotation
from demo.look import NARI
from demo.shading import DAY, LAMP, shade


@pytest.fixture(scope="module")
def stage():
    return Stage(NARI, camera=Camera(side=200))


def difference(first, second):
    """Mean absolute difference per row of pixels."""
    return np.abs(first.astype(int) - second).mean((1, 2))


def test_drawing_is_repeatable(stage):
    again = Stage(NARI, camera=Camera(side=200))
    assert np.array_equal(stage.frame(Expression()), again.frame(Expression()))


@pytest.mark.parametrize("name", NAMES)
def test_every_muscle_changes_the_picture(stage, name):
    amount = 5.0 if name in ("nod", "turn", "tilt") else 0.8
    # Some folds only show together with others.
    base = Expression(frown=0.5)
    assert difference(stage.frame(base), stage.frame(replace(base, **{name: amount}))).max() > 0.3


def test_jaw_moves_the_mouth_and_not_the_eyes(stage):
    change = difference(stage.frame(Expression()), stage.frame(Expression(jaw=1.0)))
    eyes, mouth = change[95:106].mean(), change[135:165].mean()
    assert mouth > 10 * eyes


def test_blink_hides_the_iris(stage):
    opened, closed = stage.frame(Expression()), stage.frame(Expression(lids=-1.0))
    assert opened[98:106].min() < 40 < closed[98:106, 70:130].min()


def test_expression_stays_in_bounds():
    assert Expression(jaw=0.8) * 3 == Expression(jaw=1.0)
    assert from_array(to_array(Expression(corners=-0.5))) == Expression(corners=-0.5)


def test_rotation_is_a_rotation():
    matrix = rotation(Expression(nod=9, turn=-14, tilt=6))
    assert np.allclose(matrix @ matrix.T, np.eye(3), atol=1e-6)
    assert np.linalg.det(matrix) == pytest.approx(1, abs=1e-6)


def test_lit_side_faces_the_lamp():
    grid = Grid(40)
    layer = blank(grid, (0.5, 0.5, 0.5))
    layer.height = (0.8 * np.sqrt(np.clip(1 - grid.x**2 - grid.y**2, 0.01, 1))).astype(np.float32)
    for light, sign in ((LAMP, 1), (DAY, -1)):
        colour = shade(layer, grid, light)[..., 1]
        left = colour[:, : grid.shape[1] // 2].mean()
        assert sign * (left - colour[:, grid.shape[1] // 2 :].mean()) > 0


def test_manner_delays_and_weakens():
    beats = (
        Beat(-2.0, 1.0, "neutral", NEUTRAL),
        Beat(1.0, 4.0, "anger", Expression(frown=0.8, turn=10)),
    )
    plain = [e for e, _, _ in act(beats, 3, 20, Manner(restless=0))]
    manner = Manner(late=0.5, strength=0.5, restless=0)
    other = [e for e, _, _ in act(beats, 3, 20, manner)]
    assert plain[10].frown == pytest.approx(NEUTRAL.frown, abs=0.02)
    assert plain[30].frown == pytest.approx(0.8, abs=0.06)
    assert other[40].frown == pytest.approx((NEUTRAL.frown + 0.8) / 2, abs=0.06)
    assert other[24].frown == pytest.approx(NEUTRAL.frown, abs=0.02)


def test_underplayed_emotion_stays_nearer_to_rest():
    manner = Manner(underplayed="anger")
    draft = Expression(frown=1.0)
    full, weak = manner.play("fear", draft), manner.play("anger", draft)
    rest = to_array(NEUTRAL)
    assert np.allclose(full, to_array(draft))
    assert np.linalg.norm(weak - rest) < 0.7 * np.linalg.norm(full - rest)


def test_beats_of_the_clips_follow_without_gaps():
    for clip in CLIPS:
        assert clip.beats[0].start < 0
        assert clip.beats[-1].end > clip.seconds
        for before, after in pairwise(clip.beats):
            assert before.end == after.start
