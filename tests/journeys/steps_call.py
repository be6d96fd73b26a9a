"""From the first draft of a call to the seats that it fills, each step by its page."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from django.core import mail
from django.test import Client

from tequio.calls.models import Application, ApplicationLetter, Call
from tequio.outbox.actions import note_bounce
from tequio.outbox.models import Message
from tequio.places.clock import database_now
from tests.journeys.looking import enters_by_mail, follow, main
from tests.journeys.walking import Walk, delivers, letter

if TYPE_CHECKING:
    from datetime import datetime

    from playwright.sync_api import Page

SHEET = Path(__file__).resolve().parents[2] / "samples" / "convocatoria-durango-2020.docx"
BODY = "Secretariado Técnico Local"
MARIA, ROSA, ELENA = "canaria@example.org", "rosa.agua@example.org", "elena@example.org"
NOTICE = "Sus datos sirven para revisar su solicitud y avisarle del resultado. No se publican."
#: nothing of this may be read by somebody who only has a folio
CANARIES = ("María Canaria", MARIA, "Quiero que el plan hable del agua", "Gómez Palacio")
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
SECOND = timedelta(seconds=1)


def registers_the_body(walk: Walk, office: Page) -> str:
    """And the seats that no call fills: those of the institutions. The address of the body."""
    office.goto(f"{walk.site}/durango/organos/nuevo/")
    office.fill("#name", BODY)
    office.select_option("#kind", label="Secretariado técnico")
    walk.sees(office, "convocatoria-01-organo")
    office.get_by_label("Máximo órgano de decisión").check()
    follow(office, "Registrar el órgano")
    body = office.url.split("?", maxsplit=1)[0]
    gives_a_seat(office, body, "Secretaría de Contraloría", "contraloria", "Titular")
    gives_a_seat(office, body, "Secretaría de Contraloría", "suplente", "Suplente")
    gives_a_seat(office, body, "Instituto de Transparencia", "garante", "Titular")
    walk.sees(office, "convocatoria-02-asientos-de-las-instituciones", both=True)
    return body


def gives_a_seat(office: Page, body: str, organisation: str, name: str, role: str) -> None:
    office.goto(f"{body}asiento-nuevo/")
    office.select_option("#role", label=role)
    office.get_by_label("El asiento tiene voto").set_checked(role == "Titular")
    office.get_by_label(organisation, exact=True).check()
    office.fill("#person", f"Persona ficticia {name}")
    office.fill("#email", f"{name}@example.org")
    follow(office, "Registrar el asiento")


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


def writes_and_publishes(walk: Walk, page: Page, days: tuple[str, str]) -> Call:
    """The notice, the draft with the words of Durango, one error on the way, and its publication."""
    shelf = f"{walk.site}/durango/convocatoria/gestion/"
    page.goto(f"{shelf}aviso/")
    page.get_by_label("El aviso").fill(NOTICE)
    walk.sees(page, "convocatoria-03-aviso")
    follow(page, "Publicar el aviso")
    page.goto(f"{shelf}nueva/")
    told = blocks_of_the_sheet()
    bases = told["BASES"]
    process = told["PLAZOS Y PROCESO DE INSCRIPCIÓN"]
    written = {
        "title": "Convocatoria para participar en el tercer plan de acción local",
        "opens_on": days[0],
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
    walk.sees(page, "convocatoria-04-falta-el-ultimo-dia")
    page.fill("#closes_on", days[1])
    follow(page, "Guardar el borrador")
    walk.sees(page, "convocatoria-05-borrador")
    page.get_by_role("link", name="Publicar la convocatoria").click()
    page.wait_for_url("**/gestion/publicar/")
    for text in (told["CONSIDERANDO"][0], "Sumar organizaciones civiles", "estará abierta del"):
        assert text in main(page)
    walk.sees(page, "convocatoria-06-como-se-leera", both=True)
    follow(page, "Publicar")
    walk.sees(page, "convocatoria-07-publicada")
    return Call.objects.get()


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


def own_page(walk: Walk, page: Page, about: str) -> None:
    """With the link of a letter that María received."""
    found = re.search(r"/seguir/mi-solicitud/\S+", letter(MARIA, about))
    assert found is not None
    page.goto(f"{walk.site}{found[0]}")


def a_person(walk: Walk, page: Page, call_url: str) -> None:
    """From what she reads to the folio, and to her own page with the link of the letter."""
    page.goto(call_url)
    walk.sees(page, "convocatoria-08-la-lee")
    follow(page, "Postularse")
    walk.sees(page, "convocatoria-09-solicitud")
    fills(
        page,
        "Persona interesada",
        name="María Canaria",
        email=MARIA,
        municipality="Gómez Palacio",
        motive="Quiero que el plan hable del agua.",
    )
    follow(page, "Revisar antes de enviar")
    assert "Todavía no se envía" in main(page)
    walk.sees(page, "convocatoria-10-revisar")
    made = sends(page)
    walk.sees(page, "convocatoria-11-folio")
    delivers()
    own_page(walk, page, made.folio)
    assert "Quiero que el plan hable del agua." in main(page)
    walk.sees(page, "convocatoria-12-su-solicitud")


def for_an_organisation(walk: Walk, page: Page, form: str) -> None:
    """With two documents, and with an error corrected without losing anything, the documents neither."""
    page.goto(form)
    written = {"name": "Rosa Ficticia", "organisation_name": "Colectivo Agua Clara", "post": "Coordinadora"}
    fills(page, "Organización de la sociedad civil", email="rosa en example.org", **written)
    for number, (name, what) in enumerate({"carta.pdf": "Carta de postulación", "acta.pdf": "Acta"}.items(), 1):
        if number > 1:
            page.get_by_text("Agregar otro documento").locator("visible=true").click()
        document = {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
        page.set_input_files(f"#file_{number}", document)  # type: ignore[arg-type]
        page.fill(f"#label_{number}", what)
    follow(page, "Revisar antes de enviar")
    assert page.title().startswith("Error:")
    walk.sees(page, "convocatoria-13-con-un-error")
    page.wait_for_load_state("networkidle")
    assert page.locator(".autosave__ask").is_hidden()
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "email"
    for name, value in written.items():
        assert page.input_value(f"#{name}") == value
    assert page.get_by_label("Organización de la sociedad civil").is_checked()
    assert "carta.pdf" in main(page)
    assert page.input_value("#label_2") == "Acta"
    page.fill("#email", "rosa@example.org")
    follow(page, "Revisar antes de enviar")
    assert "carta.pdf" in main(page)
    assert "acta.pdf" in main(page)
    made = sends(page)
    assert (made.organisation_name, made.files.count()) == ("Colectivo Agua Clara", 2)


def from_another_state(walk: Walk, page: Page, form: str) -> None:
    """She is told which requirement she does not meet before she sends it; somebody will decide."""
    page.goto(form)
    fills(page, "Academia", name="Inés Ficticia", email="ines@example.org", state="Jalisco")
    follow(page, "Revisar antes de enviar")
    assert "No cumple: Declaró vivir en Jalisco" in main(page)
    walk.sees(page, "convocatoria-14-no-cumple")
    assert not sends(page).is_eligible


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


def goes_back_to_correct(walk: Walk, page: Page, form: str) -> None:
    """What she saw at the review she changes at the form, and the rest stays."""
    page.goto(form)
    fills(page, "Otro", type_text="Comité de vecinas", name="Elena Ficticia", email=ELENA)
    follow(page, "Revisar antes de enviar")
    follow(page, "Corregir")
    walk.sees(page, "convocatoria-15-corregir")
    assert page.input_value("#type_text") == "Comité de vecinas"
    page.fill("#motive", "Quiero cuidar el parque.")
    follow(page, "Revisar antes de enviar")


def the_window_closes(walk: Walk, form: str, closes: datetime) -> None:
    """One second before the hour Elena's application is received. At the hour another one is not, and every word is given back."""
    in_time, late = walk.window(), walk.window()
    goes_back_to_correct(walk, in_time, form)
    late.goto(form)
    fills(late, "Empresariado", name="Tardía Ficticia", email="tarde@example.org", motive="Lo escribí con calma.")
    follow(late, "Revisar antes de enviar")
    walk.clock.stand(closes - SECOND)
    made = sends(in_time)
    assert (made.received_at, made.motive) == (closes - SECOND, "Quiero cuidar el parque.")
    walk.clock.stand(closes)
    follow(late, "Enviar la solicitud")
    assert late.get_by_role("heading", level=1).inner_text() == "Su solicitud llegó tarde"
    kept = late.get_by_label("Lo que escribió").input_value()
    assert [each in kept for each in ("Tardía Ficticia", "tarde@example.org", "Lo escribí con calma.")] == [True] * 3
    walk.sees(late, "convocatoria-17-llego-tarde")
    assert not Application.objects.filter(email="tarde@example.org").exists()


def results() -> int:
    return Message.objects.filter(subject__startswith="Resultado").count()


def decides(page: Page, desk: str, folios: list[str], outcome: str, reason: str) -> None:
    """Those of one sheet of the desk, up to the preview."""
    page.goto(desk)
    for folio in folios:
        page.locator(f'input[name="folio"][value="{folio}"]').check()
    page.get_by_label(outcome, exact=True).check()
    page.fill("#reason", reason)
    follow(page, "Ver antes de decidir")


def reviews(walk: Walk, page: Page, other: Page, desk: str, call: Call) -> None:
    """One excuses herself, one is refused with its reason, the rest in two bulk decisions seen before they are taken."""
    hers, last_sheet = call.applications.get(email=ELENA), f"{desk}?pagina=2"
    away = call.applications.get(email="ines@example.org")
    page.goto(desk)
    walk.sees(page, "convocatoria-18-mesa", both=True)
    page.goto(last_sheet)
    row = page.locator(".desk > li").filter(has_text=hers.folio)
    row.locator("summary").click()
    row.get_by_label("Si tiene conflicto de interés").fill("Es vecina mía.")
    follow(page, "Excusarme de esta solicitud")
    page.goto(last_sheet)
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
        if number == 1:
            walk.sees(page, "convocatoria-19-antes-de-decidir", both=True)
        follow(page, "Decidir")
        assert f"Se decidieron {len(chosen)} solicitudes." in main(page)
    assert page.get_by_role("link", name="Ver las cartas").count() == 0
    decides(other, last_sheet, [hers.folio], "Aceptada", "Representa a su colonia.")
    follow(other, "Decidir")


def tells_everybody(walk: Walk, page: Page, desk: str, call: Call) -> None:
    """Thirty letters, each with what became of it; the one that bounced goes again."""
    page.goto(desk)
    walk.sees(page, "convocatoria-20-todo-decidido")
    assert results() == 0
    follow(page, "Ver las cartas antes de enviarlas")
    assert "Su solicitud fue aceptada." in main(page)
    assert results() == 0
    follow(page, "Enviar los resultados")
    letters = ApplicationLetter.objects.filter(kind="result", application__call=call)
    assert (letters.count(), letters.values("application").distinct().count()) == (30, 30)
    assert "Salen 30 cartas con su resultado." in main(page)
    assert page.locator(".desk").get_by_text("En cola").count() == 25
    delivers()
    told = [each for each in mail.outbox if each.subject.startswith("Resultado")]
    assert {each.to[0] for each in told} == set(call.applications.values_list("email", flat=True))
    assert all("Motivo:" in str(each.body) for each in told)
    note_bounce(message=letters.get(application__email="rosa@example.org").message, error="550", at=database_now())
    page.goto(desk)
    row = page.locator(".desk > li").filter(has_text="Rosa Ficticia")
    row.get_by_label("Correo corregido").fill(ROSA)
    walk.sees(page, "convocatoria-21-una-carta-reboto", both=True)
    follow(page, "Volver a enviar")
    assert "Rebotó y se volvió a enviar" in main(page)
    assert page.locator(".desk").get_by_text("Enviada", exact=False).count() == 24
    assert Message.objects.filter(recipient=ROSA, subject__startswith="Resultado").count() == 1


def take_their_seats(walk: Walk, page: Page, desk: str) -> None:
    page.goto(desk)
    page.get_by_label("¿De qué órgano?").select_option(label=BODY)
    walk.sees(page, "convocatoria-22-asientos")
    follow(page, "Dar asiento a quienes se aceptó")
    assert "29 personas ya ocupan su asiento." in main(page)
    assert page.get_by_role("button", name="Dar asiento").count() == 0
    walk.sees(page, "convocatoria-23-con-asiento")


def asks_by_folio(walk: Walk, page: Page, folio: str) -> None:
    """Anybody with the folio knows that there is a result, and nothing of whose it is."""
    page.goto(f"{walk.site}/seguir/")
    page.fill("#folio", folio.removeprefix("TQ-").lower())
    walk.sees(page, "convocatoria-24-seguir")
    follow(page, "Ver en qué va")
    assert "Con resultado" in main(page)
    assert [each for each in (*CANARIES, "Aceptada") if each in page.content()] == []
    walk.sees(page, "convocatoria-25-con-resultado")


def reads_her_result_and_finds_her_seat(walk: Walk, page: Page, folio: str) -> None:
    """With the link of the letter, and then with a code sent to the mail with which she applied."""
    own_page(walk, page, "Resultado")
    assert "Aceptada" in main(page)
    assert "Cumple los requisitos." in main(page)
    walk.sees(page, "convocatoria-26-su-resultado")
    enters_by_mail(page, walk.site, MARIA, "/cuenta/")
    for told in (BODY, "Titular", folio, "Con resultado"):
        assert told in main(page)
    walk.sees(page, "convocatoria-27-en-su-cuenta")
