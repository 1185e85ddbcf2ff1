"""``python -m demo``: render every demo film and write the manifest."""

import argparse
import json
from itertools import islice
from pathlib import Path

import numpy as np
from tqdm import tqdm

from .acting import act
from .clips import CLIPS, RATE
from .film import Stage
from .manifest import manifest
from .movie import write_movie

FOLDER = Path(__file__).parent


def film(clip, shot, side=None, step=1):
    """Every `step`-th frame of a shot, RGB; `side` overrides the camera's frame side."""
    stage = Stage(shot.look, shot.light, shot.camera.sized(side))
    for move in islice(act(clip.beats, clip.seconds, RATE, shot.manner), 0, None, step):
        frame = stage.frame(*move)
        yield np.ascontiguousarray(frame[:, ::-1]) if shot.manner.mirrored else frame


def main():
    """Render what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("files", nargs="*", help="only these films (such as postcard.mp4)")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for media/ and manifest")
    parser.add_argument("--side", type=int, help="frame side in pixels (default 640)")
    options = parser.parse_args()
    shots = [(clip, shot) for clip in CLIPS for shot in (clip.shot, clip.take)]
    unknown = set(options.files) - {shot.file for _, shot in shots}
    if unknown:
        names = ", ".join(shot.file for _, shot in shots)
        parser.error(f"no such film: {', '.join(sorted(unknown))}; there are {names}")
    media = options.out / "media"
    media.mkdir(parents=True, exist_ok=True)
    for clip, shot in shots:
        if options.files and shot.file not in options.files:
            continue
        total = round(clip.seconds * RATE)
        frames = tqdm(film(clip, shot, options.side), shot.file, total)
        write_movie(media / shot.file, frames, RATE)
    text = json.dumps(manifest(), ensure_ascii=False, indent=1)
    (options.out / "manifest.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
