"""``python -m training features``: clips in numbers, as a map, and told apart."""

EXAMPLE = """
examples, on simulated clips that the first line draws:
  python -m training features --draw var/clips
  python -m training features var/clips/*.npz --out features.csv
  python -m training features var/clips/*.npz --map pca --out map.png
  python -m training features var/clips/*.npz --classify var/clips/labels.csv --group person
      --out report
Tracks of films come from: python -m scoring track VIDEO --features
"""
MAPS, WAYS = ("pca", "lda"), ("trees", "lda", "lstm")


def arguments(parser):
    import argparse

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    parser.add_argument("tracks", nargs="*", help="tracks (.npz) of one model")
    parser.add_argument(
        "--out", help="the CSV; with --map the picture; with --classify a folder for the report"
    )
    parser.add_argument("--draw", metavar="FOLDER", help="draw simulated clips to try this with")
    parser.add_argument("--map", choices=MAPS, help="clips by descriptor, on two axes")
    parser.add_argument(
        "--classify", metavar="CSV", help="learn the labels in a CSV: track, label and a group"
    )
    parser.add_argument("--labels", metavar="CSV", help="the same CSV, to colour or fit a map")
    parser.add_argument("--label", default="label", help="its column of labels (%(default)s)")
    parser.add_argument("--group", help="its column of persons or sources, never on both sides")
    parser.add_argument("--with", dest="ways", nargs="+", choices=WAYS, default=["trees", "lstm"])
    parser.add_argument("--target", type=share, help="mean recall to reach, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)


def share(text):
    import argparse

    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def run(given):
    from ..faces import DataError

    if given.draw:
        from ..clips.samples import write_samples

        paths = write_samples(given.draw, seed=given.seed)
        print(f"{given.draw}: {len(paths)} simulated clips and labels.csv")
        return 0
    if given.classify and not given.group:
        raise DataError(
            "--classify needs --group: the column that says whose clip each one is, so that "
            "nobody is both learnt from and judged"
        )
    if given.classify:
        return classify(given)
    if not given.out:
        raise DataError("--out is missing: the file to write")
    return draw_map(given) if given.map else write_features(given)


def write_features(given):
    from ..clips.table import read_clips, write_table

    clips = read_clips(given.tracks)
    write_table(given.out, clips)
    print(f"{given.out}: {len(clips)} clips, {len(clips.statistics[0])} features each")
    return 0


def draw_map(given):
    """Picture of the clips on two axes; the projection is kept beside it."""
    from pathlib import Path

    from ..clips import report
    from ..clips.projection import fit_projection
    from ..clips.table import read_clips

    clips = read_clips(given.tracks, given.labels, given.label)
    wanted = clips.wanted if len(clips.labels) else None
    projection = fit_projection(clips.descriptors, given.map, wanted)
    report.draw_map(given.out, projection(clips.descriptors), clips.labels, projection)
    kept = Path(given.out).with_suffix(".npz")
    projection.save(kept)
    shares = ", ".join(f"{share:.0%}" for share in projection.explained)
    print(f"{given.out} and {kept}: {len(clips)} clips, the axes explain {shares}")
    if given.map == "lda":
        print("note: fitted on these very clips; --classify --with lda tells what it is worth")
    return 0


def classify(given):
    """Figures of each way, learning curves, and the answer to how many clips one needs."""
    import json
    from pathlib import Path

    from ..clips import report
    from ..clips.learning import learning_curve
    from ..clips.table import read_clips
    from ..clips.validation import validate

    clips = read_clips(given.tracks, given.classify, given.label, given.group)
    counts = ", ".join(f"{sum(clips.labels == name)} {name}" for name in clips.classes)
    print(f"{len(clips)} clips of {len(set(clips.groups))} groups: {counts}")
    if all(track.model == "simulated" for track in clips.tracks):
        print("note: these clips are simulated; the figures say nothing about real films")
    figures = {way: validate(clips, way, given.seed) for way in ["majority", *given.ways]}
    print(f"\n{report.table_text(figures)}\n", flush=True)
    curves = [learning_curve(clips, way, given.seed) for way in given.ways]
    answers = [report.answer(curve, given.target) for curve in curves]
    print("\n".join(answers))
    if given.out:
        folder = Path(given.out)
        folder.mkdir(parents=True, exist_ok=True)
        report.draw_curves(folder / "learning-curve.png", curves)
        kept = report.as_dict(clips, figures, curves, answers, given.seed)
        (folder / "report.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        print(f"{folder}: report.json and learning-curve.png")
    return 0
