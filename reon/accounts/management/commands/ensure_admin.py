"""Make the first administrator, once."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction

NAME = "admin"


class Command(BaseCommand):
    help = (
        "Create the administrator “admin” with a random password, kept in REON_DATA/admin-password"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        file = settings.DATA / "admin-password"
        users = get_user_model()
        if users.objects.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(12)
        with transaction.atomic():
            users.objects.create_superuser(NAME, password=password)
            file.unlink(missing_ok=True)
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as opened:
                opened.write(password + "\n")
        self.stdout.write(f"Administrator {NAME} made; the password is in {file}")
