"""What the site is given about the demo films."""

from .clips import CLIPS

SOURCE = "Synthetic: drawn and animated by this project's own code (python -m demo)"
LICENCE = "Apache-2.0"


def manifest():
    """The whole manifest as plain data; file names are relative to ``demo/media``."""
    return {"clips": [_clip(clip) for clip in CLIPS]}


def _clip(clip):
    shot, take = clip.shot, clip.take
    return {
        "id": shot.id,
        "file": shot.file,
        "title": clip.title[0],
        "title_ko": clip.title[1],
        "description": clip.description[0],
        "description_ko": clip.description[1],
        "actor": f"{shot.actor} (drawn)",
        "source": SOURCE,
        "licence": LICENCE,
        "synthetic": True,
        "script": [
            {"start": start, "end": end, "text": text, "text_ko": korean}
            for start, end, text, korean in clip.script
        ],
        "segments": [
            {
                "start": max(0.0, beat.start),
                "end": min(clip.seconds, beat.end),
                "emotion": beat.emotion,
            }
            for beat in clip.beats
        ],
        "take": {
            "id": take.id,
            "file": take.file,
            "first_capture": 0,
            "actor": f"{take.actor} (drawn)",
            "source": SOURCE,
            "licence": LICENCE,
            "late": take.manner.late,
            "strength": take.manner.strength,
            "underplayed": take.manner.underplayed,
            "mirrored": take.manner.mirrored,
        },
    }
