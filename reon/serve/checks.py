"""Checks before anything is started; each failure is reported in one line."""

import errno
import socket
import tempfile
from pathlib import Path


class StartError(Exception):
    """The site cannot start, or cannot continue; the message says why and what to do."""


def check_port(host: str, port: int) -> None:
    """Whether the web server may listen there.

    Raises
    ------
    StartError
        If the port is taken or not allowed, or the host is not an address of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OverflowError:
            raise StartError(
                f"{port} is no port. Name one from 1 to 65535: make run PORT=8001"
            ) from None
        except OSError as error:
            raise StartError(port_message(host, port, error)) from error


def port_message(host: str, port: int, error: OSError) -> str:
    """The line for a port that could not be opened."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Choose another: make run PORT={port + 1}"
    if error.errno == errno.EACCES:
        return f"Port {port} needs administrator rights. Choose another: make run PORT=8000"
    return f"{host} port {port} cannot be opened ({error.strerror}). Name another HOST= or PORT="


def check_folder(folder: Path) -> None:
    """Whether the data folder can be made and written.

    Raises
    ------
    StartError
        If it cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".write-test-"):
            pass
    except OSError as error:
        raise StartError(
            f"The data folder {folder} cannot be written ({error.strerror}). "
            "Make it writable, or name another: REON_DATA=/path make run"
        ) from error
