"""The installation as it is served, plus one bare page to compare with."""

from __future__ import annotations

from pathlib import Path

from tequio.config.settings import *  # noqa: F403

SECRET_KEY = "only-for-measuring"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bench.pages_urls"
TEMPLATES[0]["DIRS"] = [str(Path(__file__).resolve().parent / "templates")]  # noqa: F405
