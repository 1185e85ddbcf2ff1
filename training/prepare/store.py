"""From pictures to a cache of faces: in parallel, in chunks, resumable."""

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any, TypeAlias

import cv2
import numpy as np
from tqdm import tqdm

from scoring.types import FilePath, IntArray

from ..data import DataSet, Sample
from ..faces import DataError, Faces, write_images, write_table
from .cut import Cutting, cut

CHUNK = 256
WORK = "unfinished"

Job: TypeAlias = tuple[Sequence[Sample], int, Cutting, Path]
"""Samples of a chunk, the index of the first, how to cut them, and the folder of the chunks."""


@dataclass(frozen=True)
class Prepared:
    """What a data set became.

    Attributes
    ----------
    sizes
        Height and width of each kept picture and side of the face in it, shape (N, 3).
    dropped
        Name and reason of each picture without a face in the cache.
    """

    faces: Faces
    sizes: IntArray
    dropped: list[tuple[str, str]]
    original_bytes: int
    cache_bytes: int


def prepare(
    data: DataSet,
    folder: FilePath,
    cutting: Cutting,
    workers: int | None = None,
    chunk: int = CHUNK,
) -> Prepared:
    """Cut every face of a data set and store them.

    Chunks that an interrupted call has finished are kept: the same call resumes after them.

    Parameters
    ----------
    folder
        Of the cache; `training.faces.load_faces` reads it.
    workers
        Processes; by default as many as there are cores, 1 works in this process.
    chunk
        Number of pictures that are processed and kept together.

    Raises
    ------
    DataError
        If the folder holds the beginning of another preparation, or no face is left.
    """
    folder = Path(folder)
    work = folder / WORK
    _begin(work, plan(data, cutting), chunk)
    starts = range(0, len(data.samples), chunk)
    left = [start for start in starts if not _file(work, start).exists()]
    jobs = [(data.samples[start : start + chunk], start, cutting, work) for start in left]
    done = min(len(data.samples), chunk * (len(starts) - len(left)))
    with tqdm(total=len(data.samples), initial=done, desc="faces", unit="") as bar:
        for count in _run(jobs, workers or os.cpu_count() or 1):
            bar.update(count)
    prepared = _gather(data, folder, [_file(work, start) for start in starts], cutting)
    shutil.rmtree(work)
    return prepared


def plan(data: DataSet, cutting: Cutting) -> str:
    """SHA-256 of everything that determines the contents of a cache."""
    digest = hashlib.sha256(json.dumps([asdict(cutting), data.name, data.classes]).encode())
    for sample in data.samples:
        known = (sample.name, sample.part, sample.person, sample.video)
        digest.update(repr((*known, sample.valence, sample.arousal, sample.box)).encode())
        digest.update(np.asarray(sample.votes, np.float32).tobytes())
    return digest.hexdigest()


def _begin(work: Path, key: str, chunk: int) -> None:
    work.mkdir(parents=True, exist_ok=True)
    note = work / "plan.json"
    mine = {"plan": key, "chunk": chunk}
    if note.exists() and json.loads(note.read_text()) != mine:
        raise DataError(
            f"{work} holds the beginning of another preparation (other data, labels or options): "
            "repeat that one, choose another --out, or remove the folder"
        )
    note.write_text(json.dumps(mine))


def _file(work: Path, start: int) -> Path:
    return work / f"{start:09d}.npz"


def _run(jobs: Sequence[Job], workers: int) -> Iterator[int]:
    """Do the jobs, yielding how many pictures each has finished."""
    if workers == 1 or len(jobs) < 2:
        yield from map(_cut_chunk, jobs)
        return
    # New processes: the detector's native threads do not survive a fork.
    pool = ProcessPoolExecutor(
        min(workers, len(jobs)), mp_context=get_context("spawn"), initializer=_start_worker
    )
    with pool:
        try:
            yield from pool.map(_cut_chunk, jobs)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start_worker() -> None:
    """One thread for each process, and no process left over when the main one is killed."""
    cv2.setNumThreads(1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _cut_chunk(job: Job) -> int:
    """Cut a chunk's faces and write them to its file; returns how many pictures it had."""
    samples, start, cutting, work = job
    kept, images, sizes, dropped, reasons, read = [], [], [], [], [], 0
    for index, sample in enumerate(samples, start):
        read += _bytes(sample)
        face, size = cut(sample, cutting)
        if isinstance(face, str):
            dropped.append(index)
            reasons.append(face)
        else:
            kept.append(index)
            images.append(face)
            sizes.append(size)
    path = _file(work, start)
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        np.savez(
            file,
            kept=np.array(kept, int),
            images=np.array(images, np.uint8).reshape(-1, *cutting.shape),
            sizes=np.array(sizes, int).reshape(-1, 3),
            dropped=np.array(dropped, int),
            reasons=np.array(reasons, str),
            read=read,
        )
    new.replace(path)
    return len(samples)


def _bytes(sample: Sample) -> int:
    """Size of a sample's file or pixels."""
    if sample.path is not None and sample.path.is_file():
        return sample.path.stat().st_size
    return 0 if sample.pixels is None else sample.pixels.nbytes


def _gather(data: DataSet, folder: Path, chunks: Sequence[Path], cutting: Cutting) -> Prepared:
    """Join the chunks into one cache."""
    tables = [_table(path) for path in chunks]
    kept, sizes, dropped, reasons = (
        np.concatenate([table[name] for table in tables])
        for name in ("kept", "sizes", "dropped", "reasons")
    )
    lost = [
        (data.samples[index].name, str(why)) for index, why in zip(dropped, reasons, strict=True)
    ]
    if not len(kept):
        why = ", ".join(sorted(set(map(str, reasons))))
        raise DataError(f"no face of {data.name} could be stored: {why}")
    blocks = (_table(path, ("images",))["images"] for path in chunks)
    images = write_images(folder, blocks, (len(kept), *cutting.shape))
    samples = [data.samples[index] for index in kept]
    affect = np.array([(sample.valence, sample.arousal) for sample in samples], np.float32)
    faces = Faces(
        data.classes,
        images,
        np.stack([sample.votes for sample in samples]),
        [sample.name for sample in samples],
        people=[sample.person for sample in samples],
        videos=[sample.video for sample in samples],
        parts=[sample.part for sample in samples],
        affect=None if np.isnan(affect).all() else affect,
    )
    write_table(folder, faces)
    cache = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    read = sum(int(table["read"]) for table in tables)
    return Prepared(faces, sizes, [*data.left_out, *lost], read, cache)


def _table(
    path: Path, names: Sequence[str] = ("kept", "sizes", "dropped", "reasons", "read")
) -> dict[str, Any]:
    with np.load(path, allow_pickle=False) as chunk:
        return {name: chunk[name] for name in names}
