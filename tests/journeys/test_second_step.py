"""The second step in a real browser: a code from the picture on the page, a passkey of a virtual machine, what was typed is kept."""

from __future__ import annotations

import base64
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
import zxingcpp
from PIL import Image

from tequio.outbox.models import Message
from tequio.people.models import Account, Person
from tests.journeys.axe import violations
from tests.pages import world

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "administra@example.org"


@pytest.fixture
def account(site: str) -> Account:
    """Administers the installation: both steps are asked."""
    made = Account.objects.create(email=ADDRESS, joined_at=world.NOW, is_administrator=True)
    Person.objects.create(jurisdiction=world.place(), account=made, name="Administración de prueba")
    return made


def by_mail(page: Page, site: str) -> None:
    page.goto(f"{site}/entrar/")
    page.get_by_role("textbox", name="Correo electrónico").fill(ADDRESS)
    page.get_by_role("button", name="Enviarme el código").click()
    page.wait_for_url(f"{site}/entrar/codigo/")
    found = re.search(r"\d{3} \d{3}", Message.objects.order_by("-pk")[0].text)
    assert found
    page.get_by_label("Código de seis cifras").fill(found[0])
    page.get_by_role("main").get_by_role("button", name="Entrar").click()


def wrongs(page: Page) -> list[str]:
    page.wait_for_load_state("load")
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    height = page.evaluate("document.querySelector('.head__row').getBoundingClientRect().height")
    return [
        *violations(page),
        *([f"{width} px in a window of {inner}"] if width > inner else []),
        *([f"a header of {height} px"] if height > 80 else []),
    ]


def secret_in_the_picture(page: Page) -> str:
    """Read as a telephone would: from what is painted."""
    shot = Image.open(io.BytesIO(page.locator("img.setup__qr").screenshot())).convert("L")
    read = zxingcpp.read_barcodes(shot)
    return parse_qs(urlsplit(read[0].text).query)["secret"][0]


@pytest.mark.covers("case:A5", "exp:26")
@pytest.mark.usefixtures("account")
def test_the_office_enters_with_a_code_of_its_telephone(site: str, page: Page) -> None:
    by_mail(page, site)
    page.wait_for_url(re.compile("/cuenta/segundo-paso/"))
    assert wrongs(page) == []
    secret = secret_in_the_picture(page)
    assert secret == page.locator(".setup__secret").inner_text().replace(" ", "")
    page.get_by_label("Código de seis cifras").fill("1")
    page.get_by_role("button", name="Activar").click()
    assert page.title().startswith("Error: ")
    assert wrongs(page) == []
    page.get_by_label("Código de seis cifras").fill(pyotp.TOTP(secret).at(datetime.now(UTC)))
    page.get_by_role("button", name="Activar").click()
    page.locator(".paper").wait_for()
    assert page.locator(".paper li").count() == 10
    assert wrongs(page) == []
    paper = page.locator(".paper code").first.inner_text()
    page.get_by_role("link", name="Ya los guardé, seguir").click()
    page.wait_for_url(f"{site}/esta-semana/")
    page.goto(f"{site}/cuenta/")
    assert "quedan 10" in page.locator("main").inner_text()
    assert wrongs(page) == []
    page.locator("header").get_by_role("button", name="Salir").click()
    by_mail(page, site)
    page.get_by_label("Código de su aplicación").fill("000000")
    page.get_by_role("button", name="Seguir").click()
    assert page.title().startswith("Error: ")
    assert wrongs(page) == []
    page.get_by_label("Código de su aplicación").fill(paper)
    page.get_by_role("button", name="Seguir").click()
    page.wait_for_url(f"{site}/esta-semana/")


def machine(page: Page) -> str:
    """A virtual one that keeps keys and always finds its person."""
    speaks = page.context.new_cdp_session(page)
    speaks.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = speaks.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return str(made["authenticatorId"])


@pytest.mark.covers("case:A5", "exp:26")
def test_a_passkey_is_made_and_enters(site: str, page: Page, account: Account) -> None:
    machine(page)
    by_mail(page, site)
    page.wait_for_url(re.compile("/cuenta/segundo-paso/"))
    page.get_by_label("¿Cómo la llamará?").fill("Mi computadora")
    page.get_by_role("button", name="Agregar una llave").click()
    page.locator(".rows b", has_text="Mi computadora").wait_for()
    key = account.passkeys.get()
    assert key.used_at is None
    assert len(base64.urlsafe_b64decode(key.key_id + "==")) >= 16
    assert wrongs(page) == []
    page.locator("header").get_by_role("button", name="Salir").click()
    by_mail(page, site)
    page.wait_for_url(re.compile("/entrar/segundo-paso/"))
    assert wrongs(page) == []
    page.get_by_role("button", name="Usar mi llave de acceso").click()
    page.wait_for_url(f"{site}/esta-semana/")
    used = account.passkeys.get()
    assert used.used_at is not None
    assert used.sign_count > key.sign_count


@pytest.mark.covers("case:A5")
def test_the_key_of_another_machine_does_not_enter(site: str, page: Page, account: Account) -> None:
    machine(page)
    by_mail(page, site)
    page.get_by_role("button", name="Agregar una llave").click()
    page.locator(".rows b", has_text="Llave de acceso").wait_for()
    account.passkeys.update(
        public_key=bytes.fromhex("a5010203262001215820") + b"\x11" * 32 + bytes.fromhex("225820") + b"\x22" * 32
    )
    page.locator("header").get_by_role("button", name="Salir").click()
    by_mail(page, site)
    page.get_by_role("button", name="Usar mi llave de acceso").click()
    page.get_by_text("Esa llave no es de esta cuenta").wait_for()
    page.goto(f"{site}/esta-semana/")
    assert "/entrar/segundo-paso/" in page.url
