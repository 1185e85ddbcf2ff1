"""Many machines behind a proxy; refuses to start while a needed value is missing."""

from . import environment as env
from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.required("REON_SECRET_KEY", "$(openssl rand -base64 48)")
env.required("REON_ALLOWED_HOSTS", "reon.example.org")
ALLOWED_HOSTS = env.words("REON_ALLOWED_HOSTS")
env.required("DATABASE_URL", "postgres://reon:secret@db/reon")
env.required("REDIS_URL", "redis://redis:6379/0")
env.required("REON_DATA", "/srv/reon")
CSRF_TRUSTED_ORIGINS = env.words(
    "REON_CSRF_ORIGINS",
    [f"https://{host.replace('.', '*.', 1) if host[0] == '.' else host}" for host in ALLOWED_HOSTS],
)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.value("REON_SSL_REDIRECT", "1") == "1"
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env.number("REON_HSTS_SECONDS", 30 * 24 * 3600)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
