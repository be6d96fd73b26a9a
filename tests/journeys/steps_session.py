"""From the call to a session to its acta in Word and PDF, and to what it left for the next one, each step by its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tequio.documents.rendering import Form
from tests.bodies.test_minutes import text_of
from tests.journeys.looking import enters_by_mail, follow, main, read_code
from tests.journeys.steps_call import BODY, ELENA, MARIA, ROSA
from tests.journeys.walking import Walk, delivers, letter

if TYPE_CHECKING:
    from playwright.sync_api import Page

SUPLENTE, GUARANTOR = "suplente@example.org", "garante@example.org"
VOTE, REPORT, TASKS = "Calendario de las mesas", "Informe de avance", "Tareas"
DISSENT = "El calendario no alcanza para consultar a las comunidades."
DOUBT = "No recibimos el anexo de costos."
TASK, OTHER_TASK = "Publicar el calendario en el portal", "Reunir la lista de comunidades"
REMARK, ANSWER = "Falta decir que pedimos la lista.", "Se agregó en las notas."


@dataclass(frozen=True)
class Phones:
    """Of who sits: the first three applied to the call."""

    maria: Page
    rosa: Page
    elena: Page
    suplente: Page
    guarantor: Page


def prepares(office: Page, sessions: str, day: str) -> str:
    """A draft with its day; the address of its page."""
    office.goto(sessions)
    office.fill("#day", day)
    office.fill("#hour", "10:00")
    office.fill("#place", "Casa de la Cultura")
    follow(office, "Preparar")
    return office.url.split("#", maxsplit=1)[0]


def adds_a_point(office: Page, title: str, kind: str, **options: str) -> None:
    office.fill("#title", title)
    office.select_option("#kind", label=kind)
    for name, label in options.items():
        office.select_option(f"#{name}", label=label)
    follow(office, "Agregar al orden del día")


def calls_the_seats(walk: Walk, office: Page, sessions: str, day: str) -> str:
    url = prepares(office, sessions, day)
    adds_a_point(office, REPORT, "Información")
    adds_a_point(office, VOTE, "Votación", majority="Mayoría simple", decision_kind="Otro asunto")
    adds_a_point(office, TASKS, "Acuerdo")
    walk.sees(office, "sesion-01-orden-del-dia")
    follow(office, "Convocar a los asientos")
    assert "menos días" not in main(office)
    delivers()
    return url


def answers(walk: Walk, page: Page, email: str, answer: str) -> None:
    """With the link of her letter, without entering."""
    found = re.search(r"/invitacion/[^/]+/[^/]+/", letter(email, "Invitación"))
    assert found is not None
    page.goto(f"{walk.site}{found[0]}")
    follow(page, answer)


def everybody_answers(walk: Walk, office: Page, url: str, phones: Phones) -> None:
    """One changes her mind, and one will not come."""
    answers(walk, phones.maria, MARIA, "Asistiré")
    answers(walk, phones.rosa, ROSA, "No asistiré")
    walk.sees(phones.rosa, "sesion-02-invitacion")
    follow(phones.rosa, "Asistiré")
    answers(walk, phones.elena, ELENA, "No asistiré")
    answers(walk, phones.guarantor, GUARANTOR, "Asistiré")
    office.goto(url)
    assert "Invitaciones: 3 dijeron que asistirán, 1 que no, 28 sin respuesta." in main(office)


def publishes_the_notice(walk: Walk, office: Page) -> None:
    """Without it the code of the door takes nobody's data."""
    office.goto(f"{walk.site}/privacidad/avisos/nuevo/")
    office.get_by_label("Asistencia a una reunión", exact=True).check()
    office.fill("#text", "Sus datos sirven para saber si hay quórum y de dónde viene quien asiste.")
    office.fill("#kept_days", "365")
    walk.sees(office, "sesion-02b-aviso")
    follow(office, "Publicar el aviso")


def come_in(walk: Walk, office: Page, url: str, phones: Phones) -> None:
    """Two with the code of the door; of the others the table says who came: a suplente in the place of her titular, and not Elena."""
    publishes_the_notice(walk, office)
    office.goto(f"{url}puerta/")
    walk.sees(office, "sesion-03-puerta")
    code = read_code(office, ".door__code")
    for page in (phones.maria, phones.rosa):
        page.goto(code)
        follow(page, "Estoy aquí")
        assert "Su llegada quedó anotada a las" in main(page)
    walk.sees(phones.maria, "sesion-04-llego")
    office.goto(f"{url}registro/")
    for label in office.locator("label.roster__l").all():
        if not any(name in label.inner_text() for name in ("Elena Ficticia", "ficticia contraloria")):
            label.get_by_role("checkbox").check()
    follow(office, "Anotar asistencia")
    walk.sees(office, "sesion-05-registro", both=True)
    office.goto(url)
    follow(office, "Abrir la sesión")
    told = main(office)
    for line in (
        "Hay quórum: 30 de 31 asientos con voto; se necesitan 16.",
        "sociedad civil 22 de 23",
        "gobierno 4 de 4",
        "órgano garante 1 de 1",
    ):
        assert line in told
    walk.sees(office, "sesion-06-quorum", both=True)


def casts(page: Page, vote: str, choice: str, why: str = "") -> None:
    page.goto(vote)
    page.get_by_label(choice, exact=True).check()
    page.fill("#own-why", why)
    follow(page, "Votar")


def vote_and_dissent(walk: Walk, office: Page, url: str, phones: Phones) -> None:
    """Four from their phones, and what the others said aloud the table notes at once."""
    vote = address_of(office, url, VOTE)
    for page, email in ((phones.maria, MARIA), (phones.rosa, ROSA)):
        enters_by_mail(page, walk.site, email, "/cuenta/")
    for page, email in ((phones.suplente, SUPLENTE), (phones.guarantor, GUARANTOR)):
        enters_by_mail(page, walk.site, email, "/cuenta/")
        casts(page, vote, "A favor")
    phones.maria.goto(vote)
    walk.sees(phones.maria, "sesion-07-mi-voto", both=True)
    casts(phones.maria, vote, "En contra", DISSENT)
    assert "Su asiento ya votó: En contra" in main(phones.maria)
    walk.sees(phones.maria, "sesion-08-ya-vote")
    casts(phones.rosa, vote, "Abstención", DOUBT)
    office.goto(vote)
    assert "4 de 30 asientos presentes han votado" in main(office)
    office.locator("#votar > summary").click()
    for seat in office.locator("#votar fieldset").all():
        seat.get_by_label("A favor").check()
    walk.sees(office, "sesion-09-la-mesa-anota")
    follow(office, "Cerrar la votación")
    assert "28 a favor, 1 en contra, 1 abstención, 0 sin votar. Resultado: aprobado" in main(office)
    walk.sees(office, "sesion-10-resultado", both=True)


def address_of(page: Page, url: str, title: str) -> str:
    """Of a point of the agenda."""
    page.goto(url)
    page.get_by_role("heading", name=title).get_by_role("link").click()
    page.wait_for_url("**/puntos/**")
    return page.url


def take_agreements(walk: Walk, office: Page, url: str, own: str) -> None:
    """One for Rosa's organisation and one for María's seat (``own``); and the session ends."""
    address_of(office, url, TASKS)
    for task, owner in ((TASK, "Colectivo Agua Clara · Titular"), (OTHER_TASK, f"{own} · Titular")):
        office.fill("#agreed", task)
        office.select_option("#owner", label=owner)
        office.fill("#due_on", "2020-11-15")
        follow(office, "Asentar el acuerdo")
    walk.sees(office, "sesion-11-acuerdos")
    concludes(office, "Hubo acuerdos", "Se repartieron tareas.")
    address_of(office, url, REPORT)
    concludes(office, "Se informó", "Se leyó el informe.")
    office.goto(url)
    follow(office, "Concluir la sesión")


def concludes(office: Page, outcome: str, said: str) -> None:
    office.select_option("#outcome", label=outcome)
    office.fill("#said", said)
    follow(office, "Guardar")


def write_the_acta(walk: Walk, office: Page, url: str, maria: Page) -> str:
    """Drafted, observed by who was there, answered, approved and issued; its folio."""
    office.goto(f"{url}acta/")
    follow(office, "Redactar el acta")
    maria.goto(f"{url}acta/")
    maria.fill("#text", REMARK)
    walk.sees(maria, "sesion-12-observacion")
    follow(maria, "Enviar mi observación")
    office.goto(f"{url}acta/")
    walk.sees(office, "sesion-13-contestar")
    office.get_by_label("Sí", exact=True).check()
    office.get_by_label("Qué se hizo y por qué").fill(ANSWER)
    follow(office, "Contestar")
    follow(office, "Aprobar el acta")
    office.fill("#office", "STL")
    follow(office, "Emitir con folio")
    assert "STL/001/2020" in main(office)
    walk.sees(office, "sesion-14-emitida", both=True)
    return "STL/001/2020"


def taken(page: Page, label: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=label, exact=True).click()
    return Path(download.value.path()).read_bytes()


def read_both_files_back(office: Page, folio: str, own: str) -> None:
    for form, label in ((Form.DOCX, "Word"), (Form.PDF, "PDF")):
        reads_back(text_of(taken(office, label), form), folio, own)


def reads_back(text: str, folio: str, own: str) -> None:
    """What every acta must say, from the file itself."""
    title = ("Acta de la sesión ordinaria 1, " + BODY, f"Folio {folio}")
    quorum = (
        "Hubo quórum: 30 de 31 asientos con voto; se necesitaban 16.",
        "sociedad civil 23 22 1",
        "gobierno 4 4 0",
        "órgano garante 1 1 0",
        "sin sector conocido 3 3 0",
        "Total 31 30 1",
    )
    agenda = (f"Orden del día {REPORT} {VOTE} {TASKS}",)
    outcomes = (
        "Información. Se informó. Se leyó el informe.",
        "Votación. Aprobado.",
        "28 a favor, 1 en contra, 1 abstención, 0 sin votar. Resultado: aprobado. Quórum al votar: 30 de 31.",
        "Acuerdo. Hubo acuerdos. Se repartieron tareas.",
    )
    seats = (
        f"{own} Titular En contra {DISSENT}",
        f"Colectivo Agua Clara Titular Abstención {DOUBT}",
        "Secretaría de Contraloría Suplente A favor",
        "Instituto de Transparencia Titular A favor",
        "Organización ficticia 9 Titular A favor",
    )
    agreements = (
        f"1 {TASK} Colectivo Agua Clara 15 de noviembre de 2020",
        f"2 {OTHER_TASK} {own} 15 de noviembre de 2020",
    )
    remarks = (f"{REMARK} — {ANSWER}",)
    signatures = ("Firmas", f"Titular, {own}", "Titular, Colectivo Agua Clara", "Suplente, Secretaría de Contraloría")
    for told in (*title, *quorum, *agenda, *outcomes, *seats, *agreements, *remarks, *signatures):
        assert told in text, (told, text)
    assert text.count("A favor") == 28
    for name in ("María Canaria", "Rosa Ficticia", "Persona ficticia"):
        assert name not in text, "who sits is shown by post unless she agreed"


def carries_on(walk: Walk, office: Page, sessions: str, phones: Phones) -> None:
    """What was done is not asked again; what was not is on the next agenda."""
    agreements = sessions.replace("sesiones/", "acuerdos/")
    for page, email in ((phones.maria, MARIA), (phones.rosa, ROSA)):
        enters_by_mail(page, walk.site, email, "/cuenta/")
    closes(walk, phones.maria, agreements, OTHER_TASK, "Se reunió la lista.")
    following = prepares(office, sessions, "2020-11-24")
    adds_a_point(office, "Avance de los compromisos", "Información")
    follow(office, "Convocar a los asientos")
    office.goto(following)
    assert f"Seguimiento del acuerdo 1: {TASK}" in main(office)
    assert "Viene de la sesión ordinaria 1" in main(office)
    assert OTHER_TASK not in main(office)
    walk.sees(office, "sesion-17-siguiente", both=True)
    closes(walk, phones.rosa, agreements, TASK, "Está en el portal desde el lunes.")
    walk.sees(phones.rosa, "sesion-18-cumplido")
    assert "Está en el portal desde el lunes." in main(phones.rosa)
    follow(phones.rosa, "Deshacer")
    assert "Pendiente" in main(phones.rosa)


def closes(walk: Walk, page: Page, agreements: str, task: str, how: str) -> None:
    page.goto(agreements)
    if task == OTHER_TASK:
        walk.sees(page, "sesion-15-acuerdos")
    follow(page, task)
    page.fill("#how", how)
    if task == OTHER_TASK:
        walk.sees(page, "sesion-16-mi-acuerdo")
    follow(page, "Cerrar el acuerdo")
