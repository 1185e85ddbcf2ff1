"""Bring stored scores up to date with the formula, the mapping and the scripts."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reon.takes.models import Take
from reon.takes.scores import Outcome, Rescoring, takes_rescore
from scoring.errors import ScoringError

WHY: dict[str, str] = {
    Outcome.NO_CLIP: "its clip was removed",
    Outcome.CLIP_CHANGED: "its clip was cut or given another video since",
    Outcome.NO_TRACK: "a stored track is missing or damaged",
    Outcome.OTHER_MODEL: (
        "its clip was analysed again by another model; the take's own track is of the old"
    ),
}
SHOWN = 20


class Command(BaseCommand):
    help = (
        "Recompute the scores of takes from their stored tracks, where the formula or the "
        "mapping (REON_MAPPING) has changed since"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--all", action="store_true", help="also those that are up to date")
        which.add_argument("--take", type=uuid.UUID, metavar="ID", help="only this take, always")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(
        self, *args: Any, take: uuid.UUID | None = None, dry_run: bool = False, **options: Any
    ) -> None:
        takes = Take.objects.all()
        if take:
            takes = takes.filter(pk=take)
            if not takes.filter(state=Take.DONE).exists():
                raise CommandError(f"there is no scored take {take}")
        try:
            done = takes_rescore(
                takes=takes, everything=options["all"] or bool(take), dry_run=dry_run
            )
        except ScoringError as error:
            raise CommandError(str(error)) from None
        for line in report(done, dry_run):
            self.stdout.write(line)


def report(done: Rescoring, dry_run: bool) -> Iterator[str]:
    """What was done, in lines."""
    for pk, before, after in sorted(done.changes, key=lambda each: -abs(each[2] - each[1]))[:SHOWN]:
        yield f"{pk}  {before:g} -> {after:g} ({after - before:+.1f})"
    if len(done.changes) > SHOWN:
        yield f"... and {len(done.changes) - SHOWN} more"
    for pk, why in done.skipped:
        yield f"{pk}  left as it is: {WHY.get(why, why)}"
    counts = done.counts
    changed = "would change" if dry_run else "changed"
    yield (
        f"{counts.total()} scored takes: {counts['changed']} {changed}, {counts['same']} computed "
        f"again with the same score, {counts['current']} up to date, {len(done.skipped)} left as "
        "they are"
    )
    if done.changes:
        steps = [after - before for _, before, after in done.changes]
        mean = sum(map(abs, steps)) / len(steps)
        yield f"mean change {mean:.1f} points, from {min(steps):+.1f} to {max(steps):+.1f}"
