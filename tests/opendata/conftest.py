from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

SLUG = "plan-2019"
Rows = list[dict[str, str]]


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    """The demonstration day of the exercise, and an address for the links."""
    settings.DEMO = True
    settings.SITE_URL = "https://abierto.example.org"


@pytest.fixture
def body(client: Client) -> Callable[[str], bytes]:
    """The whole of a file, streamed or not."""

    def fetch(path: str) -> bytes:
        response: Any = client.get(f"/{SLUG}/{path}")
        assert response.status_code == 200, path
        return response.getvalue() if response.streaming else response.content  # type: ignore[no-any-return]

    return fetch


@pytest.fixture
def table(body: Callable[[str], bytes]) -> Callable[[str], Rows]:
    def fetch(path: str) -> Rows:
        content = body(path)
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    return fetch
