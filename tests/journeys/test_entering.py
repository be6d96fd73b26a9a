"""Entering in a real browser: with and without JavaScript, by keyboard, at both widths."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tequio.outbox.models import Message
from tequio.people.models import Account, Person, PrivacyNotice
from tests.journeys.axe import violations
from tests.pages import world

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "enlace@example.org"
NAME = "Una persona con un nombre bastante largo, Secretaría de Prueba"


@pytest.fixture
def account(site: str) -> Account:
    made = Account.objects.create(email=ADDRESS, joined_at=world.NOW)
    Person.objects.create(jurisdiction=world.place(), account=made, name=NAME)
    return made


def letter() -> str:
    return Message.objects.order_by("-pk")[0].text


def code() -> str:
    found = re.search(r"\d{3} \d{3}", letter())
    assert found
    return found[0]


def link(site: str) -> str:
    found = re.search(r"/entrar/liga/\?c=[\w-]+", letter())
    assert found
    return site + found[0]


def wrongs(page: Page) -> list[str]:
    page.wait_for_load_state("load")
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [*violations(page), *([f"{width} px in a window of {inner}"] if width > inner else [])]


@pytest.mark.covers("exp:31", "exp:26")
@pytest.mark.usefixtures("account")
def test_every_page_of_entering_passes_axe_and_fits(site: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found[name] = wrongs(page)

    page.goto(f"{site}/entrar/?next=/plan-2019/tablero/")
    look("asking")
    page.get_by_role("textbox", name="Correo electrónico").fill("nadie")
    page.get_by_role("button", name="Enviarme el código").click()
    assert page.title().startswith("Error: ")
    assert page.get_by_label("Correo electrónico").input_value() == "nadie"
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "email"
    look("a wrong address")
    page.get_by_role("textbox", name="Correo electrónico").fill(ADDRESS)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look("the code")
    page.get_by_label("Código de seis cifras").fill("1")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.title().startswith("Error: ")
    look("a wrong code")
    page.goto(link(site))
    look("the link")
    page.get_by_role("main").get_by_role("button", name="Entrar").click()
    assert page.url == f"{site}/plan-2019/tablero/"
    assert page.locator("header").get_by_role("button", name="Salir").is_visible()
    look("inside")
    page.goto(link(site))
    look("a spent link")
    page.goto(f"{site}/entrar/")
    look("entering twice")
    page.locator("header").get_by_role("button", name="Salir").click()
    assert page.locator("header").get_by_role("link", name="Entrar").count() == 1
    opens_her_own(site, page, look)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert [text for text in said if "status of 422" not in text and "status of 410" not in text] == []


def opens_her_own(site: str, page: Page, look: Callable[[str], None]) -> None:
    """Who has no account writes her address in the same page, and the link of her letter opens one."""
    for place in (world.place("Zacatecas"), world.place("Durango")):
        PrivacyNotice.objects.create(
            jurisdiction=place,
            purpose="account",
            version=1,
            text="Cuidamos su correo.",
            kept_days=30,
            since_at=world.NOW,
        )
    page.goto(f"{site}/entrar/?next=/plan-2019/tablero/")
    page.get_by_role("textbox", name="Correo electrónico").fill("vecina@example.org")
    page.get_by_role("button", name="Enviarme el código").click()
    page.wait_for_url(f"{site}/entrar/codigo/")
    found = re.search(r"/entrar/abrir/\?c=[\w-]+", letter())
    assert found
    page.goto(site + found[0])
    look("opening")
    page.get_by_role("button", name="Abrir mi cuenta").click()
    page.get_by_role("alert").get_by_role("link", name="Escriba su nombre").click()
    assert page.evaluate("document.activeElement.id") == "name"
    look("what lacks")
    page.get_by_label("Su nombre").fill("Vecina")
    page.get_by_role("radio", name="Durango").check()
    page.get_by_label("Leí el aviso").check()
    page.get_by_role("button", name="Abrir mi cuenta").click()
    page.get_by_role("link", name="Volver a donde estaba").click()
    page.wait_for_url(f"{site}/plan-2019/tablero/")
    assert "Vecina" in page.locator("header").inner_text()
    page.goto(site + found[0])
    look("an account that was opened")


@pytest.mark.covers("exp:31")
@pytest.mark.usefixtures("account")
def test_the_code_enters_without_javascript(site: str, plain_page: Page) -> None:
    page = plain_page
    page.goto(f"{site}/plan-2019/compromisos/")
    page.locator("header").get_by_role("link", name="Entrar").click()
    page.get_by_label("Correo electrónico").fill(ADDRESS)
    page.get_by_role("button", name="Enviarme el código").click()
    page.get_by_label("Código de seis cifras").fill(f" {code()} ")
    page.get_by_role("main").get_by_role("button", name="Entrar").click()
    assert page.url == f"{site}/plan-2019/compromisos/"
    assert NAME in page.locator("header").inner_text()


@pytest.mark.covers("exp:31")
@pytest.mark.usefixtures("account")
def test_the_code_can_be_pasted(site: str, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(f"{site}/entrar/")
    page.get_by_label("Correo electrónico").fill(ADDRESS)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/entrar/codigo/")
    page.evaluate("text => navigator.clipboard.writeText(text)", f"Su código es {code()}")
    page.get_by_label("Código de seis cifras").focus()
    page.keyboard.press("Control+V")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/esta-semana/")
    assert page.locator("header").get_by_role("button", name="Salir").is_visible()
