"""Long results for the browser, made of waves."""

import numpy as np

LABELS = ["anger", "disgust", "fear", "happiness", "neutral", "sadness", "surprise"]
RATE = 10.0


def long_result(result, minutes):
    """A result like `result`, but of so many minutes on a grid of 10 moments a second."""
    times = np.round(np.arange(0, 60 * minutes, 1 / RATE), 3)
    losses = 0.5 + 0.5 * np.sin(times / 40)
    unseen = (times > 120) & (times < 150)
    return {
        **result,
        "labels": LABELS,
        "neutral": 4,
        "emotions": {"happiness": 60.0},
        "reference": grid(times, 0.0, np.zeros(len(times), bool)),
        "take": grid(times, 0.6, unseen),
        "path": np.repeat(np.arange(len(times)), 2).reshape(-1, 2).tolist(),
        "losses": (losses / losses.sum() / 2).tolist(),
        "lines": [],
    }


def grid(times, lag, unseen):
    """Two emotions and neutral taking turns, `lag` seconds late."""
    wave = 0.5 + 0.4 * np.sin((times - lag) / 3)
    rows = np.full((len(times), 7), 0.01)
    rows[:, 3], rows[:, 5] = 0.8 * wave, 0.8 * (1 - wave)
    rows[:, 4] += 1 - rows.sum(axis=1)
    return {
        "times": times.tolist(),
        "probabilities": np.round(rows, 4).tolist(),
        "seen": (~unseen).tolist(),
    }
