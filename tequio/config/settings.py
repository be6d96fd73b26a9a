"""Settings of an installation. Everything that changes from one to another comes from the environment (docs/operations/deploy.md)."""

from __future__ import annotations

from pathlib import Path

import environ
from csp.constants import NONE, SELF

env = environ.FileAwareEnv()

PACKAGE = Path(__file__).resolve().parent.parent
#: database, files and generated keys of the embedded installation
VAR = Path(env.str("TEQUIO_VAR", default=str(PACKAGE.parent / "var")))

DEBUG = env.bool("TEQUIO_DEBUG", default=False)
DEMO = env.bool("TEQUIO_DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
#: where the site is reached, for links in calendars, mail and printed documents
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
#: right side of the Message-ID of what is sent
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default=SITE_URL.split("//")[-1].split(":")[0].split("/")[0])
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=f"tequio@{MAIL_DOMAIN}")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
#: seconds; a server that takes the call and says nothing stops neither the mail for ever nor the record that the same worker seals
EMAIL_TIMEOUT = 20

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "tequio.web",
    "tequio.audit",
    "tequio.places",
    "tequio.outbox",
    "tequio.files",
    "tequio.people",
    "tequio.exercises",
    "tequio.documents",
    "tequio.checks",
    "tequio.meetings",
    "tequio.bodies",
    "tequio.workplans",
    "tequio.calls",
    "tequio.listening",
    "tequio.commitments",
    "tequio.monitoring",
    "tequio.search",
    "tequio.dashboard",
    "tequio.lineage",
    "tequio.opendata",
    "tequio.imports",
    "tequio.archive",
    "tequio.privacy",
]
INSTALLED_APPS = [app for app in INSTALLED_APPS if "tequio." not in app or (PACKAGE / app.split(".")[1]).is_dir()]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tequio.web.caching.PrivateAnswers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tequio.web.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tequio.people.doors.EntranceFirst",
    "tequio.people.views.drafts.KeepsDrafts",
    "tequio.web.refusals.RefusalPages",
]

ROOT_URLCONF = "tequio.config.urls"
WSGI_APPLICATION = "tequio.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "tequio.config.navigation.site",
            ],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'tequio.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # with the default transaction mode concurrent writers are refused with "database is locked"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if (PACKAGE / "people").is_dir():
    AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["tequio.people.visitors.Entrance"]
LOGIN_URL = "/entrar/"
#: whose role asks for a second factor: an expression about a person (people knows nothing of exercises)
SECOND_FACTOR_FOR = "tequio.exercises.permissions.works_with_everything"
#: of which place a page of the site is, which the room of people cannot know
PLACE_OF_PAGE = "tequio.calls.coming_from.place_of_page"
SESSION_ENGINE = "tequio.people.sessions"

LANGUAGE_CODE = "es-mx"
LANGUAGES = [("es-mx", "Español"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "America/Mexico_City"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

FILE_UPLOAD_HANDLERS = [
    "tequio.web.uploads.WholeBody",
    "tequio.web.uploads.OnlyUpToTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 10

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tequio.web.refusals.csrf_failure"
HTTPS = SITE_URL.startswith("https://")
#: proxies in front whose X-Forwarded-For is believed, counted from the right; 0 believes nobody
TRUSTED_PROXIES = env.int("TEQUIO_TRUSTED_PROXIES", default=0)
#: only of them it is believed that the browser came by https; without it no answer would carry Strict-Transport-Security
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
#: a working day from the moment of entering, however much the session is used
SESSION_COOKIE_AGE = 12 * 3600
# the browser itself refuses a cookie with this prefix from a subdomain, a path or plain http
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
CSRF_TRUSTED_ORIGINS = ["/".join(SITE_URL.split("/")[:3])] if HTTPS else []
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
