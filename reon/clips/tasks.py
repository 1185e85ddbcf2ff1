"""Analysis of a clip by a worker: video → track → may it be performed → picture and strip."""

from celery import shared_task
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.temp import NamedTemporaryFile

from reon.clips.cut import cut_film
from reon.clips.cutting import cut_columns, uncut_columns
from reon.clips.models import Clip
from reon.clips.signals import clip_analysed
from reon.clips.summary import descriptor_of, difficulty_of, liveliest, strip_of
from reon.media.checks import CLIP, limits_of, on_disk
from reon.media.remux import seekable
from reon.recognition import analysis
from reon.recognition.choice import active_model
from reon.worker import delete_files, store_files, work_on


@shared_task
def analyse_clip(pk):
    ended = work_on(Clip, pk, analyse, changed=lambda: None)
    if ended:
        clip_analysed.send(Clip, pk=pk)
    return ended


def analyse(clip, report):
    """The columns of an analysed clip; raises the reason why it cannot be performed."""
    from scoring.formula.score import check_reference
    from scoring.video.info import probe

    video, changed = film_of(clip)
    poster_at = changed.get("poster_at", clip.poster_at)
    with on_disk(video) as path:
        info = probe(path, limits_of(CLIP))
    face = changed.get("face", clip.face)
    target = (face["time"], face["x"], face["y"]) if face else None
    track = analysis.track_of(video, clip.wanted_model or active_model(), report, target)
    check_reference(track)
    fields = {
        "track": analysis.track_file(track),
        "poster": poster_of(video, liveliest(track) if poster_at is None else poster_at),
        "model_name": track.model,
        "duration": info.duration,
        "width": info.width,
        "height": info.height,
        "strip": strip_of(track, info.duration),
        "difficulty": difficulty_of(track),
        "descriptor": descriptor_of(track),
        **changed,
    }
    copy = seekable(video)
    return {**fields, "video": copy} if copy else fields


def film_of(clip):
    """The film to analyse and the columns that change with it, where a cut is made or undone."""
    if not clip.cut or (clip.cut.get("made") and not clip.cut.get("undo")):
        return clip.video, {}
    if clip.cut.get("undo"):
        return clip.original, uncut_columns(clip)
    start, end = clip.cut["start"], clip.cut["end"]
    film = NamedTemporaryFile()
    with on_disk(clip.original) as path:
        suffix, _ = cut_film(path, start, end, film)
    film.seek(0)
    video = File(film, f"video{suffix}")
    return video, {"video": video, **cut_columns(clip, start, end)}


@shared_task
def make_poster(pk):
    """The chosen frame as the clip's picture."""
    clip = Clip.objects.filter(pk=pk).first()
    if clip is None or clip.poster_at is None:
        return
    names = store_files(clip, {"poster": poster_of(clip.video, clip.poster_at)})
    same = Clip.objects.filter(pk=pk, poster=clip.poster.name, poster_at=clip.poster_at)
    kept = same.update(**names)
    delete_files(clip, {"poster": clip.poster.name} if kept else names)


def poster_of(video, second, width=640):
    """The frame at a second of a stored film as a JPEG file."""
    import cv2

    from scoring.video.frames import sample_frames

    with on_disk(video) as path:
        for time, frame in sample_frames(path, rate=30.0):  # noqa: B007
            if time >= second:
                break
    height = round(frame.shape[0] * width / frame.shape[1])
    small = cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA)
    jpeg = cv2.imencode(".jpg", small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 85])[1]
    return ContentFile(jpeg.tobytes(), "poster.jpg")
