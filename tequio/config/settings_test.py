"""Settings of the suite: SQLite in memory, or the PostgreSQL that ``DATABASE_URL`` names (docs/decisions/0001)."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-the-suite")
if "TEQUIO_VAR" not in os.environ:
    os.environ["TEQUIO_VAR"] = tempfile.mkdtemp(prefix="tequio-suite-")
    atexit.register(shutil.rmtree, os.environ["TEQUIO_VAR"], ignore_errors=True)
# two workers keep files of the same content: what a test of one throws away is not taken from the other
worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if worker and Path(os.environ["TEQUIO_VAR"]).name != worker:
    os.environ["TEQUIO_VAR"] = str(Path(os.environ["TEQUIO_VAR"]) / worker)
    Path(os.environ["TEQUIO_VAR"]).mkdir(exist_ok=True)
os.environ.setdefault("DATABASE_URL", "sqlite:///" + os.environ["TEQUIO_VAR"] + "/suite.sqlite3")

from tequio.config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
# collected by nobody here; without the folder every request would warn
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
