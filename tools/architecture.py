"""Draw docs/images/architecture.svg: the way of a take through the rooms of the code."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "architecture.svg"

WIDTH, HEIGHT = 222, 92  # of a room
GAP, TURN = 36, 44  # between rooms of a row, between rows
EDGE = 24
STYLE = """
    svg { color-scheme: light dark; --ink: #1b1b26; --soft: #55566b; --line: #8a8ba3;
          --page: #ffffff; --site: #e8f1fb; --library: #fdf0da; --shown: #e2f4ec }
    @media (prefers-color-scheme: dark) {
      svg { --ink: #f2f2f7; --soft: #b6b7c9; --line: #7c7d95;
            --page: #15151d; --site: #1c2c40; --library: #3a2f1b; --shown: #19352a } }
    text { fill: var(--ink); font: 14px system-ui, sans-serif }
    .name { font-weight: 650 }
    .soft, .room { fill: var(--soft); font-size: 12.5px }
    .room { font-family: ui-monospace, monospace; font-size: 11.5px }
    rect { stroke: var(--line) } .page { fill: var(--page); stroke: none }
    .site { fill: var(--site) } .library { fill: var(--library) } .shown { fill: var(--shown) }
    .way { fill: none; stroke: var(--line); stroke-width: 2; marker-end: url(#tip) }
    #tip path { fill: var(--line) }
"""


@dataclass(frozen=True)
class Room:
    """A station of the way.

    Attributes
    ----------
    place
        The folder or module, from the root of the repository.
    does
        Two lines at most.
    kind
        Its colour: "site", "library" or "shown".
    """

    name: str
    place: str
    does: tuple[str, ...]
    kind: str


ROWS = (
    (
        Room(
            "Browser",
            "static/js",
            ("records the face, and which", "moment of the clip was playing"),
            "site",
        ),
        Room(
            "Upload",
            "reon/media",
            ("checks the file, stores it", "under a name of its own"),
            "site",
        ),
        Room(
            "Take",
            "reon/takes",
            ("a queued row in the database;", "its id goes to the queue"),
            "site",
        ),
        Room("Worker", "reon/worker.py", ("claims the row,", "keeps a heartbeat"), "site"),
    ),
    (
        Room(
            "Frames", "scoring/video", ("ten a second, each with", "its true timestamp"), "library"
        ),
        Room("Face", "scoring/vision", ("one followed face,", "cut out of each frame"), "library"),
        Room(
            "Expressions",
            "scoring/models",
            ("seven probabilities per face,", "in batches"),
            "library",
        ),
        Room(
            "Track",
            "scoring/track.py",
            ("kilobytes, kept on disk;", "the clip has its own already"),
            "library",
        ),
    ),
    (
        Room(
            "Alignment",
            "scoring/dtw",
            ("which cell of the take belongs", "to which cell of the clip"),
            "library",
        ),
        Room(
            "Formula", "scoring/formula", ("share, score, reasons,", "weakest moments"), "library"
        ),
        Room(
            "Result",
            "reon/takes/scores.py",
            ("stored in the take's row,", "the page is told"),
            "site",
        ),
        Room(
            "Result page",
            "templates/takes",
            ("both curves, both videos,", "played in step"),
            "shown",
        ),
    ),
)


def corner(row: int, column: int) -> tuple[int, int]:
    """Left and top of a room."""
    return EDGE + column * (WIDTH + GAP), EDGE + row * (HEIGHT + TURN)


def draw_room(room: Room, left: int, top: int) -> str:
    """A room as SVG."""
    lines = [
        f'<text class="name" x="{left + 14}" y="{top + 25}">{room.name}</text>',
        f'<text class="room" x="{left + 14}" y="{top + 43}">{room.place}</text>',
        *(
            f'<text class="soft" x="{left + 14}" y="{top + 63 + 16 * number}">{line}</text>'
            for number, line in enumerate(room.does)
            if line
        ),
    ]
    size = f'width="{WIDTH}" height="{HEIGHT}" rx="10"'
    box = f'<rect class="{room.kind}" x="{left}" y="{top}" {size}/>'
    return "\n  ".join((box, *lines))


def draw_ways() -> list[str]:
    """The arrows from room to room, and from the end of a row to the start of the next."""
    ways = []
    for row, rooms in enumerate(ROWS):
        for column in range(1, len(rooms)):
            left, top = corner(row, column)
            ways.append(f"M{left - GAP} {top + HEIGHT // 2}h{GAP - 4}")
        if row:
            last = len(ROWS[row - 1]) - 1
            start, below = corner(row - 1, last), corner(row, 0)
            middle = below[1] - TURN // 2
            ways.append(
                f"M{start[0] + WIDTH // 2} {start[1] + HEIGHT}V{middle}"
                f"H{below[0] + WIDTH // 2}V{below[1] - 4}"
            )
    return [f'<path class="way" d="{way}"/>' for way in ways]


def draw() -> str:
    """The whole picture."""
    columns = max(map(len, ROWS))
    width = 2 * EDGE + columns * WIDTH + (columns - 1) * GAP
    height = 2 * EDGE + len(ROWS) * HEIGHT + (len(ROWS) - 1) * TURN
    rooms = [
        draw_room(room, *corner(row, column))
        for row, rooms in enumerate(ROWS)
        for column, room in enumerate(rooms)
    ]
    order = " → ".join(room.name for rooms in ROWS for room in rooms)
    body = "\n  ".join((*draw_ways(), *rooms))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"
     role="img" aria-labelledby="t d">
  <title id="t">The way of a take through the code</title>
  <desc id="d">{order}</desc>
  <style>{STYLE}  </style>
  <defs>
    <marker id="tip" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="6" markerHeight="6"
            orient="auto"><path d="M0 0 10 5 0 10z"/></marker>
  </defs>
  <rect class="page" width="{width}" height="{height}" rx="14"/>
  {body}
</svg>
"""


if __name__ == "__main__":
    PICTURE.write_text(draw())
    print(PICTURE.relative_to(ROOT))
