"""What a journey does at each step: looks at the page as it stands, and leaves a picture for who asked for them."""

from __future__ import annotations

import io
import os
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import zxingcpp
from django.conf import settings
from django.test import Client
from PIL import Image

from tequio.outbox.models import Message
from tequio.people.models import Account, Person
from tests.journeys.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: the folder of the pictures; ``docs/journeys/make.py`` asks for them
PICTURES = os.environ.get("TEQUIO_PICTURES", "")
PHONE, DESK = (390, 844), (1280, 900)


class Window(Protocol):
    """Opens one, of that size: of somebody who entered, or of anybody."""

    def __call__(self, person: Person | None = None, size: tuple[int, int] = PHONE) -> Page: ...


def picture(page: Page, name: str) -> None:
    """``name``: journey and step, as in «jalisco-3-corregir»."""
    if PICTURES:
        width = (page.viewport_size or {"width": 0})["width"]
        page.screenshot(path=str(Path(PICTURES) / f"{name}_{width}.png"), full_page=True)


def looked_at(page: Page, name: str) -> list[str]:
    """What axe and the ruler say of the page as it stands."""
    page.wait_for_load_state("load")
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    picture(page, name)
    wrong = [f"{name}: {each}" for each in violations(page)]
    return [*wrong, f"{name}: {width} px in {inner}"] if width > inner else wrong


def follow(page: Page, name: str) -> None:
    """Leaves the page by a button or a link, and waits until the next one stands."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def enters(page: Page, address: str, person: Person, at: datetime) -> None:
    """With the session of whoever entered with the code of their mail."""
    account = Account.objects.filter(person=person).first()
    if account is None:
        account = Account.objects.create(email=f"p{person.pk}@example.org", joined_at=at)
        Person.objects.filter(pk=person.pk).update(account=account)
    client = Client()
    client.force_login(account)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def main(page: Page) -> str:
    """What stands on it, blanks made one."""
    return " ".join(page.inner_text("main").split())


def read_code(page: Page, place: str) -> str:
    """As the camera of a phone does, from what is on the screen."""
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.locator(place).screenshot())))
    return str(found.text)


def enters_by_mail(page: Page, site: str, email: str, goes_to: str) -> None:
    """With the code that was sent there."""
    page.goto(f"{site}/entrar/?next={goes_to}")
    page.get_by_role("textbox", name="Correo electrónico").fill(email)
    follow(page, "Enviarme el código")
    found = re.search(r"\d{3} \d{3}", Message.objects.filter(recipient=email).order_by("-pk")[0].text)
    assert found is not None
    page.get_by_label("Código de seis cifras").fill(found[0])
    with page.expect_navigation():
        page.keyboard.press("Enter")
