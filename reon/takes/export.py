"""What the export of an account holds of its takes."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.contrib.auth.models import User

from reon.accounts.export import Entry, as_json
from reon.recognition.tracks import read_track
from reon.takes.models import Take
from scoring.track import Track

NAMES = {"video": "video", "neutral": "resting-face"}


def take_entries(user: User) -> Iterator[Entry]:
    """Names and contents of the files of a user's takes, a folder for each take."""
    for pk in list(Take.objects.filter(user=user).values_list("pk", flat=True)):
        take = Take.objects.filter(user=user, pk=pk).first()
        if take is None:  # deleted meanwhile
            continue
        folder = f"takes/{take.created:%Y-%m-%d-%H%M%S}-{take.pk}/"
        yield f"{folder}take.json", as_json(take_facts(take))
        if take.result is not None:
            yield f"{folder}result.json", as_json(take.result)
        if take.track:
            with suppress(FileNotFoundError):
                yield f"{folder}track.csv", track_csv(read_track(take.track))
        for field, name in NAMES.items():
            file = getattr(take, field)
            if file:
                yield f"{folder}{name}.{file.name.rpartition('.')[2]}", file


def take_facts(take: Take) -> dict[str, Any]:
    """A take without its files and result."""
    share = getattr(take, "share", None)  # a take that was never shared has none
    return {
        "id": take.pk,
        "clip": take.shown_title,
        "shared": share and {"published": share.published, "shows_video": share.shows_video},
        "created": take.created,
        "state": take.state,
        "score": take.score,
        "reason": take.reason,
        "reason_values": take.reason_values,
        "timeline": take.timeline,
    }


def track_csv(track: Track) -> bytes:
    """A track as text: seconds, whether a face was seen, one column per expression."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["seconds", "face_seen", *track.labels])
    for time, seen, row in zip(track.times, track.seen, track.probabilities, strict=True):
        rows.writerow([f"{time:.3f}", int(seen), *(f"{value:.5f}" for value in row)])
    return text.getvalue().encode()
