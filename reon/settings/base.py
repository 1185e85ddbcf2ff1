"""Settings shared by all environments; what differs comes from environment variables."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from reon.headers import isolated_file

from . import environment as env

BASE_DIR = Path(__file__).resolve().parents[2]
DATA = Path(env.value("REON_DATA", BASE_DIR / "var")).resolve()

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic",
    "django.contrib.staticfiles",
    "channels",
    "csp",
    # each imports those listed before it only
    "reon.media",
    "reon.recognition",
    "reon.accounts",
    "reon.clips",
    "reon.takes",
    "reon.sharing",
    "reon.studio",
    "reon.serve",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "reon.headers.permissions_policy",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "reon.answers.RefusalMiddleware",
]
ROOT_URLCONF = "reon.urls"
ASGI_APPLICATION = "reon.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Data
DATABASES = {
    "default": dj_database_url.parse(
        env.value("DATABASE_URL", f"sqlite:///{DATA / 'db.sqlite3'}"), conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        timeout=20,
        transaction_mode="IMMEDIATE",
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA / "media"
MEDIA_URL = None
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Queue and push
REDIS_URL = env.value("REDIS_URL", "redis://127.0.0.1:6379/0")
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        # redis-py 8 ends reads after 5 s by default, and with them every idle WebSocket
        "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": None}]},
    }
}
CELERY_BROKER_URL = REDIS_URL
CELERY_IMPORTS = ["reon.recovery"]  # besides the tasks of each app
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = env.number("REON_TASK_SECONDS", 15 * 60)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 5}

# Jobs: a worker without a heartbeat for so many seconds has lost its job
REON_HEARTBEAT_TIMEOUT = env.number("REON_HEARTBEAT_TIMEOUT", 15.0)
REON_RESEND_AFTER = env.number("REON_RESEND_AFTER", 120.0)
REON_JOB_ATTEMPTS = env.number("REON_JOB_ATTEMPTS", 3)

# Uploads
REON_CLIP_MAX_BYTES = env.number("REON_CLIP_MAX_BYTES", 256 * 1024 * 1024)
# seconds after which an abandoned upload of a clip is deleted
REON_UPLOAD_KEPT = env.number("REON_UPLOAD_KEPT", 24 * 3600.0)
REON_CLIP_MAX_SECONDS = env.number("REON_CLIP_MAX_SECONDS", 120.0)
REON_TAKE_MAX_BYTES = env.number("REON_TAKE_MAX_BYTES", 64 * 1024 * 1024)
REON_TAKE_MAX_SECONDS = env.number("REON_TAKE_MAX_SECONDS", 150.0)
REON_NEUTRAL_MAX_BYTES = env.number("REON_NEUTRAL_MAX_BYTES", 8 * 1024 * 1024)
REON_NEUTRAL_MAX_SECONDS = env.number("REON_NEUTRAL_MAX_SECONDS", 10.0)
REON_MAX_PIXELS = env.number("REON_MAX_PIXELS", 1920 * 1080)
# nginx's internal location of the media folder, for example /protected/; empty: serve it here
REON_ACCEL_PREFIX = env.value("REON_ACCEL_PREFIX", "")
REON_SAMPLING_RATE = env.number("REON_SAMPLING_RATE", 10.0)

# Privacy: days after which takes are deleted; 0 keeps them until their owner deletes them
REON_TAKE_RETENTION_DAYS = env.natural("REON_TAKE_RETENTION_DAYS", 0)
# who answers for this site, shown on the privacy page, for example "Theatre X, x@example.org"
REON_CONTACT = env.value("REON_CONTACT", "")

# People
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "clips:catalogue"
LOGOUT_REDIRECT_URL = "clips:catalogue"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
FORMAT_MODULE_PATH = ["reon.formats"]
LOCALE_PATHS = [BASE_DIR / "reon" / "locale"]
TIME_ZONE = env.value("REON_TIME_ZONE", "UTC")
USE_TZ = True

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
SERVESTATIC_ADD_HEADERS_FUNCTION = isolated_file

# Demo clips at the first start; 0 leaves them out
REON_DEMO = env.value("REON_DEMO", "1") == "1"

# Browser rules
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:", "data:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "reon.answers.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.words("REON_CSRF_ORIGINS")
SESSION_COOKIE_HTTPONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.value("REON_LOG_LEVEL", "INFO")},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
