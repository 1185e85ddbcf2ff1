"""The whole way of ``prepare``: read, map labels, cut, count, report."""

import json
import logging
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from training.data import READERS, USUAL
from training.data.labels import map_dataset
from training.faces import TABLE

from .cut import settle
from .figures import describe
from .page import build, share
from .store import plan, prepare

log = logging.getLogger(__name__)


def prepare_set(
    name,
    root,
    out,
    reading=None,
    labels=None,
    drop=(),
    cutting=None,
    workers=None,
    limit=None,
    again=False,
):
    """Prepare a data set and report on it.

    Parameters
    ----------
    name : str
        Of `training.data.READERS`.
    root, out : path
        The data set, and the folder of the cache.
    reading : dict, optional
        More arguments of the reader.
    labels : str, optional
        Label set to bring the labels to; 'own' keeps those of the data. FER+ goes to 'fer'
        without contempt by default, as published figures have it.
    drop : tuple of str
        Classes that may be lost on that way.
    cutting : dict, optional
        Arguments of `training.prepare.cut.settle`.
    workers : int, optional
    limit : int, optional
        Only so many pictures, evenly from the whole.
    again : bool
        Prepare anew what is prepared already.

    Returns
    -------
    Path
        Of report.html.

    Raises
    ------
    DataError
        If the data are not as documented, or labels do not map.
    """
    out = Path(out)
    data = _thinned(READERS[name](root, **(reading or {})), limit)
    if labels is None and not drop:
        labels, drop = USUAL.get(name, (None, ()))
    if labels not in (None, "own"):
        data = map_dataset(data, labels, drop)
    elif drop:
        raise ValueError("--drop needs --labels: it names what has no place in another label set")
    way = settle(data.samples, **(cutting or {}))
    key = plan(data, way)
    page = out / "report.html"
    if not again and _is_done(out, key) and page.exists():
        log.info("%s is prepared already (--again prepares it anew)", out)
        return page
    prepared = prepare(data, out, way, workers)
    log.info("%d faces stored, %d pictures dropped", len(prepared.faces), len(prepared.dropped))
    figures, measured = describe(prepared, data)
    page.write_text(build(figures, measured, prepared, data), encoding="utf-8")
    figures = {"plan": key, "cutting": asdict(way)} | figures
    (out / "report.json").write_text(
        json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    for line in summary(figures):
        log.info("%s", line)
    return page


def summary(figures):
    """Yield a few lines that tell the most important figures."""
    for why, count in figures["dropped"].items():
        yield f"dropped {count:,}: {why}"
    size, copies = figures["bytes"], figures["duplicates"]
    yield f"originals {size['originals']:,} bytes, cache {size['cache']:,}: {share(size)}"
    yield (
        f"duplicates: {copies['exact']:,} exact and {copies['near']:,} near pairs, across parts "
        f"{copies['across_parts']['exact']:,} and {copies['across_parts']['near']:,}"
    )


def _thinned(data, limit):
    if not limit or limit >= len(data.samples):
        return data
    chosen = np.linspace(0, len(data.samples) - 1, limit).round().astype(int)
    return replace(data, samples=[data.samples[index] for index in chosen])


def _is_done(out, key):
    report = out / "report.json"
    if not report.is_file() or not (out / TABLE).is_file():
        return False
    return json.loads(report.read_text(encoding="utf-8")).get("plan") == key
