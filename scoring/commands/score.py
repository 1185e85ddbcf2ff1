"""``score``: compare a take with a reference."""

import json
from argparse import Namespace
from pathlib import Path

from ..formula.lines import Line
from ..formula.result import Result
from ..formula.score import score_tracks
from ..formula.script import ScriptLine, read_script
from ..report.chart import draw_chart
from ..report.style import check_format
from ..report.words import WARNINGS, components
from .common import progress_bar, track_of


def run(options: Namespace) -> None:
    """Print the score with its reasons, or the complete result as JSON."""
    check_files(options)
    script = read_lines(options.script)
    reference = track_of(options.reference, options)
    same = options.take == options.reference
    take = reference if same else track_of(options.take, options)
    result = score_tracks(reference, take, script)
    if options.chart:
        draw_chart(result, options.chart)
    if options.video:
        from ..report.replay.write import write_replay  # loads PyAV and OpenCV

        with progress_bar(Path(options.video).name) as bar:
            write_replay(
                result,
                options.reference,
                options.take,
                options.video,
                lambda fraction: bar.update(100 * fraction - bar.n),
            )
    print(json.dumps(result.to_dict()) if options.json else report(result))


def check_files(options: Namespace) -> None:
    """Refuse what cannot be drawn before anything is analysed."""
    if options.chart:
        check_format(options.chart)
    if options.video:
        from ..report.replay.write import check_replay  # loads PyAV and OpenCV

        check_replay(options.reference, options.take, options.video)


def read_lines(path: str | None) -> list[ScriptLine]:
    """The lines of the script, if one was given."""
    return read_script(path) if path else []


def report(result: Result) -> str:
    """The result as readable lines."""
    lines = [f"score      {result.score:.1f}".removesuffix(".0")]
    lines += [f"{name:10} {text}" for name, text in components(result)]
    if result.emotions:
        emotions = (f"{name} {points:.1f}" for name, points in result.emotions.items())
        lines.append("emotions   " + ", ".join(emotions))
    for moment in result.weakest:
        where = f"{moment.start:.1f}-{moment.end:.1f} s"
        lines.append(f"weakest    {where} {moment.emotion} (-{moment.amount:.3f})")
    lines += [f"line       {spoken(line)}" for line in result.lines]
    for warning in result.warnings:
        lines.append(f"warning    {WARNINGS.get(warning['code'], warning['code'])}")
    return "\n".join(lines)


def spoken(line: Line) -> str:
    """A script line with its points and what went wrong in it."""
    points = "–" if line.score is None else f"{line.score:.0f}"
    wrong = [
        f"{word} {name}"
        for word, name in (("missed", line.missed), ("too much", line.extra))
        if name
    ]
    return f"{points:>3}  {line.text}" + (f" ({', '.join(wrong)})" if wrong else "")
