"""``track``: follow the face in a video and save its emotions."""

from argparse import Namespace
from pathlib import Path

from ..track import Track
from .common import track_of


def run(options: Namespace) -> None:
    """Write the track next to the video, or where the options say, and summarise it."""
    track = track_of(options.video, options)
    out = Path(options.out) if options.out else Path(options.video).with_suffix(".npz")
    track.save(out)
    print(f"{out}: {len(track)} frames, {span(track):.1f} s, face seen in {track.coverage:.0%}")
    if track.seen.any():
        mean = track.probabilities[track.seen].mean(axis=0)
        order = sorted(zip(mean, track.labels, strict=True), reverse=True)
        print("  " + ", ".join(f"{label} {share:.2f}" for share, label in order))


def span(track: Track) -> float:
    """Seconds from the first to the last frame."""
    return float(track.times[-1] - track.times[0]) if len(track) else 0.0
