"""From nothing to 12 %: who answers gives the four means of goal 1, the guarantor accepts them, and the board moves. In a browser."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.conf import LazySettings, settings
from django.test import Client
from PIL import Image

from tequio.config.demonstration.cast import Cast, cast_of, seat_everybody
from tequio.config.demonstration.exercises import HISTORIC, clerk_of, load_exercise
from tequio.monitoring.models import Evidence
from tequio.people.models import Account, Person
from tests import builders
from tests.journeys.axe import violations
from tests.journeys.looking import picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: the day of the worked table of docs/rules/progress.md
DAY = datetime(2019, 10, 16, 18, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
Enter = Callable[[Person], "Page"]


@pytest.fixture
def cast(settings: LazySettings, tmp_path: Path, transactional_db: None) -> Iterator[Cast]:
    """The sheet of the sample, loaded through the importer; nobody has given anything."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ALLOWED_HOSTS = ["*"]
    with time_machine.travel(DAY, tick=True):
        sample = replace(next(each for each in HISTORIC if each.slug == "jalisco-2019"), as_of=None)
        exercise = load_exercise(sample, builders.administrator(), now=DAY, say=lambda _name: None)
        body = seat_everybody(exercise, "Secretariado", clerk_of(exercise), sample.moment(hour=12))
        yield cast_of(exercise, body)


@pytest.fixture
def enter(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """A window of somebody who entered, without JavaScript unless asked."""
    contexts: list[BrowserContext] = []

    def window(person: Person, *, width: int = 1280, javascript: bool = False) -> Page:
        account = Account.objects.filter(person=person).first()
        if account is None:
            account = Account.objects.create(email=f"p{person.pk}@example.org", joined_at=DAY)
            Person.objects.filter(pk=person.pk).update(account=account)
        client = Client()
        client.force_login(account)
        context = chromium.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 844}, java_script_enabled=javascript
        )
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield window
    for context in contexts:
        context.close()


def photo() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 40.0, 30.0)})
    Image.linear_gradient("L").resize((800, 600)).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def listen(page: Page, said: list[str]) -> None:
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)


def fill(page: Page, content: bytes, name: str) -> None:
    """Whatever this kind of means asks."""
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.fill("#description", "Personas en la primera reunión, con los documentos sobre la mesa")
    if page.locator("#people").count():
        page.fill("#people", "34")
    if page.locator("#agreements").count():
        page.fill("#agreements", "Se publica el calendario\nSe invita a las organizaciones")
    choice = "as_is" if page.locator("input[value=as_is]").count() else "reserved"
    page.check(f"input[name=shown][value={choice}]")


@pytest.mark.covers("req:82", "exp:20")
def test_goal_one_takes_the_board_from_nothing_to_twelve_percent(
    cast: Cast, enter: Callable[..., Page], live_server: LiveServer
) -> None:
    site, slug = live_server.url, cast.exercise.slug
    officer, guarantor = enter(cast.officer), enter(cast.guarantor)
    guarantor.goto(f"{site}/{slug}/tablero/")
    assert "0 %" in guarantor.inner_text(".progress")
    assert "0 de 16" in guarantor.inner_text("main")

    officer.goto(f"{site}/esta-semana/")
    picture(officer, "1-esta-semana-responsable")
    officer.click("text=Subir evidencia >> nth=0")
    activity = officer.url
    assert officer.locator(".proof").count() == 4
    picture(officer, "2-actividad")
    for place in range(4):
        officer.goto(activity)
        proof = officer.locator(".proof").nth(place)
        is_photo = "fotográfica" in proof.inner_text()
        proof.locator("a.btn").click()
        fill(officer, photo() if is_photo else PDF, "foto.jpg" if is_photo else "documento.pdf")
        picture(officer, f"3-entregar-{place}")
        officer.click("button:has-text('Entregar para revisión')")
        assert "Su evidencia llegó" in officer.inner_text("main")
    picture(officer, "4-entregada")
    assert Evidence.objects.filter(state="sent").count() == 4

    said: list[str] = []
    for _ in range(4):
        guarantor.goto(f"{site}/{slug}/revision/")
        picture(guarantor, "5-por-revisar")
        guarantor.click("text=Revisar evidencia >> nth=0")
        picture(guarantor, f"6-revisar-{len(said)}")
        guarantor.check("input[value=accept]")
        guarantor.click("text=Guardar mi decisión")
        said.append(guarantor.inner_text("#resultado .lead"))
        assert guarantor.locator("button:has-text('Deshacer')").is_visible()
    picture(guarantor, "7-resultado")
    assert said[:3] == ["El avance sigue en 0 de 16 (0 %)."] * 3
    assert said[3] == "El avance pasó de 0 de 16 a 2 de 16 (12 %)."

    guarantor.goto(f"{site}/{slug}/tablero/")
    picture(guarantor, "8-tablero")
    assert "12 %" in guarantor.inner_text(".progress")
    assert "2 de 16" in guarantor.inner_text("main")


@pytest.mark.covers("exp:4")
def test_a_decision_is_undone_without_javascript(
    cast: Cast, enter: Callable[..., Page], live_server: LiveServer
) -> None:
    means = cast.exercise.commitments.get(number=1).workplan.goals.order_by("position")[0].means.order_by("position")[0]
    evidence = cast.gives(means, DAY)
    page = enter(cast.guarantor, width=390)
    page.goto(f"{live_server.url}/{cast.exercise.slug}/revision/{evidence.uid}/")
    page.check("input[value=accept]")
    page.click("text=Guardar mi decisión")
    page.click("button:has-text('Deshacer')")
    assert "la deshizo" in page.inner_text("main")
    evidence.refresh_from_db()
    assert evidence.state == "sent"


@pytest.mark.covers("exp:26", "exp:20")
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_work_pass_axe_fit_and_keep_the_policy(
    cast: Cast, enter: Callable[..., Page], live_server: LiveServer, width: int
) -> None:
    goals = cast.exercise.commitments.get(number=1).workplan.goals.order_by("position")
    first, second, third, *_more = goals[0].means.order_by("position")
    waiting = cast.gives(first, DAY)
    returned = cast.returns(cast.gives(second, DAY), "Falta la firma de quien preside.", DAY)
    accepted = cast.accepts(cast.gives(third, DAY), DAY)
    slug = cast.exercise.slug
    spot = f"/{slug}/compromisos/1/actividades/1/"
    forms = [f"{spot}evidencia/{one.uid}/" for one in goals[0].means.order_by("position")]
    reviews = [f"/{slug}/revision/{each.uid}/" for each in (waiting, returned, accepted) if each]
    wrong: list[str] = []
    for person, addresses in (
        (cast.officer, ["/esta-semana/", spot, f"{spot}fecha/", *forms, reviews[0]]),
        (cast.guarantor, ["/esta-semana/", f"/{slug}/esta-semana/", f"/{slug}/revision/", *reviews]),
        (clerk_of(cast.exercise), ["/esta-semana/", f"/{slug}/revision/"]),
        (builders.person("Visita"), ["/esta-semana/", spot]),
    ):
        page = enter(person, width=width, javascript=True)
        said: list[str] = []
        listen(page, said)
        for address in addresses:
            page.goto(live_server.url + address)
            wrong += [f"{address}: axe {each}" for each in violations(page)]
            wrong += [
                f"{address}: overflow"
                for _ in range(int(page.evaluate("document.documentElement.scrollWidth > window.innerWidth")))
            ]
            picture(page, f"a-{person.pk}-{address.strip('/').replace('/', '-')[:60]}")
        for address in [forms[1], f"{spot}fecha/"] if person == cast.officer else []:
            page.goto(live_server.url + address)
            page.click("main form button.btn")
            assert page.title().startswith("Error:")
            wrong += [f"{address} refused: axe {each}" for each in violations(page)]
            picture(page, f"b-{address.strip('/').replace('/', '-')[-20:]}")
        wrong += [text for text in said if "422" not in text]
    assert wrong == []
