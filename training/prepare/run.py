"""All steps of ``prepare``: read, map labels, cut, count, report."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from scoring.types import FilePath, Json

from ..data import DEFAULT_LABELS, READERS, DataSet
from ..data.labels import map_dataset
from ..faces import TABLE
from .cut import cutting_for
from .figures import describe, measure
from .page import build, share
from .store import plan, prepare

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PrepareOptions:
    """How a data set is prepared.

    Attributes
    ----------
    reading
        More arguments of the reader.
    labels
        Label set to map the labels to; 'own' keeps those of the data. By default FER+ is mapped
        to 'fer' without contempt, as in published figures.
    drop
        Classes to be dropped in that mapping.
    cutting
        Arguments of `training.prepare.cut.cutting_for`.
    workers
        Processes; by default as many as there are cores.
    limit
        Only so many pictures, evenly spaced over all of them.
    again
        Prepare again what is prepared already.
    """

    reading: Mapping[str, str] = field(default_factory=dict)
    labels: str | None = None
    drop: Sequence[str] = ()
    cutting: Mapping[str, Any] = field(default_factory=dict)
    workers: int | None = None
    limit: int | None = None
    again: bool = False


def prepare_set(name: str, root: FilePath, out: FilePath, options: PrepareOptions) -> Path:
    """Prepare a data set and report on it.

    Parameters
    ----------
    name
        A key of `training.data.READERS`.
    root, out
        The data set, and the folder of the cache.

    Returns
    -------
    page
        The path of report.html.

    Raises
    ------
    DataError
        If the data are not laid out as documented, or labels do not map.
    """
    out = Path(out)
    data = _thinned(READERS[name](root, **options.reading), options.limit)
    data = _relabelled(name, data, options)
    cutting = cutting_for(data.samples, **options.cutting)
    key = plan(data, cutting)
    page = out / "report.html"
    if not options.again and _is_done(out, key) and page.exists():
        log.info("%s is prepared already (--again prepares it again)", out)
        return page
    prepared = prepare(data, out, cutting, options.workers)
    log.info("%d faces stored, %d pictures dropped", len(prepared.faces), len(prepared.dropped))
    measured = measure(prepared)
    figures = describe(prepared, data, measured)
    page.write_text(build(figures, measured, prepared, data), encoding="utf-8")
    figures = {"plan": key, "cutting": asdict(cutting)} | figures
    (out / "report.json").write_text(
        json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    for line in summary(figures):
        log.info("%s", line)
    return page


def summary(figures: Json) -> Iterator[str]:
    """Yield the most important figures, as a few lines of text."""
    for why, count in figures["dropped"].items():
        yield f"dropped {count:,}: {why}"
    size, copies = figures["bytes"], figures["duplicates"]
    yield f"originals {size['originals']:,} bytes, cache {size['cache']:,}: {share(size)}"
    yield (
        f"duplicates: {copies['exact']:,} exact and {copies['near']:,} near pairs, across parts "
        f"{copies['across_parts']['exact']:,} and {copies['across_parts']['near']:,}"
    )


def _relabelled(name: str, data: DataSet, options: PrepareOptions) -> DataSet:
    labels, drop = options.labels, options.drop
    if labels is None and not drop:
        labels, drop = DEFAULT_LABELS.get(name, (None, ()))
    if labels is not None and labels != "own":
        return map_dataset(data, labels, drop)
    if drop:
        raise ValueError("--drop needs --labels: it names what has no place in another label set")
    return data


def _thinned(data: DataSet, limit: int | None) -> DataSet:
    if not limit or limit >= len(data.samples):
        return data
    chosen = np.linspace(0, len(data.samples) - 1, limit).round().astype(int)
    return replace(data, samples=[data.samples[index] for index in chosen])


def _is_done(out: Path, key: str) -> bool:
    report = out / "report.json"
    if not report.is_file() or not (out / TABLE).is_file():
        return False
    return json.loads(report.read_text(encoding="utf-8")).get("plan") == key
