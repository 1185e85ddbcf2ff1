"""A clip's script, picture and followed face on the clock of a cut, and back."""

from reon.clips.models import Clip


def cut_columns(clip, start, end):
    """What a cut from `start` to `end` changes beside the film itself.

    Script lines outside are kept in `cut["dropped"]`, on the original's clock.
    """
    script = script_of(clip)
    inside = [line for line in script if line["end"] > start and line["start"] < end]
    dropped = [line for line in script if line not in inside]
    return {
        "original": clip.original.name,
        "script": [moved(line, -start, end - start) for line in inside],
        "poster_at": within(clip.poster_at, start, end),
        "face": moved_face(clip.face, start, end),
        "cut": {"start": start, "end": end, "made": True, "dropped": dropped},
    }


def uncut_columns(clip):
    """What going back to the whole film changes."""
    start = clip.cut["start"]
    script = [moved(line, start) for line in script_of(clip)] + clip.cut.get("dropped", [])
    return {
        "video": clip.original.name,
        "original": "",
        "script": sorted(script, key=lambda line: line["start"]),
        "poster_at": None if clip.poster_at is None else clip.poster_at + start,
        "face": clip.face and {**clip.face, "time": clip.face["time"] + start},
        "cut": {},
    }


def script_of(clip):
    """The script as it is now; it may be edited while a worker has the clip."""
    return Clip.objects.values_list("script", flat=True).get(pk=clip.pk)


def moved(line, seconds, length=float("inf")):
    """A script line moved in time, kept between 0 and `length`."""
    start, end = (round(line[name] + seconds, 3) for name in ("start", "end"))
    return {**line, "start": max(0.0, start), "end": min(end, length)}


def moved_face(face, start, end):
    """The chosen face on the cut's clock; none where its moment is cut away."""
    if not face or not start <= face["time"] < end:
        return {}
    return {**face, "time": face["time"] - start}


def within(second, start, end):
    """A second on the cut's clock, or None."""
    return None if second is None or not start <= second < end else second - start
