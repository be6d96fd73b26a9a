"""A session from its call to its acta, and what it left for the next one. In a browser: the table on a desk, each seat on a phone."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest
import time_machine
from django.conf import LazySettings

from tequio.bodies.actions import decisions, minutes
from tequio.bodies.models import Seat, Session
from tequio.documents.models import Issued
from tequio.documents.rendering import Form
from tequio.outbox.models import Message
from tequio.people.models import Account, Person
from tests import builders
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_minutes import text_of
from tests.journeys.looking import enters, follow, looked_at, picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DISSENT = "El calendario no alcanza para consultar a las comunidades."
DOUBT = "No recibimos el anexo de costos."
TASK = "Publicar el calendario en el portal"
PHONE, DESK = (390, 844), (1280, 900)


@pytest.fixture
def table(settings: LazySettings, tmp_path: Path, transactional_db: None) -> Iterator[Council]:
    """Three sectors; the government has two seats."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ALLOWED_HOSTS = ["*"]
    with time_machine.travel(NOW, tick=True):
        made = council()
        builders.seat(
            builders.person("Titular de obras"),
            "government",
            votes=True,
            organisation=builders.organisation("Secretaría de Obras", "government"),
        )
        settings.SITE_URL = ""
        yield made


@pytest.fixture
def window(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[[Person, tuple[int, int]], Page]]:
    """Of somebody who entered, at the size of what she has in her hands."""
    contexts: list[BrowserContext] = []

    def opened(person: Person, size: tuple[int, int] = PHONE) -> Page:
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        enters(page, live_server.url, person, NOW)
        return page

    yield opened
    for context in contexts:
        context.close()


def who(seat: Seat) -> Person:
    assert seat.person is not None
    return seat.person


def main(page: Page) -> str:
    return " ".join(page.inner_text("main").split())


def prepare(page: Page, sessions: str, day: str) -> str:
    """A draft with its day; the address of its page."""
    page.goto(sessions)
    page.fill("#day", day)
    page.fill("#hour", "10:00")
    page.fill("#place", "Casa de la Cultura")
    follow(page, "Preparar")
    return page.url.split("#", maxsplit=1)[0]


def add_point(page: Page, title: str, kind: str, **options: str) -> None:
    page.fill("#title", title)
    page.select_option("#kind", kind)
    for name, value in options.items():
        page.select_option(f"#{name}", value)
    follow(page, "Agregar al orden del día")


def link_of(seat: Seat) -> str:
    """What came in her letter."""
    account = Account.objects.get(person=who(seat))
    letter = Message.objects.get(recipient=account.email)
    found = re.search(r"/invitacion/\S+/", letter.text)
    assert found is not None
    return found[0]


def casts(page: Page, url: str, choice: str, why: str) -> None:
    page.goto(url)
    page.get_by_label(choice, exact=True).check()
    page.fill("#own-why", why)
    follow(page, "Votar")


def taken(page: Page, label: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=label, exact=True).click()
    return Path(download.value.path()).read_bytes()


def concludes(page: Page, outcome: str, said: str) -> None:
    page.select_option("#outcome", label=outcome)
    page.fill("#said", said)
    follow(page, "Guardar")


def reads_back(text: str, folio: str) -> None:
    """What every acta must say, from the file itself."""
    for told in (
        "Acta de la sesión ordinaria 1, Secretariado",
        f"Folio {folio}",
        "Hubo quórum: 4 de 4 asientos con voto; se necesitaban 3.",
        "sociedad civil 1 1 0",
        "gobierno 2 2 0",
        "órgano garante 1 1 0",
        "Orden del día Informe de avance Calendario de las mesas Tareas",
        "Se leyó el informe.",
        "2 a favor, 1 en contra, 1 abstenciones, 0 sin votar. Resultado: aprobado.",
        f"Organización civil_society Titular En contra {DISSENT}",
        f"Organización guarantor Titular Abstención {DOUBT}",
        "Secretaría de Obras Titular A favor",
        f"1 {TASK} Organización civil_society 15 de noviembre de 2019",
        "Falta decir que pedimos la lista. — Se agregó en las notas.",
        "Firmas",
        "Titular, Organización guarantor",
        "Titular, Secretaría de Obras",
    ):
        assert told in text, (told, text)


@pytest.mark.covers("req:113", "req:40", "exp:37", "exp:12")
def test_a_session_from_its_call_to_its_acta_and_to_the_next_agenda(
    table: Council, window: Callable[..., Page], live_server: LiveServer
) -> None:
    wrong: list[str] = []
    sessions = f"{live_server.url}/{table.exercise.slug}/organos/{table.body.uid}/sesiones/"
    desk, civil, guarantor = window(table.clerk, DESK), window(who(table.civil)), window(who(table.guarantor))

    # the call
    url = prepare(desk, sessions, "2019-10-30")
    add_point(desk, "Informe de avance", "information")
    add_point(desk, "Calendario de las mesas", "vote", majority="simple", decision_kind="other")
    add_point(desk, "Tareas", "agreement")
    wrong += looked_at(desk, "sesion-1-orden-del-dia")
    follow(desk, "Convocar a los asientos")
    session = Session.objects.get()
    assert not session.short_notice
    assert "menos días" not in main(desk)
    for page, seat, answer in ((civil, table.civil, "Asistiré"), (guarantor, table.guarantor, "No asistiré")):
        page.goto(live_server.url + link_of(seat))
        follow(page, answer)
    wrong += looked_at(guarantor, "sesion-1-invitacion")
    assert list(session.meeting.invitations.exclude(answer="none").order_by("pk").values_list("answer", flat=True)) == [
        "accepted",
        "declined",
    ]
    follow(guarantor, "Asistiré")

    # attendance and quorum
    desk.goto(url)
    follow(desk, "Abrir la sesión")
    for box in desk.get_by_role("checkbox").all():
        if "Suplente" not in (box.evaluate("each => each.closest('label').innerText")):
            box.check()
    follow(desk, "Anotar asistencia")
    desk.goto(url)
    assert "Hay quórum: 4 de 4 asientos con voto" in main(desk)
    assert "gobierno 2 de 2" in main(desk)
    wrong += looked_at(desk, "sesion-2-quorum")

    # the vote
    vote = f"{url}puntos/{session.items.get(kind='vote').uid}/"
    civil.goto(vote)
    wrong += looked_at(civil, "sesion-3-mi-voto")
    casts(civil, vote, "En contra", DISSENT)
    assert "Su asiento ya votó: En contra" in main(civil)
    picture(civil, "sesion-4-ya-vote")
    casts(guarantor, vote, "Abstención", DOUBT)
    desk.goto(vote)
    assert "2 de 4 asientos presentes han votado" in main(desk)
    desk.locator("#votar > summary").click()
    for fieldset in desk.locator("#votar fieldset").all():
        fieldset.get_by_label("A favor").check()
    wrong += looked_at(desk, "sesion-5-la-mesa-anota")
    follow(desk, "Cerrar la votación")
    assert "2 a favor, 1 en contra, 1 abstenciones, 0 sin votar. Resultado: aprobado" in main(desk)
    wrong += looked_at(desk, "sesion-6-resultado")

    # the agreement
    desk.goto(f"{url}puntos/{session.items.get(title='Tareas').uid}/")
    desk.fill("#agreed", TASK)
    desk.select_option("#owner", str(table.civil.uid))
    desk.fill("#due_on", "2019-11-15")
    follow(desk, "Asentar el acuerdo")
    picture(desk, "sesion-7-acuerdo")
    concludes(desk, "Hubo acuerdos", "Se repartieron tareas.")
    desk.goto(f"{url}puntos/{session.items.get(title='Informe de avance').uid}/")
    concludes(desk, "Se informó", "Se leyó el informe.")
    desk.goto(url)
    follow(desk, "Concluir la sesión")

    # the acta
    follow(desk, "Redactar el acta")
    follow(desk, "Redactar el acta")
    civil.goto(f"{url}acta/")
    civil.fill("#text", "Falta decir que pedimos la lista.")
    wrong += looked_at(civil, "sesion-8-observacion")
    follow(civil, "Enviar mi observación")
    desk.goto(f"{url}acta/")
    wrong += looked_at(desk, "sesion-9-contestar")
    desk.get_by_label("Sí", exact=True).check()
    desk.get_by_label("Qué se hizo y por qué").fill("Se agregó en las notas.")
    follow(desk, "Contestar")
    follow(desk, "Aprobar el acta")
    desk.fill("#office", "STL")
    follow(desk, "Emitir con folio")
    issued = Issued.objects.get(subject_uid=session.uid)
    assert issued.folio in main(desk)
    wrong += looked_at(desk, "sesion-10-emitida")
    for form, label in ((Form.DOCX, "Word"), (Form.PDF, "PDF")):
        reads_back(text_of(taken(desk, label), form), issued.folio)

    # what stays to be done
    following = prepare(desk, sessions, "2019-11-29")
    add_point(desk, "Avance de los compromisos", "information")
    follow(desk, "Convocar a los asientos")
    desk.goto(following)
    assert f"Seguimiento del acuerdo 1: {TASK}" in main(desk)
    assert "Viene de la sesión ordinaria 1" in main(desk)
    wrong += looked_at(desk, "sesion-11-siguiente")
    civil.goto(sessions.replace("sesiones/", "acuerdos/"))
    wrong += looked_at(civil, "sesion-12-acuerdos")
    follow(civil, TASK)
    civil.fill("#how", "Está en el portal desde el lunes.")
    wrong += looked_at(civil, "sesion-13-mi-acuerdo")
    follow(civil, "Cerrar el acuerdo")
    picture(civil, "sesion-14-cumplido")
    assert "Está en el portal desde el lunes." in main(civil)
    follow(civil, "Deshacer")
    assert session.agreements.get().status == "open"
    assert wrong == []


@pytest.mark.covers("req:126", "exp:26")
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_its_pages_pass_axe_at_every_width_and_a_refusal_too(
    table: Council, window: Callable[..., Page], live_server: LiveServer, size: tuple[int, int]
) -> None:
    """As whoever runs it, as a seat and as anybody; and a form that was refused, with what was written still in it."""
    held = table.opened("vote", "agreement")
    table.votes(held, "yes", "abstain", "no")
    owed = table.agrees(held, owner=who(table.civil))
    table.closed(held)
    acta = table.minutes(held)
    minutes.observe_minutes(minutes=acta, seat=table.civil, text="Falta la lista", by=who(table.civil), at=NOW)
    today = table.opened("vote")
    root = f"{live_server.url}/{table.exercise.slug}/organos/{table.body.uid}/"
    session, open_one = f"{root}sesiones/{held.uid}/", f"{root}sesiones/{today.uid}/"
    item, voted = (f"{root}sesiones/{one.uid}/puntos/{one.items.order_by('position')[0].uid}/" for one in (today, held))
    agreement, page, desk = f"{root}acuerdos/{owed.uid}/", window(table.stranger, size), window(table.clerk, size)
    wrong: list[str] = []
    for each in (session, voted, item, f"{root}acuerdos/", agreement, f"{session}acta/"):
        page.goto(each)
        wrong += looked_at(page, "sesion-publico")
    for each, press, written in (
        (f"{session}acta/", "Contestar", "textarea[name=answer]"),
        (item, "Asentar el acuerdo", "#owner_post"),
        (agreement, "Cerrar el acuerdo", ""),
        (open_one, "Concluir la sesión", ""),
    ):
        desk.goto(each)
        if written:
            desk.fill(written, "Lo que ya se escribió")
        follow(desk, press)
        assert desk.title().startswith("Error:")
        if written:
            assert desk.input_value(written) == "Lo que ya se escribió"
        wrong += looked_at(desk, f"sesion-rechazo-{press.split()[0].lower()}")
    assert wrong == []


@pytest.mark.covers("exp:37")
def test_the_tally_moves_on_the_page_while_others_vote(
    table: Council, window: Callable[..., Page], live_server: LiveServer
) -> None:
    """What was being written on the same page stays."""
    session = table.opened("vote")
    item = session.items.get()
    page = window(who(table.government), PHONE)
    page.clock.install()
    page.goto(
        f"{live_server.url}/{table.exercise.slug}/organos/{table.body.uid}/sesiones/{session.uid}/puntos/{item.uid}/"
    )
    page.fill("#own-why", "Todavía lo pienso")
    assert "0 de 3 asientos presentes han votado" in main(page)
    decisions.cast_vote(item=item, seat=table.civil, ballot=decisions.Ballot("no"), by=who(table.civil), at=NOW)
    page.clock.fast_forward(11_000)
    page.get_by_text("1 de 3 asientos presentes han votado").wait_for()
    assert page.input_value("#own-why") == "Todavía lo pienso"


def test_the_acta_prints_on_letter_with_its_address_and_day(
    table: Council, window: Callable[..., Page], live_server: LiveServer
) -> None:
    session = table.opened("vote")
    table.votes(session, "yes", "yes", "no")
    table.closed(session)
    minutes.approve_minutes(minutes=table.minutes(session), by=table.clerk, at=NOW)
    page = window(table.stranger, DESK)
    page.goto(f"{live_server.url}/{table.exercise.slug}/organos/{table.body.uid}/sesiones/{session.uid}/acta/")
    read = pypdf.PdfReader(io.BytesIO(page.pdf(format="Letter")))
    printed = " ".join(" ".join(each.extract_text() for each in read.pages).split())
    assert len(read.pages) <= 2
    for told in ("Hubo quórum", "Firmas", "/acta/", "Impreso"):
        assert told in printed
    assert "Descargar" not in printed
    assert "Word" not in printed
