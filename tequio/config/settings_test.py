"""Settings of the suite: SQLite in memory, or the PostgreSQL that ``DATABASE_URL`` names (docs/decisions/0001)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-the-suite")
os.environ.setdefault("TEQUIO_VAR", tempfile.mkdtemp(prefix="tequio-suite-"))
os.environ.setdefault("DATABASE_URL", "sqlite:///" + os.environ["TEQUIO_VAR"] + "/suite.sqlite3")

from tequio.config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["*"]
# collected by nobody here; without the folder every request would warn
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
