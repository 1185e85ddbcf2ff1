import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from reon.serve.checks import StartError
from reon.serve.launcher import Launcher


class Command(BaseCommand):
    help = "Run the whole site on this machine: broker, worker and web server, until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the calling process ends"
        )

    def handle(self, *args: Any, host: str, port: int, with_parent: bool, **options: Any) -> None:
        parent = os.getppid() if with_parent else None
        launcher = Launcher(host, port, settings.DATA, parent)
        try:
            launcher.run(ready=lambda: self.welcome(host, port))
        except StartError as error:
            self.stderr.write(str(error))
            sys.exit(1)

    def welcome(self, host: str, port: int) -> None:
        place = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
        address = f"http://{place}:{port}/"
        self.stdout.write(
            f"RE:ON is running at {address}\n"
            f"Admin: {address}admin/ (user admin, password in {settings.DATA / 'admin-password'})\n"
            "Ctrl-C ends it."
        )
