"""A database with its tables and nothing in them, in memory, for one measurement."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def empty_database() -> Iterator[None]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tequio.config.settings_test"
    import django
    from django.test.runner import DiscoverRunner

    django.setup()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    former = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(former)
        runner.teardown_test_environment()
