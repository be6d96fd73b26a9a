from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from tequio.dashboard.queries import board
from tequio.lineage.queries import commitment
from tests.pages import world


@pytest.fixture(autouse=True)
def cold_pages() -> None:
    """The pages keep what they computed; a test starts without."""
    board._kept.clear()
    commitment._kept.clear()


@pytest.fixture
def at_noon() -> Iterator[datetime]:
    """The pages compute with 20 November 2019."""
    with time_machine.travel(world.NOW, tick=False):
        yield world.NOW


@pytest.fixture
def web() -> Client:
    return Client()
