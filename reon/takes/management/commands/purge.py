"""Delete takes that are older than REON_TAKE_RETENTION_DAYS."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from reon.takes.retention import expired_takes, purge


class Command(BaseCommand):
    help = (
        "Delete takes older than REON_TAKE_RETENTION_DAYS, with their files (workers do it daily)"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if not settings.REON_TAKE_RETENTION_DAYS:
            self.stdout.write(
                "Takes are kept until their owner deletes them. "
                "Set REON_TAKE_RETENTION_DAYS=90, for example, to delete older ones."
            )
        elif dry_run:
            self.stdout.write(f"{expired_takes().count()} takes would be deleted")
        else:
            self.stdout.write(f"{purge()} takes deleted")
