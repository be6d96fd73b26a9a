"""What a journey does at each step: looks at the page as it stands, and leaves a picture for who asked for them."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client

from tequio.people.models import Account, Person
from tests.journeys.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: the folder of the pictures; ``docs/journeys/make.py`` asks for them
PICTURES = os.environ.get("TEQUIO_PICTURES", "")


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
    account = person.account
    if account is None:
        account = Account.objects.create(email=f"p{person.pk}@example.org", joined_at=at)
        Person.objects.filter(pk=person.pk).update(account=account)
    client = Client()
    client.force_login(account)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
