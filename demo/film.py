"""A frame of film: the lit head, turned and placed over body and room."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from .canvas import Grid, blank, blur
from .face import draw_head
from .features import draw_brows, draw_eyes, draw_mouth
from .hair import draw_back_hair, draw_ears, draw_hair
from .scenery import draw_body, draw_room
from .shading import Light, develop, shade

PIVOT = 0.35


@dataclass(frozen=True)
class Camera:
    """Where the head is in the frame: frame side in pixels, head scale, and shift (frame sides)."""

    side: int = 640
    scale: float = 0.30
    x: float = 0.0
    y: float = 0.03

    def sized(self, side):
        """The same camera with another frame side; None keeps it."""
        return replace(self, side=side or self.side)

    @property
    def density(self):
        """Pixels of one face unit."""
        return self.side * self.scale


def rotation(e):
    """Rotation matrix of the head's pose: tilt after nod after turn."""
    nod, turn, tilt = np.radians([-e.nod, e.turn, e.tilt])
    c, s = np.cos, np.sin
    about_y = np.array([[c(turn), 0, s(turn)], [0, 1, 0], [-s(turn), 0, c(turn)]])
    about_x = np.array([[1, 0, 0], [0, c(nod), s(nod)], [0, -s(nod), c(nod)]])
    about_z = np.array([[c(tilt), -s(tilt), 0], [s(tilt), c(tilt), 0], [0, 0, 1]])
    return (about_z @ about_x @ about_y).astype(np.float32)


class Stage:
    """An actor in a room: keeps what does not change from frame to frame.

    Parameters
    ----------
    look : Look
    light : Light
    camera : Camera
    """

    def __init__(self, look, light=None, camera=None):
        self.look, self.light, self.camera = look, light or Light(), camera or Camera()
        self.grid = Grid(self.camera.density * 1.05)
        self.hair = draw_hair(self.grid, look)
        self.back = _light(draw_back_hair(self.grid, look), self.grid, self.light)
        ears = None if look.style == "bob" else draw_ears(self.grid, look)
        self.ears = ears and _light(ears, self.grid, self.light)
        self.room = draw_room(self.camera.side, look)
        self.body = _light(*draw_body(self.camera, look), self.light)

    def frame(self, e, breath=0.0, shift=(0.0, 0.0)):
        """Draw a frame.

        Parameters
        ----------
        e : Expression
        breath : float
            -1..1.
        shift : tuple of float
            Where the head has moved to, in frame sides.

        Returns
        -------
        ndarray of uint8, shape (side, side, 3)
        """
        turn = rotation(e)
        where = self._map(turn, -0.25, shift, breath)
        picture = _over(self.room, self.back, where)
        picture = _over(picture, self._moved_body(breath, shift), None)
        if self.ears is not None:
            where = self._map(turn, 0.05, shift, breath)
            picture = _over(picture, self.ears, where)
        head = self._head(e)
        where = self._map(turn, blur(head.height, 0.02 * self.camera.density), shift, breath)
        picture = _over(picture, _light(head, self.grid, self.light, turn), where)
        return develop(picture)

    def _head(self, e):
        layer = blank(self.grid, self.look.skin)
        draw_head(self.grid, layer, self.look, e)
        draw_eyes(self.grid, layer, self.look, e)
        draw_brows(self.grid, layer, self.look, e)
        draw_mouth(self.grid, layer, self.look, e)
        hair, c = self.hair, self.hair.cover
        shadow = blur(c, 0.045 * self.camera.density) * (1 - c)
        layer.colour *= 1 - np.float32([0.42, 0.5, 0.52]) * shadow[..., None]
        layer.height = layer.height * (1 - c) + hair.height * c
        layer.gloss = layer.gloss * (1 - c) + hair.gloss * c
        layer.glow = layer.glow * (1 - c)
        layer.paint(hair.colour, np.maximum(c, 1 - layer.cover))
        layer.cover = np.maximum(layer.cover, c)
        return layer

    def _map(self, turn, height, shift, breath):
        """For every pixel of the frame, the place on the head's grid that shows there.

        `height` is the surface's (H, W), or one number for a flat one.
        """
        c = self.camera
        rows, columns = np.mgrid[0 : c.side, 0 : c.side].astype(np.float32)
        u = (columns + 0.5 - c.side * (0.5 + c.x + shift[0])) / c.density
        v = (rows + 0.5 - c.side * (0.5 + c.y + shift[1] - 0.0025 * breath)) / c.density
        v = v - 0.9
        x, y = u.copy(), v + 0.9
        plane = np.linalg.inv(turn[:2, :2])
        flat = np.isscalar(height)
        for _ in range(1 if flat else 4):
            z = (height if flat else self._look_up(height, x, y)) - PIVOT
            a, b = u - turn[0, 2] * z, v - turn[1, 2] * z
            x = plane[0, 0] * a + plane[0, 1] * b
            y = plane[1, 0] * a + plane[1, 1] * b + 0.9
        return self._pixels(x, y)

    def _look_up(self, height, x, y):
        places = self._pixels(x, y)
        return cv2.remap(height, *places, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    def _pixels(self, x, y):
        grid = self.grid
        return (
            ((x - grid.left) / grid.pixel - 0.5).astype(np.float32),
            ((y - grid.top) / grid.pixel - 0.5).astype(np.float32),
        )

    def _moved_body(self, breath, shift):
        move = np.float32(
            [
                [1, 0, 0.6 * shift[0] * self.camera.side],
                [0, 1, (0.4 * shift[1] - 0.004 * breath) * self.camera.side],
            ]
        )
        return cv2.warpAffine(
            self.body, move, (self.camera.side,) * 2, borderMode=cv2.BORDER_REPLICATE
        )


def _light(layer, grid, light, turn=None):
    """A lit layer as RGBA (H, W, 4), colour multiplied by cover."""
    colour = shade(layer, grid, light, turn)
    return np.dstack([colour * layer.cover[..., None], layer.cover])


def _over(picture, layer, where):
    if where is not None:
        layer = cv2.remap(layer, *where, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return picture * (1 - layer[..., 3:]) + layer[..., :3]
