"""``features``: features of clips as a table, as a map, and for classification."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter

EXAMPLE = """
examples, on simulated clips that the first line makes:
  python -m training features --draw var/clips
  python -m training features var/clips/*.npz --out features.csv
  python -m training features var/clips/*.npz --map pca --out map.png
  python -m training features var/clips/*.npz --classify var/clips/labels.csv --group person
      --out report
Tracks of films come from: python -m scoring track VIDEO --features
"""
MAPS, CLASSIFIERS = ("pca", "lda"), ("trees", "xgboost", "lda", "lstm", "transformer")


def arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    parser.add_argument("tracks", nargs="*", help="tracks (.npz) of one model")
    parser.add_argument(
        "--out", help="the CSV; with --map the picture; with --classify a folder for the report"
    )
    parser.add_argument("--draw", metavar="FOLDER", help="make simulated clips to try this with")
    parser.add_argument("--map", choices=MAPS, help="clips by descriptor, on two axes")
    parser.add_argument(
        "--classify",
        metavar="CSV",
        help="classify by the labels in a CSV: track, label and a group",
    )
    parser.add_argument("--labels", metavar="CSV", help="the same CSV, to colour or fit a map")
    parser.add_argument("--label", default="label", help="its column of labels (%(default)s)")
    parser.add_argument(
        "--group", help="its column of people or sources; nobody is in both training and test"
    )
    parser.add_argument(
        "--with", dest="classifiers", nargs="+", choices=CLASSIFIERS, default=["trees", "lstm"]
    )
    parser.add_argument("--target", type=share, help="mean recall to reach, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)


def share(text: str) -> float:
    """A number between 0 and 1."""
    value = float(text)
    if not 0 < value < 1:
        raise ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def run(options: Namespace) -> None:
    """Do what the options ask for."""
    from ..faces import DataError

    if options.draw:
        from ..clips.samples import write_samples

        paths = write_samples(options.draw, seed=options.seed)
        print(f"{options.draw}: {len(paths)} simulated clips and labels.csv")
        return
    if options.classify and not options.group:
        raise DataError(
            "--classify needs --group: the column that says whose clip each one is, so that "
            "nobody is in both training and test"
        )
    if not options.classify and not options.out:
        raise DataError("--out is missing: the file to write")
    if options.classify:
        classify(options)
    elif options.map:
        draw_map(options)
    else:
        write_features(options)


def write_features(options: Namespace) -> None:
    """Write the features of clips as a CSV."""
    from ..clips.table import read_clips, write_table

    clips = read_clips(options.tracks)
    write_table(options.out, clips)
    print(f"{options.out}: {len(clips)} clips, {len(clips.statistics[0])} features each")


def draw_map(options: Namespace) -> None:
    """Draw the clips on two axes; the projection is written beside the picture."""
    from pathlib import Path

    from ..clips import report
    from ..clips.projection import fit_projection
    from ..clips.table import read_clips

    clips = read_clips(options.tracks, options.labels, options.label)
    targets = clips.targets if len(clips.labels) else None
    projection = fit_projection(clips.descriptors, options.map, targets)
    report.draw_map(options.out, projection(clips.descriptors), clips.labels, projection)
    kept = Path(options.out).with_suffix(".npz")
    projection.save(kept)
    shares = ", ".join(f"{share:.0%}" for share in projection.explained)
    print(f"{options.out} and {kept}: {len(clips)} clips, the axes explain {shares}")
    if options.map == "lda":
        print("note: fitted on these clips; --classify --with lda measures it on other people")


def classify(options: Namespace) -> None:
    """Figures of each classifier, learning curves, and how many clips one needs."""
    import json
    from pathlib import Path

    from ..clips import report
    from ..clips.learning import learning_curve
    from ..clips.table import read_clips
    from ..clips.validation import validate

    clips = read_clips(options.tracks, options.classify, options.label, options.group)
    counts = ", ".join(f"{sum(clips.labels == name)} {name}" for name in clips.classes)
    print(f"{len(clips)} clips of {len(set(clips.groups))} groups: {counts}")
    if all(track.model == "simulated" for track in clips.tracks):
        print("note: these clips are simulated; the figures say nothing about real films")
    names = ["majority", *options.classifiers]
    figures = {name: validate(clips, name, options.seed) for name in names}
    print(f"\n{report.table_text(figures)}\n", flush=True)
    curves = [learning_curve(clips, name, options.seed) for name in options.classifiers]
    answers = [report.answer(curve, options.target) for curve in curves]
    print("\n".join(answers))
    if options.out:
        folder = Path(options.out)
        folder.mkdir(parents=True, exist_ok=True)
        report.draw_curves(folder / "learning-curve.png", curves)
        kept = report.as_dict(clips, figures, curves, answers, options.seed)
        (folder / "report.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        print(f"{folder}: report.json and learning-curve.png")
