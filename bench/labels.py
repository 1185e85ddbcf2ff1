"""Which emotion is acted in each clip of a folder, and by whom."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from scoring.errors import ScoringError

VIDEOS = {".mp4", ".mov", ".webm", ".mkv", ".avi", ".m4v", ".flv", ".mpg"}
WORDS = {
    "anger": ("anger", "angry", "ang"),
    "disgust": ("disgust", "disgusted", "dis"),
    "fear": ("fear", "fearful", "afraid", "fea"),
    "happiness": ("happiness", "happy", "joy", "hap"),
    "neutral": ("neutral", "neu", "calm"),
    "sadness": ("sadness", "sad"),
    "surprise": ("surprise", "surprised", "sur"),
}
EMOTIONS = {word: emotion for emotion, words in WORDS.items() for word in words}
RAVDESS = dict(
    zip(
        ("01", "02", "03", "04", "05", "06", "07", "08"),
        ("neutral", "neutral", "happiness", "sadness", "anger", "fear", "disgust", "surprise"),
        strict=True,
    )
)
COLUMNS = ("file", "emotion", "person")


class LabelError(ScoringError):
    """Clips have no labels, or labels that cannot be used."""

    code = "no_labels"


@dataclass(frozen=True)
class Clip:
    """A video with the emotion that somebody acts in it."""

    path: Path
    emotion: str
    person: str


def find_clips(folder: Path, labels: Path | None = None) -> list[Clip]:
    """The labelled clips of a folder.

    Parameters
    ----------
    folder
        Searched with its subfolders if there is no CSV.
    labels
        CSV with the columns file (relative to `folder`), emotion, person.

    Raises
    ------
    LabelError
        If no clip can be labelled, a row of the CSV cannot be used, or all are of one person.
    """
    if not folder.is_dir():
        raise LabelError(f"{folder} is not a folder: give one that holds videos")
    clips = listed_clips(folder, labels) if labels else named_clips(folder)
    people = {clip.person for clip in clips}
    if len(people) < 2:
        raise LabelError(f"all clips are of {', '.join(people)}: at least two people are needed")
    return clips


def listed_clips(folder: Path, labels: Path) -> list[Clip]:
    """Clips that a CSV lists."""
    try:
        with labels.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise LabelError(f"{labels} cannot be read: {error}") from error
    if not rows or set(COLUMNS) - set(rows[0]):
        raise LabelError(f"{labels} needs rows under the columns {', '.join(COLUMNS)}")
    clips = []
    for line, row in enumerate(rows, 2):
        emotion = EMOTIONS.get((row["emotion"] or "").strip().lower())
        path = folder / (row["file"] or "")
        if emotion is None or not (row["person"] or "").strip() or not path.is_file():
            raise LabelError(
                f"{labels}, line {line}: {dict(row)}; needed are a file in {folder}, a person, "
                f"and an emotion of {', '.join(WORDS)}"
            )
        clips.append(Clip(path, emotion, row["person"].strip()))
    return clips


def named_clips(folder: Path) -> list[Clip]:
    """Clips whose names state emotion and person."""
    videos = sorted(path for path in folder.rglob("*") if path.suffix.lower() in VIDEOS)
    clips = [Clip(path, *found) for path in videos if (found := read_name(path.stem))]
    if not clips:
        raise LabelError(
            f"none of the {len(videos)} videos in {folder} has its emotion in its name: name "
            "them like anna_happy.mp4, 02-01-03-01-01-01-12.mp4 (RAVDESS) or "
            f"1001_DFA_ANG_XX.flv (CREMA-D), or give --labels with the columns {', '.join(COLUMNS)}"
        )
    return clips


def read_name(stem: str) -> tuple[str, str] | None:
    """Emotion and person of a file name, or None.

    RAVDESS: seven numbers, the third for the emotion, the last for the actor. Otherwise one of the
    parts between punctuation is an emotion and the first other part the person, as in CREMA-D.
    """
    if re.fullmatch(r"\d\d(-\d\d){6}", stem):
        parts = stem.split("-")
        return (RAVDESS[parts[2]], parts[6]) if parts[2] in RAVDESS else None
    parts = [part for part in re.split(r"[^a-z0-9]+", stem.lower()) if part]
    emotions = {EMOTIONS[part] for part in parts if part in EMOTIONS}
    others = [part for part in parts if part not in EMOTIONS]
    return (emotions.pop(), others[0]) if len(emotions) == 1 and others else None
