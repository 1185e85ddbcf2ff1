"""Real clips: labels are read or refused, and pairs of people are scored."""

import csv

import numpy as np
import pytest

from bench import real
from bench.labels import LabelError, find_clips, read_name
from scoring.constants import FER_LABELS
from scoring.models.registry import get_model
from scoring.track import Track


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("anna_happy", ("happiness", "anna")),
        ("02-01-06-01-02-01-12", ("fear", "12")),
        ("1001_DFA_ANG_XX", ("anger", "1001")),
        ("Ben-Surprised-2", ("surprise", "ben")),
        ("holiday", None),
        ("sadly_missed", None),
        ("anna_happy_sad", None),
        ("happy", None),
    ],
)
def test_names_tell_emotion_and_person(stem, found):
    assert read_name(stem) == found


def test_folders_without_labels_are_refused(tmp_path):
    with pytest.raises(LabelError, match="is not a folder"):
        find_clips(tmp_path / "none")
    (tmp_path / "holiday.mp4").touch()
    with pytest.raises(LabelError, match="none of the 1 videos"):
        find_clips(tmp_path)
    (tmp_path / "anna_happy.mp4").touch()
    with pytest.raises(LabelError, match="two people"):
        find_clips(tmp_path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("anna.mp4,joyless,anna", "line 2"),
        ("missing.mp4,anger,anna", "line 2"),
        ("anna.mp4,anger,", "line 2"),
        ("", "columns"),
    ],
)
def test_rows_that_cannot_be_used_are_named(tmp_path, row, message):
    (tmp_path / "anna.mp4").touch()
    labels = tmp_path / "labels.csv"
    labels.write_text(f"file,emotion,person\n{row}\n")
    with pytest.raises(LabelError, match=message):
        find_clips(tmp_path, labels)


def write_acted(folder, cache):
    """Clips of two emotions by three people, whose tracks are in the cache already."""
    rng, model = np.random.default_rng(0), get_model()
    cache.mkdir()
    with (folder / "labels.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("file", "emotion", "person"))
        for person in ("anna", "ben", "cleo"):
            for emotion in ("happiness", "anger"):
                clip = folder / f"{person}-{emotion}.mp4"
                clip.write_bytes(b"cached")
                rows.writerow((clip.name, emotion, person))
                count = int(rng.integers(40, 70))
                logits = rng.normal(size=(count, 7))
                logits[10:, FER_LABELS.index(emotion)] += 5
                track = Track(np.arange(count) / 10, np.exp(logits), np.ones(count), FER_LABELS)
                track.save(cache / f"{clip.name}.6.{model.hash[:12]}.npz")
    return folder / "labels.csv"


def test_same_emotions_of_different_people_score_higher(tmp_path, capsys):
    labels = write_acted(tmp_path, tmp_path / "cache")
    call = [str(tmp_path), "--labels", str(labels), "--cache", str(tmp_path / "cache")]
    assert real.main([*call, "--model", "reon-b0"]) == 0
    name, *figures = capsys.readouterr().out.splitlines()[-1].split()
    assert name == "reon-b0"
    assert figures[:5] == ["1.000", "1.000", "1.000", "12.000", "12.000"]


def test_one_emotion_alone_is_refused(tmp_path, capsys):
    labels = write_acted(tmp_path, tmp_path / "cache")
    kept = [line for line in labels.read_text().splitlines() if "anger" not in line]
    labels.write_text("\n".join(kept))
    call = [str(tmp_path), "--labels", str(labels), "--cache", str(tmp_path / "cache")]
    assert real.main([*call, "--model", "reon-b0"]) == 2
    assert "both are needed" in capsys.readouterr().err


def test_videos_that_cannot_be_read_are_left_out(tmp_path):
    for name in ("anna_happy.mp4", "ben_angry.mp4"):
        (tmp_path / name).write_bytes(b"no video")
    notes = []
    with pytest.raises(LabelError, match="both are needed"):
        real.measure("reon-b0", find_clips(tmp_path), None, notes.append)
    assert len(notes) == 2


def test_the_interval_holds_the_auc_and_narrows_with_people():
    rng = np.random.default_rng(0)

    def width(count):
        pairs = np.array([(a, b) for a in range(count) for b in range(count) if a != b])
        same = rng.random(len(pairs)) < 0.5
        scores = rng.normal(size=len(pairs)) + same
        low, high = real.interval(scores, same, pairs, resamples=200)
        assert low < real.auc(scores[same], scores[~same]) < high
        return high - low

    assert width(20) < width(5)
