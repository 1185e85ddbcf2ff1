"""Videos read by threads of their own while the caller's thread classifies their faces."""

from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from threading import Event, Thread

import numpy as np

from ..track import Track
from ..video.container import VideoError
from ..video.frames import sample_frames
from ..vision.crop import crop_face
from ..vision.faces import follow_face
from ..vision.target import boxes_of_target

# Faces classified at once.
BATCH = 16
# Batches of frames that may wait to be classified, and seconds between looks at a full queue.
AHEAD = 4
WAIT = 0.1
READER = "reader"


@dataclass
class Reading:
    """A video on its way to a track: what is known of it so far.

    Attributes
    ----------
    path : path
    target : (float, float, float) or None
        The face to follow, as `scoring.vision.target` takes it.
    times : list of float
    seen : list of bool
        Whether each frame shows the face.
    rows : list of ndarray of float32, shape (K,)
        Probabilities of the faces seen, as far as they are classified.
    features, affect : list
        Beside each of the rows, where they are asked for.
    ended : bool
        Whether its last frame has come.
    error : Exception or None
        What ended it before.
    """

    path: object
    target: tuple | None = None
    times: list = field(default_factory=list)
    seen: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    features: list = field(default_factory=list)
    affect: list = field(default_factory=list)
    ended: bool = False
    error: Exception | None = None

    def add(self, time, seen):
        """One more frame."""
        self.times.append(time)
        self.seen.append(seen)

    def complete(self):
        """Whether its last face is classified."""
        return self.ended and len(self.rows) == sum(self.seen)

    def track(self, model):
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

    def _per_frame(self, rows):
        """Rows of the frames with a face among zeros for the others; None without rows."""
        if not rows:
            return None
        frames = np.zeros((len(self.seen), len(rows[0])), rows[0].dtype)
        frames[np.array(self.seen)] = rows
        return frames


def read_together(
    readings, classifier, detectors, rate, limits, batch=BATCH, watch=None, details=False
):
    """Read videos, one thread per detector, and classify their faces in shared batches.

    Parameters
    ----------
    readings : list of Reading
    classifier : scoring.models.classifier.Classifier
    detectors : list of callable
    rate : float
    limits : Limits
    batch : int
    watch : callable, optional
        Called with the reading after each of its frames and at its end.
    details : bool
        Whether to keep features and affect, as far as the classifier gives them.

    Yields
    ------
    Reading
        Each when it is complete.
    """
    todo, frames, stop = Queue(), Queue(AHEAD * batch), Event()
    for reading in readings:
        todo.put(reading)
    cut = (rate, limits, classifier.model.preprocessing)
    threads = [
        Thread(target=read, args=(todo, frames, stop, detect, *cut), name=f"{READER}-{number}")
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


def classify(readings, frames, classifier, batch, watch, details=False):
    """Fill the readings with what the threads put into `frames`; yields each when complete."""
    running, faces = list(readings), []
    while running:
        reading, time, face = frames.get()
        if time is None:
            reading.ended, reading.error = True, face
        else:
            reading.add(time, face is not None)
            if face is not None:
                faces.append((reading, face))
        watch(reading)
        if len(faces) == batch or all(other.ended for other in running):
            look(faces, classifier, details)
            faces = []
        done = [other for other in running if other.complete()]
        running = [other for other in running if not other.complete()]
        yield from done


def look(faces, classifier, details):
    """Classify faces and give each reading the rows of its own."""
    if not faces:
        return
    crops, features, affect = [face for _, face in faces], None, None
    if details:
        rows, features, affect = classifier.details(crops)
    else:
        rows = classifier(crops)
    for place, (owner, _) in enumerate(faces):
        owner.rows.append(rows[place])
        if features is not None:
            owner.features.append(features[place].astype(np.float16))
        if affect is not None:
            owner.affect.append(affect[place])


def read(todo, frames, stop, detect, rate, limits, preprocessing):
    """Thread: put (reading, seconds, crop or None) for each frame, (reading, None, error) last."""
    while not stop.is_set():
        try:
            reading = todo.get_nowait()
        except Empty:
            return
        error = None
        try:
            known = {}
            if reading.target:
                sampled = sample_frames(reading.path, rate, limits)
                known = boxes_of_target(sampled, detect, reading.target)
            sampled = sample_frames(reading.path, rate, limits)
            for time, frame, box in follow_face(sampled, detect, known):
                face = None if box is None else crop_face(frame, box, preprocessing)
                put(frames, (reading, time, face), stop)
                if stop.is_set():
                    return
        except Exception as raised:
            error = raised
        put(frames, (reading, None, error), stop)


def put(frames, item, stop):
    """Wait for room in the queue, unless nobody reads it any more."""
    while not stop.is_set():
        try:
            return frames.put(item, timeout=WAIT)
        except Full:
            continue
