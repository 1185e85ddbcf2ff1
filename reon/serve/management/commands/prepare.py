from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from scoring.formula.mapping import MappingError, current_mapping


class Command(BaseCommand):
    help = (
        "Migrate, collect static files, make the first administrator, "
        "load the demo content (unless REON_DEMO=0)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        check_mapping()
        call_command("migrate", interactive=False, verbosity=0)
        if not getattr(settings, "SERVESTATIC_USE_FINDERS", False):
            call_command("collectstatic", interactive=False, verbosity=0)
        call_command("ensure_admin")
        if settings.REON_DEMO:
            call_command("load_demo")


def check_mapping() -> None:
    """Refuse to start with a REON_MAPPING by which no take could be scored."""
    try:
        current_mapping()
    except MappingError as error:
        raise CommandError(
            f"REON_MAPPING cannot be used: {error}. Correct it, or leave it empty for the "
            "built-in scale."
        ) from None
