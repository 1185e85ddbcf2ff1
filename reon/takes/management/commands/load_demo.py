"""Load the demo clips and takes, which the project made itself."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reon.takes.demo import demo_load


class Command(BaseCommand):
    help = "Load demo/manifest.json; what is there already stays as it is"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "manifest", nargs="?", type=Path, default=settings.BASE_DIR / "demo" / "manifest.json"
        )

    def handle(self, *args: Any, manifest: Path, **options: Any) -> None:
        try:
            clips = json.loads(manifest.read_text())["clips"]
            added = sum(demo_load(entry=entry, folder=manifest.parent / "media") for entry in clips)
        except FileNotFoundError as error:
            raise CommandError(f"{error.filename} is missing") from None
        except (ValueError, KeyError) as error:
            raise CommandError(f"{manifest} cannot be used: {error!r}") from None
        self.stdout.write(f"{added} demo videos added, {len(clips)} demo clips in the manifest")
