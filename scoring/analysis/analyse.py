"""Video file to emotion track: decoding, face detection and classification side by side."""

from collections.abc import Iterable, Iterator

from ..constants import BATCH
from ..errors import ScoringError
from ..models.classifier import Classifier
from ..track import Track
from ..types import Detector, FilePath, StageProgress
from ..video.container import Limits
from ..video.frames import sample_frames
from ..video.info import probe
from ..vision.crop import crop_face
from ..vision.detectors import load_detector, mediapipe_detector
from ..vision.faces import follow_face
from ..vision.target import Target
from .reading import Reading, read_together


def analyse_video(
    path: FilePath,
    classifier: Classifier,
    detector: Detector | None = None,
    rate: float = 10.0,
    progress: StageProgress | None = None,
    limits: Limits = Limits(),  # noqa: B008
    target: Target | None = None,
    details: bool = False,
) -> Track:
    """Follow the face in a video and read its expressions.

    Holds a few frames and a few batches of face crops in memory, whatever the video's length.

    Parameters
    ----------
    detector
        Default: MediaPipe's.
    rate
        Sampled frames per second.
    progress
        Called with the stages 'reading', 'faces' and 'expressions'; the fraction is that of the
        whole analysis and never falls. It is called in the caller's thread; an exception it raises
        ends the analysis.
    target
        The face at this moment and point is followed instead of the largest one.
    details
        Whether the track is to carry features and affect, where the classifier gives them.

    Returns
    -------
    track
        One row for each sampled frame; `seen` is False where no face was found.

    Raises
    ------
    VideoError
        If the file is refused or damaged.
    DetectorFileError
        If the default detector's file is missing.
    """
    report = progress or (lambda stage, fraction: None)
    report("reading", 0.0)
    duration = probe(path, limits).duration

    def watch(reading: Reading) -> None:
        if reading.ended:
            report("expressions", 0.9)
        else:
            report("faces", min(0.9, 0.9 * reading.times[-1] / duration))

    reading = Reading(path, target)
    detectors = [detector or load_detector()]
    for _ in read_together(
        [reading], classifier, detectors, rate, limits, watch=watch, details=details
    ):
        track = reading.track(classifier.model)
        report("expressions", 1.0)
    return track


def analyse_videos(
    paths: Iterable[FilePath],
    classifier: Classifier,
    detector: Detector | None = None,
    rate: float = 10.0,
    limits: Limits = Limits(),  # noqa: B008
    readers: int = 2,
    batch: int = BATCH,
) -> Iterator[tuple[FilePath, Track | ScoringError]]:
    """Analyse several videos at a time, their faces in shared batches.

    Keeps a GPU busy that a single video could not; `readers` bounds the processor cores used.

    Parameters
    ----------
    detector
        Must be safe to call from several threads; default: MediaPipe's, one per reader.
    rate
        Sampled frames per second.
    readers
        Videos that are read at the same time.
    batch
        Faces classified at once.

    Yields
    ------
    path
        In the order in which the videos are finished.
    track
        The error, where that video is refused; the others go on.
    """
    readings = [Reading(path) for path in paths]
    detectors = [detector or mediapipe_detector() for _ in range(min(readers, len(readings)))]
    for reading in read_together(readings, classifier, detectors, rate, limits, batch):
        try:
            yield reading.path, reading.track(classifier.model)
        except ScoringError as error:
            yield reading.path, error


def analyse_plainly(
    path: FilePath,
    classifier: Classifier,
    detector: Detector | None = None,
    rate: float = 10.0,
    limits: Limits = Limits(),  # noqa: B008
) -> Track:
    """As `analyse_video`, without any optimisation: the reference that it is checked against.

    Every picture is decoded; the frames are searched, cropped and classified one by one.
    """
    probe(path, limits)
    reading = Reading(path)
    frames = sample_frames(path, rate, limits, skip=False)
    for time, frame, box in follow_face(frames, detector or load_detector()):
        reading.add(time, box is not None)
        if box is not None:
            face = crop_face(frame, box, classifier.model.preprocessing)
            reading.rows.append(classifier([face])[0])
    return reading.track(classifier.model)
