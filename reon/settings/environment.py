"""Reading settings from the environment."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, overload

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
N = TypeVar("N", int, float)


@overload
def value(name: str, default: T) -> str | T: ...
@overload
def value(name: str) -> str | None: ...
def value(name: str, default: Any = None) -> Any:
    """The variable's text, or the default where it is unset or empty."""
    return os.environ.get(name) or default


def required(name: str, example: str) -> str:
    """The variable's text; refuses to start without it."""
    text = os.environ.get(name)
    if not text:
        raise ImproperlyConfigured(f"{name} is not set. Set it, for example {name}={example}")
    return text


def words(name: str, default: Iterable[str] = ()) -> list[str]:
    """The variable's comma-separated words."""
    text = os.environ.get(name, "")
    return [word.strip() for word in text.split(",") if word.strip()] or list(default)


def number(name: str, default: N) -> N:
    """The variable as a number of the default's type."""
    text = os.environ.get(name)
    if not text:
        return default
    try:
        return type(default)(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {text!r}; it has to be a number") from None


def natural(name: str, default: int) -> int:
    """The variable as a whole number that is not negative."""
    count = number(name, default)
    if count < 0:
        raise ImproperlyConfigured(f"{name} is {count}; it has to be 0 or more")
    return count


def stored_secret(path: Path) -> str:
    """The secret kept in a file that only its owner may read; made at first use."""
    try:
        return read_or_make(path)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {path.parent} cannot be used ({error.strerror}). "
            "Make it readable and writable, or name another: REON_DATA=/path make run"
        ) from error


def read_or_make(path: Path) -> str:
    """The file's text; a new random one if there is no file."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
