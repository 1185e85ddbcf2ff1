"""One machine: SQLite and a secret that is made at the first start."""

from . import environment as env
from .base import *  # noqa: F403
from .base import DATA

DEBUG = env.value("REON_DEBUG") == "1"
SECRET_KEY = env.value("REON_SECRET_KEY") or env.stored_secret(DATA / "secret-key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.words("REON_ALLOWED_HOSTS")]
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = DEBUG
