"""«Esta semana» with the keyboard: j and k walk the list, Enter opens, ? shows the keys, and they can be turned off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine

from tequio.commitments.actions import publish_commitment
from tests import builders
from tests.builders import Table
from tests.journeys.test_route import fits_and_passes, let_in

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(transactional_db: None) -> Iterator[Table]:
    """Three pieces of evidence wait for the citizen's review."""
    with time_machine.travel(builders.LATER, tick=True):
        made = builders.table()
        publish_commitment(commitment=made.commitment, by=builders.secretariat(made.exercise), at=builders.NOW)
        for place in (0, 1, 1):
            made.evidence(place)
        yield made


@pytest.mark.covers("exp:20")
def test_the_list_is_walked_with_two_keys_and_a_sheet_says_which(
    table: Table, live_server: LiveServer, page: Page
) -> None:
    let_in(page, live_server.url, table.citizen)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{live_server.url}/esta-semana/")
    walked = []
    for key in ("j", "j", "j", "j", "k"):
        page.keyboard.press(key)
        walked.append(page.evaluate("[...document.querySelectorAll('.todo a.btn')].indexOf(document.activeElement)"))
    assert walked == [0, 1, 2, 2, 1]
    ring = page.evaluate("getComputedStyle(document.activeElement.closest('.todo')).outlineWidth")
    assert ring == "3px"
    assert fits_and_passes(page) == []
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Atajos de teclado")
    sheet.wait_for()
    assert fits_and_passes(page) == []
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    sheet.wait_for(state="hidden")
    assert page.evaluate("[...document.querySelectorAll('.todo a.btn')].indexOf(document.activeElement)") == 1
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Su decisión", exact=True).wait_for()
    assert said == []


@pytest.mark.covers("exp:20")
def test_the_keys_are_turned_off_and_stay_off(table: Table, live_server: LiveServer, page: Page) -> None:
    let_in(page, live_server.url, table.citizen)
    page.goto(f"{live_server.url}/esta-semana/")
    page.keyboard.press("?")
    page.get_by_label("Usar los atajos en este equipo").uncheck()
    page.get_by_role("button", name="Cerrar").click()
    for _time in range(2):
        page.keyboard.press("j")
        page.keyboard.press("?")
        assert page.evaluate("document.activeElement.closest('.todo')") is None
        assert not page.get_by_role("dialog").is_visible()
        page.reload()


def test_without_javascript_the_list_is_whole_and_promises_no_keys(
    table: Table, live_server: LiveServer, plain_page: Page
) -> None:
    let_in(plain_page, live_server.url, table.citizen)
    plain_page.goto(f"{live_server.url}/esta-semana/")
    assert plain_page.get_by_role("link", name="Revisar evidencia").count() == 3
    assert not plain_page.get_by_role("button", name="Atajos de teclado").is_visible()
