"""Markers, skips and counts of the suite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from tests.coverage import known, markers_of

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
#: files that take longest begin first, so that no worker is left alone with one of them at the end
LONGEST = ("tests/access/", "tests/test_matrix.py", "tests/journeys/", "tests/faults/", "tests/config/")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "client", "django_assert_num_queries"}


@pytest.fixture(scope="session", autouse=True)
def _enter_whole() -> None:
    from tests.suite_entrance import listen

    listen()


@pytest.fixture(scope="session", autouse=True)
def _unordered_comes_backwards() -> None:
    """A query that names no order promises none: SQLite gives its rows backwards, PostgreSQL usually as they came."""

    def turn(connection: BaseDatabaseWrapper, **_rest: object) -> None:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA reverse_unordered_selects = ON")

    connection_created.connect(turn, weak=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; tests that use it carry ``needs_shared``."""
    return SHARED


def touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def runs_once(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("browser", "once"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        unknown = [marker for marker in markers_of(item) if not known(marker)]
        if unknown:
            raise pytest.UsageError(f"{item.nodeid}: marcador desconocido {', '.join(unknown)}")
        if item.get_closest_marker("needs_shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="no está ../shared"))
    items.sort(
        key=lambda item: next((n for n, each in enumerate(LONGEST) if item.nodeid.startswith(each)), len(LONGEST))
    )
    if os.environ.get("TEQUIO_SUITE") == "postgresql":
        keep = [item for item in items if touches_database(item) and not runs_once(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(keep)])
        items[:] = keep


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = [str(report.longrepr) for report in skipped]
    lacking = sum("no está ../shared" in reason for reason in reasons)
    if lacking:
        terminalreporter.write_line(f"OMITIDAS: {lacking} pruebas necesitan ../shared, que aquí no está.")
    without_browser = sum("no hay Chromium" in reason for reason in reasons)
    if without_browser:
        terminalreporter.write_line(f"OMITIDAS: {without_browser} pruebas necesitan Chromium, que aquí no está.")
