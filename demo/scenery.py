"""What is behind and below the head: a room out of focus, neck and a knitted jumper."""

import numpy as np

from .canvas import Grid, between, blank, blur, noise, profile, rgb


def draw_room(side, look):
    """A room out of focus: linear RGB, shape (side, side, 3)."""
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
    near, far = look.wall
    pool = np.exp(-(((x - 0.30) / 0.50) ** 2) - ((y - 0.28) / 0.55) ** 2)[..., None]
    room = far + (near - far) * pool
    room = ROOMS[look.room](room, x, y, look)
    room = blur(np.ascontiguousarray(room, dtype=np.float32), side / 55)
    grain = 1 + 0.012 * noise((side, side), 0.8, 2) * (side / 640)
    return (room * grain[..., None]).astype(np.float32)


def _block(x, y, left, top, right, bottom):
    """1 within a rectangle."""
    return ((x > left) & (x < right) & (y > top) & (y < bottom)).astype(np.float32)[..., None]


def _mix(room, colour, cover):
    return room + cover * (colour - room)


LEAVES = ((0.90, 0.50, 0.6), (0.95, 0.42, -0.2), (0.86, 0.44, 1.2), (0.97, 0.55, 0.2))


def _window(room, x, y, look):
    """A window with daylight and a plant."""
    room = _mix(room, rgb("#e9efe6") * 0.85, 0.80 * _block(x, y, 0.03, 0.06, 0.25, 0.60))
    for left, top, right, bottom in ((0.13, 0.06, 0.15, 0.60), (0.03, 0.31, 0.25, 0.33)):
        room = _mix(room, look.wall[1], 0.75 * _block(x, y, left, top, right, bottom))
    room = _mix(room, look.wall[1] * 0.8, _block(x, y, 0.0, 0.62, 0.29, 0.65))
    leaf = np.zeros_like(x)
    for cx, cy, lean in (
        (0.90, 0.50, 0.6),
        (0.95, 0.42, -0.2),
        (0.86, 0.44, 1.2),
        (0.97, 0.55, 0.2),
    ):
        u = (x - cx) * np.cos(lean) + (y - cy) * np.sin(lean)
        v = -(x - cx) * np.sin(lean) + (y - cy) * np.cos(lean)
        leaf = np.maximum(leaf, ((u / 0.032) ** 2 + (v / 0.095) ** 2 < 1).astype(np.float32))
    room = _mix(room, rgb("#3f6b45"), 0.85 * leaf[..., None])
    return _mix(room, rgb("#b5674a") * 0.8, 0.9 * _block(x, y, 0.87, 0.62, 0.98, 0.74))


def _attic(room, x, y, look):
    """Sloping beams and a string of small lamps."""
    for start in (-0.30, 0.10, 0.95):
        beam = (np.abs(y - (start + 0.55 * np.abs(x - 0.5))) < 0.028).astype(np.float32)
        room = _mix(room, look.wall[1] * 0.55, 0.75 * beam[..., None])
    for cx in (0.04, 0.14, 0.25, 0.77, 0.88, 0.97):
        cy = 0.20 + 0.30 * (cx - 0.5) ** 2 + 0.012 * np.sin(40 * cx)
        lamp = (np.hypot(x - cx, y - cy) < 0.020).astype(np.float32)
        room = room + lamp[..., None] * np.float32([2.2, 1.35, 0.60])
    return room


def _shelf(room, x, y, look):
    """A shelf with books."""
    colours = [rgb(c) for c in ("#8c4a3c", "#c9a35b", "#4d6f78", "#d9cfbd", "#6b7f52", "#a8644b")]
    for row, base in enumerate((0.24, 0.56)):
        for place in range(12):
            left = 0.01 + 0.083 * place
            tall = 0.13 + 0.05 * np.sin(2.4 * place + 1.7 * row)
            book = _block(x, y, left, base - tall, left + 0.070, base)
            room = _mix(room, colours[(place * 5 + row) % 6] * 0.55, 0.7 * book)
        room = _mix(room, look.wall[1] * 0.7, _block(x, y, 0.0, base, 1.0, base + 0.025))
    return room


ROOMS = {"window": _window, "attic": _attic, "shelf": _shelf}


def draw_body(camera, look):
    """Neck and jumper in frame coordinates: the layer and its grid."""
    unit = camera.side / camera.density
    left, top = -(0.5 + camera.x) * unit, -(0.5 + camera.y) * unit
    grid = Grid(camera.density, left, top, left + unit, top + unit)
    layer, ax = blank(grid, look.skin), np.abs(grid.x)
    neck = profile(((0.5, 0.32), (0.95, 0.305), (1.15, 0.32), (1.3, 0.42), (1.5, 0.60)), grid.y)
    neck_cover = grid.inside(neck - ax, 0.006) * (grid.y > 0.5)
    tendon = np.exp(-(((ax - 0.20 + 0.13 * (grid.y - 0.9)) / 0.05) ** 2))
    layer.height = 0.34 * np.sqrt(np.clip(1 - (ax / neck) ** 2, 0, 1))
    layer.height += 0.02 * tendon * between(grid.y, 0.9, 1.2)
    shadow = 1 - 0.62 * (1 - between(grid.y, 1.02, 1.30 + 0.1 * grid.x))
    layer.colour *= shadow[..., None] * np.float32([1.0, 0.93, 0.9])
    _draw_jumper(grid, layer, look, ax, neck_cover)
    return layer, grid


def _draw_jumper(grid, layer, look, ax, neck_cover):
    collar = 1.205 - 0.10 * (ax / 0.40) ** 2
    shoulder = 1.09 + 0.20 * np.clip(ax - 0.34, 0, None) + 1.5 * np.clip(ax - 1.02, 0, None) ** 2
    cloth = grid.inside(np.minimum(grid.y - collar, (grid.y - shoulder) * 0.9), 0.008)
    knit = np.sin(grid.x * 95 + 0.4 * np.sin(grid.y * 120)) * 0.5 + 0.5
    rib = np.exp(-(((grid.y - collar - 0.045) / 0.040) ** 2)) * between(ax, 0.46, 0.36)
    fold = noise(grid.shape, 0.11 / grid.pixel, 14)
    height = 0.45 * np.sqrt(np.clip(1 - (ax / 1.7) ** 2, 0, 1)) + 0.07 * rib + 0.010 * fold
    height += 0.16 * between(grid.y - shoulder, -0.05, 0.40) + 0.006 * knit + 0.1
    layer.height = layer.height * (1 - cloth) + height * cloth
    layer.paint(look.cloth * (0.88 + 0.16 * knit[..., None]), cloth)
    layer.cover = np.maximum(neck_cover, cloth).astype(np.float32)
    layer.gloss = (0.1 * (1 - cloth)).astype(np.float32)
