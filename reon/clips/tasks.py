"""Analysis of a clip by a worker: video → track → may it be performed → poster and strip."""

from dataclasses import dataclass
from typing import Any

import cv2
from celery import shared_task
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.temp import NamedTemporaryFile
from django.db.models.fields.files import FieldFile

from reon.clips.cut import Cut, cut_columns, uncut_columns
from reon.clips.cut_video import cut_video
from reon.clips.face import FacePoint
from reon.clips.models import Clip
from reon.clips.signals import clip_analysed
from reon.clips.summary import descriptor_of, difficulty_of, liveliest, strip_of
from reon.media.checks import Kind, limits_of, on_disk
from reon.media.remux import seekable
from reon.recognition import analysis
from reon.recognition.choice import active_model
from reon.recognition.tracks import track_file
from reon.worker import Report, delete_files, store_files, work_on
from scoring.formula.score import check_reference
from scoring.video.frames import sample_frames
from scoring.video.info import probe

POSTER_WIDTH = 640


@shared_task
def analyse_clip(pk: str) -> bool:
    ended = work_on(Clip, pk, analyse, changed=lambda: None)
    if ended:
        clip_analysed.send(Clip, pk=pk)
    return ended


@dataclass(frozen=True)
class Source:
    """What an analysis reads, and the columns that change with it.

    Attributes
    ----------
    video
    face
        To be followed; None for the largest.
    poster_at
        Second of the poster; None for the liveliest.
    changed
        Columns to store where a cut is made or undone.
    """

    video: File
    face: FacePoint | None
    poster_at: float | None
    changed: dict[str, Any]


def analyse(clip: Clip, report: Report) -> dict[str, Any]:
    """The columns of an analysed clip; raises the reason why it cannot be performed."""
    source = source_of(clip)
    with on_disk(source.video) as path:
        info = probe(path, limits_of(Kind.CLIP))
    target = source.face.target if source.face else None
    model = clip.wanted_model or active_model()
    track = analysis.track_of(source.video, model, report, target)
    check_reference(track)
    poster_at = liveliest(track) if source.poster_at is None else source.poster_at
    columns = {
        "track": track_file(track),
        "poster": poster_of(source.video, poster_at),
        "model_name": track.model,
        "duration": info.duration,
        "width": info.width,
        "height": info.height,
        "strip": strip_of(track, info.duration),
        "difficulty": difficulty_of(track),
        "descriptor": descriptor_of(track),
        **source.changed,
    }
    copy = seekable(source.video)
    return {**columns, "video": copy} if copy else columns


def source_of(clip: Clip) -> Source:
    """The video to analyse: the clip's, or another one where a cut is to be made or undone."""
    cut = Cut.of(clip.cut)
    if cut is None or not cut.is_pending:
        return Source(clip.video, FacePoint.of(clip.face), clip.poster_at, {})
    if cut.undo:
        changed = uncut_columns(clip, cut)
        return Source(clip.original, FacePoint.of(changed["face"]), changed["poster_at"], changed)
    video = cut_file(clip.original, cut)
    changed = {"video": video, **cut_columns(clip, cut.start, cut.end)}
    return Source(video, FacePoint.of(changed["face"]), changed["poster_at"], changed)


def cut_file(original: FieldFile, cut: Cut) -> File:
    """The part of a stored video, in a temporary file."""
    part = NamedTemporaryFile()
    with on_disk(original) as path:
        suffix, _ = cut_video(path, cut.start, cut.end, part)
    part.seek(0)
    return File(part, f"video{suffix}")


@shared_task
def make_poster(pk: str) -> None:
    """The chosen frame as the clip's poster."""
    clip = Clip.objects.filter(pk=pk).first()
    if clip is None or clip.poster_at is None:
        return
    names = store_files(clip, {"poster": poster_of(clip.video, clip.poster_at)})
    same = Clip.objects.filter(pk=pk, poster=clip.poster.name, poster_at=clip.poster_at)
    kept = same.update(**names)
    delete_files(clip, {"poster": clip.poster.name or ""} if kept else names)


def poster_of(video: File, second: float) -> ContentFile:
    """The frame at a second of a stored video as a JPEG file."""
    with on_disk(video) as path:
        for time, frame in sample_frames(path, rate=30.0):  # noqa: B007
            if time >= second:
                break
    height = round(frame.shape[0] * POSTER_WIDTH / frame.shape[1])
    small = cv2.resize(frame, (POSTER_WIDTH, height), interpolation=cv2.INTER_AREA)
    jpeg = cv2.imencode(".jpg", small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 85])[1]
    return ContentFile(jpeg.tobytes(), "poster.jpg")
