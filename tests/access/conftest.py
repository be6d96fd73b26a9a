"""One demonstration for the whole table, undone at the end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.access.world import World, make_world


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("access")
    logging.disable(logging.CRITICAL)
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder / "files", STATIC_ROOT=folder / "static"),
        transaction.atomic(),
    ):
        yield make_world()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
