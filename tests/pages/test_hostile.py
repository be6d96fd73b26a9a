"""Case F7: what people write is text, on every page."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from tests.pages import world
from tests.pages.test_pages import OF_AN_EXERCISE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

TEXTS = (
    "<script>alert(1)</script>",
    "{{7*7}}",
    '"><img src=x onerror=alert(1)>',
    "{% load static %}",
    "' onfocus=alert(1) autofocus='",
)


@pytest.mark.covers("case:F7")
@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_is_shown_literally(web: Client, text: str) -> None:
    world.everything(count=2, words=world.Words(text))
    pages = [f"/plan-2019/{end}" for end in OF_AN_EXERCISE] + ["/"]
    shown = 0
    for address in pages:
        page = web.get(address).content.decode()
        assert "<script" not in page, address
        assert "<img" not in page, address
        assert "' onfocus" not in page, address
        shown += text in html.unescape(page)
    assert shown == len(pages)


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_query_is_shown_literally(web: Client, text: str) -> None:
    world.everything(count=1)
    for address in ("/buscar/", "/plan-2019/tablero/"):
        page = web.get(address, {"q": text, "tema": text, "estado": text, "institucion": text}).content.decode()
        assert "<script" not in page
        assert "<img" not in page
        assert "' onfocus" not in page
        assert text in html.unescape(page)
