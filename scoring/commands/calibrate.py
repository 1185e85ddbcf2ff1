"""``calibrate``: fit the mapping from share to points to people's ratings."""

import math
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from ..calibration.calibrate import Calibration, calibrate
from ..calibration.ratings import read_ratings, shares_of
from ..formula.mapping import ScoreMapping, current_mapping, save_mapping
from ..report.style import check_folder
from .common import track_of


def run(options: Namespace) -> None:
    """Print how well scores agree with ratings before and after; write the fitted mapping."""
    if options.out:
        check_folder(Path(options.out))
    ratings = read_ratings(options.ratings)
    shares = shares_of(ratings, lambda path: track_of(path, options))
    present = current_mapping()
    done = calibrate(
        shares, [each.rating for each in ratings], [each.take for each in ratings], present
    )
    print("\n".join(report(done, present)))
    if options.out:
        save_mapping(
            done.mapping,
            options.out,
            ratings=done.ratings,
            takes=done.takes,
            concordance=round(done.after.concordance, 4),
            concordance_left_out=round(done.left_out.concordance, 4),
        )
        out = Path(options.out).resolve()
        print(
            f"written to {out}: set REON_MAPPING to this path to score with {done.mapping.version}"
        )


def report(done: Calibration, present: ScoreMapping) -> Iterator[str]:
    """The calibration as readable lines."""
    one = "each take left out once" if done.folds == done.takes else f"{done.folds} folds of takes"
    yield f"ratings      {done.ratings} of {done.takes} takes; left out: {one}"
    yield f"exponents    {exponents(present)} -> {exponents(done.mapping)} ({done.mapping.version})"
    yield f"{'':12} {'before':>8} {'after':>8} {'left out':>9}"
    for name in ("pearson", "spearman", "concordance", "error"):
        parts = [getattr(each, name) for each in (done.before, done.after, done.left_out)]
        digits = 1 if name == "error" else 3
        before, after, left_out = (
            "–" if math.isnan(part) else f"{part:.{digits}f}" for part in parts
        )
        yield f"{name:12} {before:>8} {after:>8} {left_out:>9}"
    yield "A mapping never changes the order of takes, so spearman is the same before and after."
    if done.at_limit:
        yield "An exponent is at its limit: the ratings ask for another curve, or are too few."
    if done.left_out.error >= done.before.error:
        yield "On takes left out the fit is no better than the present mapping: keep that one."


def exponents(mapping: ScoreMapping) -> str:
    """Both exponents of a mapping."""
    return f"{mapping.share_exponent:g}, {mapping.score_exponent:g}"
