"""Simulated clips, drawn by code: no film and no person stands behind them.

Each simulated person has a resting face and a strength of expression of their own; "fun" clips
have bursts of surprise that turn into laughter, the others one long polite smile or none, with
sadness or anger. They let every command run without data; figures on them say nothing about
real films.
"""

import csv
from pathlib import Path

import numpy as np

from scoring.constants import FER_LABELS
from scoring.track import Track

RATE, SECONDS, WIDTH = 5.0, 10.0, 48
FUN, OTHER = "fun", "not fun"
MODEL = "simulated"
ANGER, HAPPY, NEUTRAL, SAD, SURPRISE = (
    FER_LABELS.index(name) for name in ("anger", "happiness", "neutral", "sadness", "surprise")
)


def write_samples(folder, people=12, each=8, seed=1):
    """Write simulated tracks and their labels.csv.

    Parameters
    ----------
    folder : path
    people, each : int
        Clips of each person, half of them fun.
    seed : int

    Returns
    -------
    list of Path
        The tracks; beside them lies labels.csv with the columns track, label and person.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    eyes = rng.normal(0, 1, (len(FER_LABELS), WIDTH))
    rows, paths = [], []
    for person in range(people):
        face = {
            "bias": rng.normal(0, 0.5, len(FER_LABELS)),
            "strength": rng.uniform(3.0, 5.0),
            "look": rng.normal(0, 2, WIDTH),
        }
        for number in range(each):
            label = (FUN, OTHER)[number % 2]
            path = folder / f"person{person + 1:02d}-{number + 1:02d}.npz"
            draw_clip(rng, face, eyes, label == FUN).save(path)
            paths.append(path)
            rows.append((path.name, label, f"person{person + 1:02d}"))
    with (folder / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("track", "label", "person"), *rows])
    return paths


def draw_clip(rng, face, eyes, fun):
    """One simulated track with features; now and then the face is out of sight."""
    times = np.arange(round(RATE * SECONDS)) / RATE
    acted = np.zeros((len(times), len(FER_LABELS)))
    acted[:, NEUTRAL] = 0.6
    if fun:
        for at in rng.uniform(0.5, SECONDS - 2, rng.integers(1, 4)):
            acted[:, SURPRISE] += burst(times, at, 0.8) * rng.uniform(0.4, 1.0)
            acted[:, HAPPY] += burst(times, at + 0.7, rng.uniform(1, 2)) * rng.uniform(0.5, 1.0)
    else:
        mood = rng.choice([HAPPY, SAD, ANGER])
        length = rng.uniform(3, 7)
        acted[:, mood] += burst(times, rng.uniform(0, 3), length) * rng.uniform(0.4, 0.9)
        acted[:, SURPRISE] += burst(times, rng.uniform(1, 8), 0.8) * rng.uniform(0, 0.6)
    logits = face["strength"] * acted + face["bias"] + rng.normal(0, 0.8, acted.shape)
    seen = np.ones(len(times), bool)
    away = rng.integers(len(times))
    seen[away : away + rng.integers(0, 6)] = False
    seen[0] = True
    features = np.maximum(0, logits @ eyes + face["look"] + rng.normal(0, 1, (len(times), WIDTH)))
    return Track(times, np.exp(logits), seen, FER_LABELS, MODEL, features=features)


def burst(times, at, length):
    """A smooth rise and fall, 0 to 1."""
    inside = np.clip((times - at) / length, 0, 1)
    return np.sin(np.pi * inside) ** 2
