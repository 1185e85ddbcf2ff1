"""Video file to emotion track: decoding, face detection and classification side by side."""

from ..errors import ScoringError
from ..video.container import Limits
from ..video.frames import sample_frames
from ..video.info import probe
from ..vision.crop import crop_face
from ..vision.detectors import load_detector, mediapipe_detector
from ..vision.faces import follow_face
from .reading import BATCH, Reading, read_together


def analyse_video(
    path,
    classifier,
    detector=None,
    rate=10.0,
    progress=None,
    limits=Limits(),  # noqa: B008
    target=None,
    details=False,
):
    """Follow the face in a video and read its expressions.

    Holds a few frames and a few batches of face crops in memory, whatever the video's length.

    Parameters
    ----------
    path : path
    classifier : scoring.models.classifier.Classifier
    detector : callable, optional
        As `scoring.vision.detectors` makes them; default: MediaPipe's.
    rate : float
        Frames a second that are looked at.
    progress : callable, optional
        Called as ``progress(stage, fraction)`` with the stages 'reading', 'faces' and
        'expressions'; the fraction, 0 to 1, is of the whole and never falls. It is called in the
        caller's thread; what it raises ends the analysis.
    limits : Limits, optional
    target : (float, float, float), optional
        Seconds, and a point as parts of the frame's width and height (0 to 1): the face there is
        followed, as `scoring.vision.target` does, instead of the largest.
    details : bool
        Whether the track is to carry features and affect, as far as the classifier gives them.

    Returns
    -------
    Track
        One row for each frame that was looked at; `seen` is False where no face was found.

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

    def watch(reading):
        if reading.ended:
            report("expressions", 0.9)
        else:
            report("faces", min(0.9, 0.9 * reading.times[-1] / duration))

    reading = Reading(path, target)
    detectors = [detector or load_detector()]
    readings = read_together(
        [reading], classifier, detectors, rate, limits, watch=watch, details=details
    )
    for _ in readings:
        track = reading.track(classifier.model)
        report("expressions", 1.0)
    return track


def analyse_videos(
    paths,
    classifier,
    detector=None,
    rate=10.0,
    limits=Limits(),  # noqa: B008
    readers=2,
    batch=BATCH,
):
    """Analyse several videos at a time, their faces in shared batches.

    Keeps a GPU busy that one video could not; `readers` bounds the processor cores used.

    Parameters
    ----------
    paths : iterable of path
    classifier, rate, limits
        As of `analyse_video`.
    detector : callable, optional
        Must bear being called by several threads; default: MediaPipe's, one each.
    readers : int
        Videos that are read at the same time.
    batch : int
        Faces classified at once.

    Yields
    ------
    path : path
        In the order in which they are finished.
    track : Track or ScoringError
        The error where that video is refused; the others go on.
    """
    readings = [Reading(path) for path in paths]
    detectors = [detector or mediapipe_detector() for _ in range(min(readers, len(readings)))]
    for reading in read_together(readings, classifier, detectors, rate, limits, batch):
        try:
            yield reading.path, reading.track(classifier.model)
        except ScoringError as error:
            yield reading.path, error


def analyse_plainly(path, classifier, detector=None, rate=10.0, limits=Limits()):  # noqa: B008
    """As `analyse_video`, with nothing done to be fast: what it is checked against.

    Every picture is decoded; one frame after the other is searched, cut and classified alone.
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
