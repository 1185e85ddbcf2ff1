"""Statistics of each clip's emotions, for difficulty and clips like this.

The computation is a copy: what a migration stores must not change with the code.
"""

import zipfile

import numpy as np
from django.db import migrations, models


def describe(apps, schema_editor):
    """Describe the clips that were analysed before; one whose track cannot be read stays as is."""
    clips = apps.get_model("clips", "Clip").objects.using(schema_editor.connection.alias)
    for clip in clips.exclude(track="").only("track").iterator():
        try:
            statistics = statistics_of(clip.track)
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            continue
        clips.filter(pk=clip.pk).update(
            descriptor=descriptor_of(statistics), difficulty=difficulty_of(statistics)
        )


def statistics_of(field_file):
    """Mean, sd, dominant and peak_rate of each curve by name; empty without a face."""
    with field_file.open("rb") as stored, np.load(stored, allow_pickle=False) as parts:
        seen = parts["seen"]
        times, rows = parts["times"][seen], parts["probabilities"][seen].astype(float)
        names = parts["labels"].tolist()
        affect = parts["affect"][seen].astype(float) if "affect" in parts else None
    if not len(rows):
        return {}
    strongest = np.eye(len(names), dtype=bool)[rows.argmax(axis=1)]
    if affect is not None:
        names, rows = [*names, "valence", "arousal"], np.hstack([rows, affect])
        strongest = np.hstack([strongest, affect > 0])
    gaps = np.flatnonzero(np.diff(times) > 0.5) + 1
    seconds = float(sum(piece[-1] - piece[0] for piece in np.split(times, gaps)))
    return {
        name: {
            "mean": float(values.mean()),
            "sd": float(values.std()),
            "dominant": float(strongest[:, column].mean()),
            "peak_rate": sum(map(peaks, np.split(values, gaps))) / seconds if seconds else 0.0,
            "is_expression": name not in ("neutral", "valence", "arousal"),
            "is_label": name not in ("valence", "arousal"),
            "seconds": seconds,
        }
        for column, name in enumerate(names)
        for values in [rows[:, column]]
    }


def peaks(values):
    """Peaks of one piece of a curve between gaps."""
    from scipy.signal import find_peaks  # slow to import, needed where there are old clips

    if len(values) < 3:
        return 0
    return len(find_peaks(np.convolve(values, np.ones(3) / 3, "valid"), prominence=0.1)[0])


def descriptor_of(statistics):
    return {
        f"{name}.{kind}": round(found[kind], 4)
        for name, found in statistics.items()
        for kind in ("mean", "sd", "dominant", "peak_rate")
    }


def difficulty_of(statistics):
    curves = list(statistics.values())
    if not curves or curves[0]["seconds"] == 0:
        return 0.0
    far = np.sqrt(sum(curve["sd"] ** 2 for curve in curves if curve["is_label"]))
    often = sum(curve["peak_rate"] for curve in curves if curve["is_expression"])
    return float(min(1.0, far / 0.7) * (0.25 + 0.75 * min(1.0, often / 1.5)))


class Migration(migrations.Migration):

    dependencies = [
        ('clips', '0002_admin_studio'),
    ]

    operations = [
        migrations.AddField(
            model_name='clip',
            name='descriptor',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.RunPython(describe, migrations.RunPython.noop),
    ]
