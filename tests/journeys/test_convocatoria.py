"""A call from its first draft to the seats it fills: thirty people apply, four of them from a phone in the browser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from tequio.bodies.models import Seat
from tequio.calls.models import Application, ApplicationLetter, Call
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.outbox.actions import note_bounce
from tequio.outbox.delivery import deliver_due
from tequio.outbox.models import Message
from tequio.people.models import Person
from tequio.places.clock import database_now
from tests import builders
from tests.builders import NOW
from tests.calls.applying import shut
from tests.journeys.looking import enters, follow, looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHEET = Path(__file__).resolve().parents[2] / "samples" / "convocatoria-durango-2020.docx"
PHONE, DESK = (390, 844), (1280, 900)
NOTICE = "Sus datos sirven para revisar su solicitud y avisarle del resultado. No se publican."
#: nothing of this may be read by somebody who only has a folio
CANARIES = ("María Canaria", "canaria@example.org", "Quiero que el plan hable del agua", "Gómez Palacio")
KINDS = (
    "public",
    "private",
    "civil_society",
    "autonomous",
    "professionals",
    "researcher",
    "academic",
    "business",
    "person",
)
Window = Callable[..., "Page"]


@pytest.fixture
def exercise(settings: LazySettings, tmp_path: Path, transactional_db: None) -> Exercise:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = ""
    made = builders.exercise("durango", jurisdiction=builders.place("Durango", time_zone="America/Monterrey"))
    builders.body(made.jurisdiction, "Secretariado Técnico Local")
    return made


@pytest.fixture
def window(chromium: Browser, live_server: LiveServer) -> Iterator[Window]:
    """Of somebody who entered, or of anybody, at the size of what she has in her hands."""
    contexts: list[BrowserContext] = []

    def opened(person: Person | None = None, size: tuple[int, int] = PHONE) -> Page:
        contexts.append(chromium.new_context(viewport={"width": size[0], "height": size[1]}))
        page = contexts[-1].new_page()
        if person is not None:
            enters(page, live_server.url, person, NOW)
        return page

    yield opened
    for context in contexts:
        context.close()


def main(page: Page) -> str:
    return " ".join(page.inner_text("main").split())


def both_widths(page: Page, name: str) -> list[str]:
    """The desk is used on a computer, and also on the way to a meeting."""
    wrong = looked_at(page, name)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    wrong += looked_at(page, name)
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    return wrong


def blocks_of_the_sheet() -> dict[str, list[str]]:
    """What stands under each heading of the call as it was published in Word."""
    found: dict[str, list[str]] = {}
    heading = ""
    for text in (each.text.strip() for each in docx.Document(str(SHEET)).paragraphs):
        if text and text == text.upper() and not text.startswith("#"):
            heading = text
        elif text:
            found.setdefault(heading, []).append(text)
    return found


def writes_and_publishes(page: Page, shelf: str, of: Exercise) -> list[str]:
    """The notice, the draft with the words of Durango, one error on the way, and its publication."""
    page.goto(f"{shelf}aviso/")
    page.get_by_label("El aviso").fill(NOTICE)
    wrong = looked_at(page, "convocatoria-01-aviso")
    follow(page, "Publicar el aviso")
    page.goto(f"{shelf}nueva/")
    told, today = blocks_of_the_sheet(), of.jurisdiction.today(database_now())
    bases = told["BASES"]
    process = told["PLAZOS Y PROCESO DE INSCRIPCIÓN"]
    written = {
        "title": "Convocatoria para participar en el tercer plan de acción local",
        "opens_on": str(today - timedelta(days=2)),
        "considerations": "\n".join(told["CONSIDERANDO"]),
        "summons": "\n".join(told["SE CONVOCA"]),
        "bases": "\n".join(bases[:2]),
        "objectives": "\n".join(bases[2:]),
        "process": process[0],
        "requirements": "\n".join(process[1:4]),
        "results": told["RESULTADOS"][0],
        "contact": "gobiernoabierto@example.org",
        "hashtags": "#IIPALDgo\n#GobAbiertoDgo",
    }
    for name, value in written.items():
        page.fill(f"#{name}", value)
    follow(page, "Guardar el borrador")
    assert page.title().startswith("Error:")
    assert page.input_value("#considerations").splitlines() == told["CONSIDERANDO"]
    wrong += looked_at(page, "convocatoria-02-falta-el-ultimo-dia")
    page.fill("#closes_on", str(today + timedelta(days=5)))
    follow(page, "Guardar el borrador")
    wrong += looked_at(page, "convocatoria-03-borrador")
    page.get_by_role("link", name="Publicar la convocatoria").click()
    page.wait_for_url("**/gestion/publicar/")
    for text in (told["CONSIDERANDO"][0], "Sumar organizaciones civiles", "estará abierta del"):
        assert text in main(page)
    wrong += both_widths(page, "convocatoria-04-como-se-leera")
    follow(page, "Publicar")
    wrong += looked_at(page, "convocatoria-05-publicada")
    return wrong


def link_in(letter: Message) -> str:
    """Where its own applicant sees what she sent."""
    found = re.search(r"/seguir/mi-solicitud/\S+", letter.text)
    assert found is not None
    return found[0]


def reads_the_word_file(page: Page, call_url: str) -> None:
    """The same headings, in the same order, as the call that was published in Word."""
    content = page.request.get(f"{call_url}convocatoria.docx").body()
    texts = [each.text.strip().upper() for each in docx.Document(io.BytesIO(content)).paragraphs]
    headings = list(blocks_of_the_sheet())
    assert len(headings) == 5
    assert [each for each in texts if each in headings] == headings


def fills(page: Page, kind: str, **values: str) -> None:
    page.get_by_label(kind, exact=True).check()
    plain = {"state": "Durango", "motive": "Quiero ayudar a que se cumpla lo acordado."}
    for name, value in {**plain, **values}.items():
        page.fill(f"#{name}", value)
    page.get_by_label("Diseño").check()
    page.get_by_label("honorífica").check()
    page.get_by_label("Leí el aviso").check()


def sends(page: Page) -> Application:
    follow(page, "Enviar la solicitud")
    folio = page.locator(".folio b").inner_text()
    assert page.get_by_role("heading", level=1).inner_text() == "Solicitud recibida"
    return Application.objects.get(folio=folio)


def a_person(page: Page, call_url: str) -> list[str]:
    """From what she reads to the folio, and to her own page with the link of the letter."""
    page.goto(call_url)
    wrong = looked_at(page, "convocatoria-06-la-lee")
    follow(page, "Postularse")
    wrong += looked_at(page, "convocatoria-07-solicitud")
    fills(
        page,
        "Persona interesada",
        name="María Canaria",
        email="canaria@example.org",
        municipality="Gómez Palacio",
        motive="Quiero que el plan hable del agua.",
    )
    follow(page, "Revisar antes de enviar")
    assert "Todavía no se envía" in main(page)
    wrong += looked_at(page, "convocatoria-08-revisar")
    made = sends(page)
    wrong += looked_at(page, "convocatoria-09-folio")
    letter = Message.objects.get(recipient="canaria@example.org")
    assert made.folio in letter.subject
    page.goto(page.url.split("/seguir/")[0] + link_in(letter))
    assert "Quiero que el plan hable del agua." in main(page)
    wrong += looked_at(page, "convocatoria-10-su-solicitud")
    return wrong


def for_an_organisation(page: Page, form: str) -> list[str]:
    """With a paper, and with an error corrected without losing anything, the paper neither."""
    page.goto(form)
    written = {"name": "Rosa Ficticia", "organisation_name": "Colectivo Agua Clara", "post": "Coordinadora"}
    fills(page, "Organización de la sociedad civil", email="rosa en example.org", **written)
    paper = {"name": "carta.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    page.set_input_files("#file", paper)  # type: ignore[arg-type]
    follow(page, "Revisar antes de enviar")
    assert page.title().startswith("Error:")
    wrong = looked_at(page, "convocatoria-11-con-un-error")
    page.wait_for_load_state("networkidle")
    assert page.locator(".autosave__ask").is_hidden()
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "email"
    for name, value in written.items():
        assert page.input_value(f"#{name}") == value
    assert page.get_by_label("Organización de la sociedad civil").is_checked()
    assert "carta.pdf" in main(page)
    page.fill("#email", "rosa@example.org")
    follow(page, "Revisar antes de enviar")
    assert "carta.pdf" in main(page)
    made = sends(page)
    assert (made.organisation_name, made.files.count()) == ("Colectivo Agua Clara", 1)
    return wrong


def from_another_state(page: Page, form: str) -> list[str]:
    """She is told which requirement she does not meet before she sends it; somebody will decide."""
    page.goto(form)
    fills(page, "Academia", name="Inés Ficticia", email="ines@example.org", state="Jalisco")
    follow(page, "Revisar antes de enviar")
    assert "No cumple: Declaró vivir en Jalisco" in main(page)
    wrong = looked_at(page, "convocatoria-12-no-cumple")
    assert not sends(page).is_eligible
    return wrong


def goes_back_to_correct(page: Page, form: str) -> list[str]:
    """What she saw at the review she changes at the form, and the rest stays."""
    page.goto(form)
    fills(page, "Otro", type_text="Comité de vecinas", name="Elena Ficticia", email="elena@example.org")
    follow(page, "Revisar antes de enviar")
    follow(page, "Corregir")
    wrong = looked_at(page, "convocatoria-13-corregir")
    assert page.input_value("#type_text") == "Comité de vecinas"
    page.fill("#motive", "Quiero cuidar el parque.")
    follow(page, "Revisar antes de enviar")
    assert sends(page).motive == "Quiero cuidar el parque."
    return wrong


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', text)
    assert found is not None
    return found[1]


def applies_without_a_browser(form: str, number: int) -> None:
    """The same public pages in the same order: form, review, folio."""
    client = Client()
    text = client.get(form).content.decode()
    given: dict[str, Any] = {
        "key": hidden(text, "key"),
        "notice": hidden(text, "notice"),
        "applicant_type": KINDS[number % len(KINDS)],
        "name": f"Persona ficticia {number}",
        "email": f"postulante{number}@example.org",
        "organisation_name": f"Organización ficticia {number}" if number % 3 == 0 else "",
        "state": "Durango",
        "stages": ["follow_up"],
        "motive": "Quiero ayudar.",
        "honorary": "on",
        "accept": "on",
    }
    assert "Todavía no se envía" in client.post(form, {**given, "do": "review"}).content.decode()
    assert client.post(form, {**given, "do": "send"}).status_code == 302


def results() -> int:
    return Message.objects.filter(subject__startswith="Resultado").count()


def comes_too_late(page: Page, form: str, call: Call) -> list[str]:
    """At her review when the window shuts: it is told, and every word is given back."""
    page.goto(form)
    fills(page, "Empresariado", name="Tardía Ficticia", email="tarde@example.org", motive="Lo escribí con calma.")
    follow(page, "Revisar antes de enviar")
    shut(call)
    follow(page, "Enviar la solicitud")
    assert page.get_by_role("heading", level=1).inner_text() == "Su solicitud llegó tarde"
    kept = page.get_by_label("Lo que escribió").input_value()
    assert [each in kept for each in ("Tardía Ficticia", "tarde@example.org", "Lo escribí con calma.")] == [True] * 3
    return looked_at(page, "convocatoria-15-llego-tarde")


def decides(page: Page, desk: str, folios: list[str], outcome: str, reason: str) -> None:
    """Those of one sheet of the desk, up to the preview."""
    page.goto(desk)
    for folio in folios:
        page.locator(f'input[name="folio"][value="{folio}"]').check()
    page.get_by_label(outcome, exact=True).check()
    page.fill("#reason", reason)
    follow(page, "Ver antes de decidir")


def reviews(page: Page, other: Page, desk: str, call: Call) -> list[str]:
    """One excuses herself, one is refused with its reason, the rest in two bulk decisions seen before they are taken."""
    hers = call.applications.get(email="elena@example.org")
    away = call.applications.get(email="ines@example.org")
    page.goto(desk)
    wrong = both_widths(page, "convocatoria-16-mesa")
    row = page.locator(".desk > li").filter(has_text=hers.folio)
    row.locator("summary").click()
    row.get_by_label("Si tiene conflicto de interés").fill("Es vecina mía.")
    follow(page, "Excusarme de esta solicitud")
    assert "Usted no la decide" in main(page)
    assert page.locator(f'input[name="folio"][value="{hers.folio}"]').count() == 0
    decides(page, desk, [away.folio], "No seleccionada", "La convocatoria pide residir en Durango.")
    follow(page, "Decidir")
    rest = call.applications.exclude(pk__in=(hers.pk, away.pk)).order_by("received_at", "pk")
    for number in (1, 2):
        address = f"{desk}?pagina={number}"
        page.goto(address)
        boxes = page.locator('input[name="folio"]:visible').all()
        shown = {str(each.get_attribute("value")) for each in boxes}
        chosen = [each.folio for each in rest if each.folio in shown]
        decides(page, address, chosen, "Aceptada", "Cumple los requisitos.")
        assert f"Quedarán como «Aceptada» {len(chosen)} solicitudes" in main(page)
        assert not Application.objects.filter(folio__in=chosen, status="accepted").exists()
        wrong += both_widths(page, "convocatoria-17-antes-de-decidir") if number == 1 else []
        follow(page, "Decidir")
        assert f"Se decidieron {len(chosen)} solicitudes." in main(page)
    assert page.get_by_role("link", name="Ver las cartas").count() == 0
    decides(other, desk, [hers.folio], "Aceptada", "Representa a su colonia.")
    follow(other, "Decidir")
    return wrong


def tells_everybody(page: Page, desk: str, call: Call) -> list[str]:
    """Thirty letters, each with what became of it; the one that bounced goes again."""
    page.goto(desk)
    wrong = looked_at(page, "convocatoria-18-todo-decidido")
    assert results() == 0
    follow(page, "Ver las cartas antes de enviarlas")
    assert "Su solicitud fue aceptada." in main(page)
    assert results() == 0
    follow(page, "Enviar los resultados")
    letters = ApplicationLetter.objects.filter(kind="result", application__call=call)
    assert (letters.count(), letters.values("application").distinct().count()) == (30, 30)
    assert "Salen 30 cartas con su resultado." in main(page)
    assert page.locator(".desk").get_by_text("En cola").count() == 25
    # every letter waits a little, in case whoever pressed the button takes it back
    deliver_due(now=database_now() + timedelta(hours=1))
    told = [each for each in mail.outbox if each.subject.startswith("Resultado")]
    assert {each.to[0] for each in told} == set(call.applications.values_list("email", flat=True))
    assert all("Motivo:" in str(each.body) for each in told)
    note_bounce(message=letters.get(application__email="rosa@example.org").message, error="550", at=database_now())
    page.goto(desk)
    row = page.locator(".desk > li").filter(has_text="Rosa Ficticia")
    row.get_by_label("Correo corregido").fill("rosa.agua@example.org")
    wrong += both_widths(page, "convocatoria-19-una-carta-reboto")
    follow(page, "Volver a enviar")
    assert "Rebotó y se volvió a enviar" in main(page)
    assert page.locator(".desk").get_by_text("Enviada", exact=False).count() == 24
    assert Message.objects.filter(recipient="rosa.agua@example.org", subject__startswith="Resultado").count() == 1
    return wrong


def take_their_seats(page: Page, desk: str) -> list[str]:
    page.goto(desk)
    page.get_by_label("¿De qué órgano?").select_option(label="Secretariado Técnico Local")
    wrong = looked_at(page, "convocatoria-20-asientos")
    follow(page, "Dar asiento a quienes se aceptó")
    assert "29 personas ya ocupan su asiento." in main(page)
    assert page.get_by_role("button", name="Dar asiento").count() == 0
    return [*wrong, *looked_at(page, "convocatoria-21-con-asiento")]


def asks_by_folio(page: Page, site: str, folio: str) -> list[str]:
    """Anybody with the folio knows that there is a result, and nothing of whose it is."""
    page.goto(f"{site}/seguir/")
    page.fill("#folio", folio.removeprefix("TQ-").lower())
    wrong = looked_at(page, "convocatoria-22-seguir")
    follow(page, "Ver en qué va")
    assert "Con resultado" in main(page)
    assert [each for each in (*CANARIES, "Aceptada") if each in page.content()] == []
    return [*wrong, *looked_at(page, "convocatoria-23-con-resultado")]


def enters_and_finds_her_seat(page: Page, site: str, folio: str) -> list[str]:
    """With a code sent to the mail with which she applied."""
    page.goto(f"{site}/entrar/?next=/cuenta/")
    page.get_by_role("textbox", name="Correo electrónico").fill("canaria@example.org")
    follow(page, "Enviarme el código")
    found = re.search(r"\d{3} \d{3}", Message.objects.order_by("-pk")[0].text)
    assert found is not None
    page.get_by_label("Código de seis cifras").fill(found[0])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for told in ("Secretariado Técnico Local", "Titular", folio, "Con resultado"):
        assert told in main(page)
    return looked_at(page, "convocatoria-25-en-su-cuenta")


@pytest.mark.covers("req:44", "req:48", "req:50", "req:51", "exp:8")
def test_a_call_like_durangos_fills_its_seats(exercise: Exercise, window: Window, live_server: LiveServer) -> None:
    site = live_server.url
    clerk, other = builders.secretariat(exercise), builders.person("Otra de la oficina", exercise.jurisdiction)
    grant_role(exercise=exercise, person=other, role=Role.SECRETARIAT, by=builders.administrator(), at=NOW)
    office, phone = window(clerk, DESK), window()

    wrong = writes_and_publishes(office, f"{site}/durango/convocatoria/gestion/", exercise)
    call = Call.objects.get()
    public = f"/durango/convocatoria/{call.uid}/"
    form, desk = f"{public}solicitud/", f"{site}{public}solicitudes/"

    reads_the_word_file(phone, site + public)
    wrong += a_person(phone, site + public)
    for applies in (for_an_organisation, from_another_state, goes_back_to_correct):
        wrong += applies(window(), site + form)
    for number in range(26):
        applies_without_a_browser(form, number)
    assert call.applications.count() == 30

    office.goto(desk)
    assert "La convocatoria sigue abierta" in main(office)
    assert office.get_by_role("button", name="Ver antes de decidir").count() == 0
    wrong += looked_at(office, "convocatoria-14-sigue-abierta")
    wrong += comes_too_late(window(), site + form, call)
    assert call.applications.count() == 30
    phone.goto(site + public)
    assert "Cerró el" in main(phone)
    assert phone.get_by_role("link", name="Postularse").count() == 0
    assert results() == 0

    wrong += reviews(office, window(other, DESK), desk, call)
    wrong += tells_everybody(office, desk, call)
    wrong += take_their_seats(office, desk)
    assert Seat.objects.filter(body__name="Secretariado Técnico Local", votes=True, role="titular").count() == 29
    folio = call.applications.get(email="canaria@example.org").folio
    wrong += asks_by_folio(phone, site, folio)
    phone.goto(site + link_in(Message.objects.get(recipient="canaria@example.org", subject__startswith="Resultado")))
    assert "Aceptada" in main(phone)
    assert "Cumple los requisitos." in main(phone)
    wrong += looked_at(phone, "convocatoria-24-su-resultado")
    wrong += enters_and_finds_her_seat(phone, site, folio)
    assert wrong == []
