"""Videos read by threads of their own while the caller's thread classifies their faces."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TypeAlias

import numpy as np

from ..constants import BATCH, BATCHES_AHEAD, QUEUE_TIMEOUT
from ..models.classifier import Classifier
from ..models.preprocessing import Preprocessing
from ..models.registry import Model
from ..track import Track
from ..types import Detector, FilePath, FloatArray, Image
from ..video.container import Limits, VideoError
from ..video.frames import sample_frames
from ..vision.crop import crop_face
from ..vision.faces import follow_face
from ..vision.target import Target, boxes_of_target

READER = "reader"  # prefix of the threads' names


@dataclass
class Reading:
    """A video that is being turned into a track: what is known about it so far.

    Attributes
    ----------
    target
        The face to follow instead of the largest one.
    times
        Seconds of the frames.
    seen
        Whether each frame shows the face.
    rows
        Probabilities (K,) of those faces that are classified already.
    features, affect
        Rows that go with those, where they are asked for.
    ended
        Whether the last frame has come.
    error
        What ended the reading early.
    """

    path: FilePath
    target: Target | None = None
    times: list[float] = field(default_factory=list)
    seen: list[bool] = field(default_factory=list)
    rows: list[FloatArray] = field(default_factory=list)
    features: list[FloatArray] = field(default_factory=list)
    affect: list[FloatArray] = field(default_factory=list)
    ended: bool = False
    error: Exception | None = None

    def add(self, time: float, seen: bool) -> None:
        """Add a frame."""
        self.times.append(time)
        self.seen.append(seen)

    def complete(self) -> bool:
        """Whether the last face is classified."""
        return self.ended and len(self.rows) == sum(self.seen)

    def track(self, model: Model) -> Track:
        """The finished track; raises the error that ended the reading."""
        if self.error:
            raise self.error
        if not self.times:
            raise VideoError("no frame of the video can be read: it is damaged", "truncated")
        probabilities = self._per_frame(self.rows)
        if probabilities is None:
            probabilities = np.zeros((len(self.seen), len(model.labels)), np.float32)
        return Track(
            times=np.array(self.times),
            probabilities=probabilities,
            seen=np.array(self.seen),
            features=self._per_frame(self.features),
            affect=self._per_frame(self.affect),
            labels=model.labels,
            model=model.name,
            model_hash=model.hash,
        )

    def _per_frame(self, rows: list[FloatArray]) -> FloatArray | None:
        """One row per frame, zeros where there is no face; None without rows."""
        if not rows:
            return None
        frames: FloatArray = np.zeros((len(self.seen), len(rows[0])), rows[0].dtype)
        frames[np.array(self.seen)] = rows
        return frames


@dataclass(frozen=True)
class ReadFrame:
    """A frame that a thread has read: its time, and the face in it, if there is one."""

    reading: Reading
    time: float
    face: Image | None


@dataclass(frozen=True)
class End:
    """The end of a video, and the error that caused it, if there is one."""

    reading: Reading
    error: Exception | None


Frames: TypeAlias = Queue[ReadFrame | End]


def read_together(
    readings: Sequence[Reading],
    classifier: Classifier,
    detectors: Sequence[Detector],
    rate: float,
    limits: Limits,
    batch: int = BATCH,
    watch: Callable[[Reading], None] | None = None,
    details: bool = False,
) -> Iterator[Reading]:
    """Read videos, one thread per detector, and classify their faces in shared batches.

    Parameters
    ----------
    rate
        Sampled frames per second.
    batch
        Faces classified at once.
    watch
        Called with the reading after each of its frames and at its end.
    details
        Whether to keep features and affect, where the classifier gives them.

    Yields
    ------
    reading
        Each when it is complete.
    """
    todo: Queue[Reading] = Queue()
    frames: Frames = Queue(BATCHES_AHEAD * batch)
    stop = Event()
    for reading in readings:
        todo.put(reading)
    sampling = (rate, limits, classifier.model.preprocessing)
    threads = [
        Thread(target=read, args=(todo, frames, stop, detect, *sampling), name=f"{READER}-{number}")
        for number, detect in enumerate(detectors)
    ]
    for thread in threads:
        thread.start()
    try:
        watch = watch or (lambda reading: None)
        yield from classify(readings, frames, classifier, batch, watch, details)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def classify(
    readings: Sequence[Reading],
    frames: Frames,
    classifier: Classifier,
    batch: int,
    watch: Callable[[Reading], None],
    details: bool,
) -> Iterator[Reading]:
    """Fill the readings with what the threads put into `frames`; yields each when complete."""
    running = list(readings)
    faces: list[tuple[Reading, Image]] = []
    while running:
        item = frames.get()
        if isinstance(item, End):
            item.reading.ended, item.reading.error = True, item.error
        else:
            item.reading.add(item.time, item.face is not None)
            if item.face is not None:
                faces.append((item.reading, item.face))
        watch(item.reading)
        if len(faces) == batch or all(reading.ended for reading in running):
            classify_faces(faces, classifier, details)
            faces = []
        done = [reading for reading in running if reading.complete()]
        running = [reading for reading in running if not reading.complete()]
        yield from done


def classify_faces(
    faces: Sequence[tuple[Reading, Image]], classifier: Classifier, details: bool
) -> None:
    """Classify faces and give each reading the rows of its own."""
    if not faces:
        return
    crops = [face for _, face in faces]
    features: FloatArray | None = None
    affect: FloatArray | None = None
    if details:
        rows, features, affect = classifier.details(crops)
    else:
        rows = classifier(crops)
    for place, (reading, _) in enumerate(faces):
        reading.rows.append(rows[place])
        if features is not None:
            reading.features.append(features[place].astype(np.float16))
        if affect is not None:
            reading.affect.append(affect[place])


def read(
    todo: Queue[Reading],
    frames: Frames,
    stop: Event,
    detect: Detector,
    rate: float,
    limits: Limits,
    preprocessing: Preprocessing,
) -> None:
    """Run a thread: read one video after the other, put each frame and each end into `frames`."""
    while not stop.is_set():
        try:
            reading = todo.get_nowait()
        except Empty:
            return
        error = None
        try:
            known: dict[float, FloatArray] = {}
            if reading.target:
                sampled = sample_frames(reading.path, rate, limits)
                known = boxes_of_target(sampled, detect, reading.target)
            sampled = sample_frames(reading.path, rate, limits)
            for time, frame, box in follow_face(sampled, detect, known):
                face = None if box is None else crop_face(frame, box, preprocessing)
                put(frames, ReadFrame(reading, time, face), stop)
                if stop.is_set():
                    return
        except Exception as raised:
            error = raised
        put(frames, End(reading, error), stop)


def put(frames: Frames, item: ReadFrame | End, stop: Event) -> None:
    """Wait for room in the queue, unless nobody reads it any more."""
    while not stop.is_set():
        try:
            return frames.put(item, timeout=QUEUE_TIMEOUT)
        except Full:
            continue
