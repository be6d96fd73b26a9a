"""The pages of import as a person uses them, with what must never happen."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tequio.audit.models import Event
from tequio.commitments.models import Commitment
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.imports import actions, background
from tequio.imports.actions import read_upload, receive_document, start_reading
from tequio.imports.models import ImportJob, State
from tequio.people.actions import create_person
from tequio.people.models import Person
from tequio.workplans.models import Activity
from tests import builders
from tests.entering import entered

pytestmark = pytest.mark.django_db
NOW = builders.NOW
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SHEET = "compromiso-jalisco-2019.docx"
INDEX = "/jalisco/importar/"


@pytest.fixture(autouse=True)
def at_that_time() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def patient(settings: Settings) -> None:
    """A busy machine must not turn the quick way into the slow one."""
    settings.IMPORT_PATIENCE = 60


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise()


@pytest.fixture
def web(exercise: Exercise) -> Client:
    return entered(builders.secretariat(exercise))


def sample(name: str = SHEET) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (SAMPLES / name).read_bytes())


def upload(web: Client, file: SimpleUploadedFile, text: str = "") -> HttpResponse:
    return web.post(INDEX, {"archivo": file, "texto": text})  # type: ignore[return-value]


def reviewed(web: Client, name: str = SHEET) -> str:
    """Address of the review of a sample just uploaded."""
    return str(upload(web, sample(name))["Location"])


def words(response: HttpResponse) -> str:
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def page(web: Client, address: str) -> str:
    response = web.get(address)
    assert response.status_code == 200
    return words(response)  # type: ignore[arg-type]


def form(web: Client, address: str) -> dict[str, str | list[str]]:
    """What a browser would send back untouched."""
    text = web.get(address).content.decode()
    found: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input [^>]+>", text):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and name[1] == "fila":
            found.setdefault("fila", []).append(value[1])  # type: ignore[union-attr]
        elif name and value and "checkbox" not in tag and "radio" not in tag:
            found[name[1]] = html.unescape(value[1])
    for name, value in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', text, flags=re.S):
        found[name] = html.unescape(value)
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, flags=re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def only_job() -> ImportJob:
    return ImportJob.objects.get()


# --- receiving


@pytest.mark.covers("exp:27", "exp:13")
def test_formats_and_limit_are_said_before_choosing(web: Client) -> None:
    text = page(web, INDEX)
    for said in (".docx, .xlsx", "hasta 20 MB", "Ficha de compromiso", "Ruta crítica", "Convocatoria", "Metodología"):
        assert said in text
    assert "Aún no llega ningún documento" in text


@pytest.mark.covers("exp:13")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (SHEET, "Ficha de compromiso"),
        ("ruta-yucatan-2021.xlsx", "Ruta crítica"),
        ("plan-anual-2021-2024.xlsx", "Plan anual de trabajo"),
        ("convocatoria-durango-2020.docx", "Convocatoria"),
        ("metodologia-jalisco-2016.txt", "Metodología"),
    ],
)
def test_each_kind_is_reviewed_before_anything_is_stored(web: Client, name: str, kind: str) -> None:
    address = reviewed(web, name)
    text = page(web, address)
    assert kind in text
    assert "Revise lo que se entendió" in text
    assert only_job().state == State.READ
    assert not Commitment.objects.exists()
    assert not Activity.objects.exists()
    assert name in page(web, INDEX)


@pytest.mark.covers("case:F10")
def test_the_same_file_again_is_told_and_changes_nothing(web: Client) -> None:
    first = reviewed(web)
    before = ImportJob.objects.values().get()
    again = upload(web, sample())
    assert again["Location"] == f"{first}?estaba=1"
    assert "ya estaba aquí" in page(web, again["Location"])
    assert ImportJob.objects.values().get() == before


@pytest.mark.covers("exp:27", "case:U6")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vacio.docx", b"", "está vacío"),
        ("foto.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "no"),
        ("foto.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "imagen"),
        ("viejo.rtf", b"{\\rtf1 hola}", "texto enriquecido"),
    ],
)
def test_a_file_that_is_not_read_is_refused_at_the_door_and_the_text_stays(
    web: Client, name: str, content: bytes, said: str
) -> None:
    response = upload(web, SimpleUploadedFile(name, content))
    assert response.status_code == 422
    text = words(response)
    assert said in text
    assert name in text
    assert text.split("·")[0].strip().startswith("Error:")
    assert b'href="#archivo"' in response.content
    assert not ImportJob.objects.exists()


def test_a_file_and_a_text_at_once_keep_the_text(web: Client) -> None:
    response = upload(web, sample(), "COMPROMISO que escribí con cuidado")
    assert response.status_code == 422
    assert "COMPROMISO que escribí con cuidado" in words(response)
    nothing = web.post(INDEX, {"texto": "  "})
    assert nothing.status_code == 422
    assert "Elija un archivo o pegue" in words(nothing)  # type: ignore[arg-type]


@pytest.mark.covers("exp:27")
def test_too_large_a_file_is_told_with_both_sizes(web: Client) -> None:
    response = upload(web, SimpleUploadedFile("grande.docx", b"PK" + b"\0" * (21 * 1024 * 1024)))
    assert response.status_code == 422
    assert "21.0 MB y se admiten hasta 20 MB" in words(response)


@pytest.mark.covers("case:U6")
def test_a_damaged_file_says_which_and_why_and_can_be_tried_again(web: Client) -> None:
    answer = upload(web, SimpleUploadedFile("../../etc/cron.d/da\u202eñado.docx", b"PK\x03\x04 esto no es un docx"))
    text = page(web, str(answer["Location"]))
    assert "No se pudo leer" in text
    assert "dañado.docx" in text
    assert "../" not in text
    assert only_job().state == State.FAILED
    assert web.post(f"{answer['Location']}leer/").status_code == 302
    assert "No se pudo leer" in page(web, INDEX)


@pytest.mark.covers("exp:13", "case:F5")
def test_a_pasted_table_with_every_kind_of_date(web: Client) -> None:
    rows = ["No.\tActividad\tInicio\tFin", "1\tDiseño de la consulta\t05/09/2019\t10/09/2019"]
    rows += ["2\tConvocatoria a la consulta\tNOV 2019\tNOV 2019", "3\tFirma del plan\tPor definir\tPor definir"]
    rows += ["4\tDifusión del plan\t18 de noviembre de 2019\t29 de noviembre de 2019"]
    answer = web.post(INDEX, {"texto": "Ruta crítica 2019\n" + "\n".join(rows)})
    text = page(web, answer["Location"])
    for said in ("5 de septiembre de 2019", "05/09/2019", "noviembre de 2019", "Sólo el mes", "Por definir"):
        assert said in text
    assert "1 de noviembre de 2019" not in text
    assert "pueden leerse al revés" in text


def many(rows: int) -> str:
    titles = "No.\tObjetivo\tActividad\tFecha de cumplimiento\tMedios de verificación\tResponsable\n"
    return titles + "".join(f"{n}\tMeta {n}\tPaso {n}\t05/09/19\tMinuta\tÁrea {n}\n" for n in range(1, rows + 1))


@pytest.mark.covers("exp:13")
def test_a_large_document_is_asked_about_by_parts(web: Client) -> None:
    """A page that asked it all at once would send back more fields than the server takes."""
    address = web.post(INDEX, {"texto": many(240)})["Location"]
    shown = web.get(address).content.decode()
    assert shown.count('name="fecha"') == 100
    assert "Después de éstas se preguntan 140 más." in shown
    assert 0 < shown.count('href="#meta') + shown.count('href="?parte') < 170
    web.post(f"{address}fechas/", {"fecha": re.findall(r'name="fecha" value="([^"]+)"', shown)})
    assert "Después de éstas se preguntan 40 más." in page(web, address)


@pytest.mark.covers("exp:13")
def test_more_than_a_person_can_review_is_refused_with_what_to_do(web: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_PARTS", 20)
    answer = web.post(INDEX, {"texto": many(12)})
    assert (only_job().state, bool(only_job().reading)) == (State.FAILED, False)
    assert "trae 25 metas, actividades o fases, y de uno se revisan hasta 20" in page(web, answer["Location"])


def test_what_was_pasted_and_not_recognised_goes_back_to_its_box(web: Client) -> None:
    answer = web.post(INDEX, {"texto": "Estimada vecina: el sábado hay tequio en la escuela."})
    text = page(web, answer["Location"])
    assert "No se reconoció" in text
    assert "el sábado hay tequio en la escuela" in text
    assert "No se reconoció" in page(web, INDEX)
    assert web.get(f"{answer['Location']}guardar/").status_code == 302


# --- reading that takes long


def test_a_long_reading_is_shown_and_survives_leaving_the_page(transactional_db: None, settings: Settings) -> None:
    web = entered(builders.secretariat(builders.exercise()))
    settings.IMPORT_PATIENCE = 0
    address = reviewed(web)
    background.pool().shutdown()
    background.pool.cache_clear()
    assert "Revise lo que se entendió" in page(web, address)
    assert only_job().state == State.READ


def test_while_it_reads_the_page_says_so_and_looks_again(web: Client, exercise: Exercise) -> None:
    by = builders.secretariat(exercise)
    job = receive_document(exercise=exercise, content=b"x", name="x.txt", by=by, at=NOW)
    start_reading(job=job, by=by, at=NOW)
    response = web.get(f"{INDEX}{job.uid}/")
    assert "Leyendo el documento" in words(response)  # type: ignore[arg-type]
    assert response["Refresh"] == "3"
    assert "Refresh" not in web.get(f"{INDEX}{job.uid}/?quieta=1")
    assert web.post(f"{INDEX}{job.uid}/leer/").status_code == 302
    job.refresh_from_db()
    assert job.state == State.UPLOADED


def test_a_reading_that_stopped_is_taken_up_again(web: Client, exercise: Exercise) -> None:
    by = builders.secretariat(exercise)
    content = (SAMPLES / SHEET).read_bytes()
    job = receive_document(exercise=exercise, content=content, name=SHEET, by=by, at=NOW)
    start_reading(job=job, by=by, at=NOW)
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        response = web.get(f"{INDEX}{job.uid}/")
        assert "La lectura se detuvo" in words(response)  # type: ignore[arg-type]
        assert "Refresh" not in response
        web.post(f"{INDEX}{job.uid}/leer/")
    assert "Revise lo que se entendió" in page(web, f"{INDEX}{job.uid}/")


# --- reviewing and correcting


@pytest.mark.covers("req:70", "exp:13")
def test_the_document_stands_beside_what_was_understood(web: Client) -> None:
    text = page(web, reviewed(web))
    assert "tabla 1, fila" in text
    assert "lada de otro país" in text
    assert "16 actividades" in text
    assert "11 metas" in text
    assert re.search(r"05/09/19 .{0,40}Se leyó 5 de septiembre de 2019", text)
    assert "3 fechas por definir" in text


@pytest.mark.covers("req:83")
def test_two_responsibles_are_shown_as_two_beside_the_cell_that_names_both(web: Client) -> None:
    body = web.get(reviewed(web)).content.decode()
    goals = (only_job().reading or {})["commitments"][0]["goals"]
    both = next(goal["responsibles"] for goal in goals if len(goal["responsibles"]) == 2)
    assert "".join(f"<li>{name}</li>" for name in both) in body
    assert all(f"<mark>{name}</mark>" in body for name in both)


@pytest.mark.covers("req:91")
def test_rows_that_a_page_broke_are_told_for_review(web: Client) -> None:
    text = page(web, reviewed(web, "compromiso-jalisco-2019-partido.docx"))
    assert "16 actividades" in text
    codes = {finding["code"] for finding in only_job().findings}
    assert "rows-joined" in codes
    joined = next(finding for finding in only_job().findings if finding["code"] == "rows-joined")
    assert joined["message"] in text


@pytest.mark.covers("req:70", "exp:13")
def test_a_corrected_field_is_checked_again(web: Client) -> None:
    address = reviewed(web)
    edit = f"{address}corregir/responsable/"
    sent = form(web, edit)
    assert str(sent["campo-responsible-phone"]).startswith("+51")
    sent["campo-responsible-phone"] = str(sent["campo-responsible-phone"]).replace("+51", "+52")
    answer = web.post(edit, sent)
    assert answer.status_code == 302
    text = page(web, address)
    assert "lada de otro país" not in text
    assert "+52" in text
    assert "No es igual a lo que dice el documento" in text
    assert Event.objects.filter(verb="imports.reading_corrected").count() == 1


def test_saving_without_changing_changes_nothing(web: Client) -> None:
    """Nothing that was read is lost by passing through a form: dates, lists, years worked out."""
    address = reviewed(web)
    job = only_job()
    for key in ("ficha", "problema", "responsable", "participantes", "valores", "meta-1", "meta-8", "meta-11"):
        assert web.post(f"{address}corregir/{key}/", form(web, f"{address}corregir/{key}/")).status_code == 302
        assert only_job().reading == job.reading, key
    after = only_job()
    assert after.reading == job.reading
    assert after.findings == job.findings
    assert after.sources == job.sources


@pytest.mark.covers("exp:26", "case:F5")
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("31/02/2019", "no existe en el calendario"),
        ("NOV", "le falta el año"),
        ("cuando se pueda", "no se entiende como fecha"),
    ],
)
def test_a_date_in_error_keeps_everything_typed(web: Client, written: str, said: str) -> None:
    address = reviewed(web)
    edit = f"{address}corregir/meta-1/"
    before = only_job().reading
    sent = {**form(web, edit), "fila-0-date": written, "fila-1-title": "Segunda reunión, ya corregida"}
    response = web.post(edit, sent)
    text = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error:" in text
    assert 'href="#fila-0-date"' in text
    assert said in text
    assert f'value="{written}"' in text
    assert "Segunda reunión, ya corregida" in text
    assert only_job().reading == before


@pytest.mark.covers("exp:13", "case:F5")
@pytest.mark.parametrize(
    ("written", "edtf"), [("Por definir", None), ("noviembre 2019", "2019-11"), ("5/9/19", "2019-09-05"), ("", "empty")]
)
def test_dates_are_accepted_as_people_write_them(web: Client, written: str, edtf: str | None) -> None:
    address = reviewed(web)
    edit = f"{address}corregir/meta-1/"
    web.post(edit, {**form(web, edit), "fila-0-date": written})
    date = (only_job().reading or {})["commitments"][0]["goals"][0]["activities"][0]["date"]
    assert (date and date["edtf"]) == (None if edtf in (None, "empty") else edtf)
    assert (date is None) is (edtf == "empty")
    if written == "5/9/19":
        assert date["ambiguous"]


@pytest.mark.covers("exp:13", "exp:21")
def test_rows_are_added_and_removed_by_buttons_and_their_sources_follow(web: Client) -> None:
    address = reviewed(web)
    edit = f"{address}corregir/meta-1/"
    sources = only_job().sources
    sent = form(web, edit)
    added = web.post(edit, {**sent, "agregar": "1", "fila-0-title": "Sin guardar aún"})
    text = added.content.decode()
    assert added.status_code == 200
    assert 'name="fila-n1-title"' in text
    assert "Sin guardar aún" in text
    removed = web.post(edit, {**sent, "quitar": "0"}).content.decode()
    assert 'name="fila-0-title"' not in removed
    web.post(
        edit, {**sent, "fila": ["1", "n1"], "fila-n1-title": "Reunión nueva", "fila-n1-date": "3 de octubre de 2019"}
    )
    job = only_job()
    rows = (job.reading or {})["commitments"][0]["goals"][0]["activities"]
    assert [row["title"] for row in rows] == [sent["fila-1-title"], "Reunión nueva"]
    start = "commitments/0/goals/0/activities/"
    assert job.sources[f"{start}0/title"] == sources[f"{start}1/title"]
    assert f"{start}1/title" not in job.sources


def test_somebody_else_corrected_it_meanwhile(web: Client) -> None:
    address = reviewed(web)
    edit = f"{address}corregir/problema/"
    mine, theirs = form(web, edit), form(web, edit)
    web.post(edit, {**theirs, "campo-problem-note": "Lo de la otra persona"})
    refused = web.post(edit, {**mine, "campo-problem-note": "Lo mío"})
    assert refused.status_code == 422
    assert "Otra persona corrigió" in words(refused)  # type: ignore[arg-type]
    assert "Lo mío" in words(refused)  # type: ignore[arg-type]
    again = re.search(r'name="huella" value="([^"]+)"', refused.content.decode())
    assert again
    assert web.post(edit, {**mine, "campo-problem-note": "Lo mío", "huella": again[1]}).status_code == 302


@pytest.mark.covers("case:F5")
def test_doubtful_dates_are_confirmed_one_by_one(web: Client) -> None:
    address = reviewed(web)
    keys = re.findall(r'name="fecha" value="([^"]+)"', web.get(address).content.decode())
    assert len(keys) > 3
    web.post(f"{address}fechas/", {"fecha": [keys[0], "commitments/0/title", "nada/9"]})
    left = re.findall(r'name="fecha" value="([^"]+)"', web.get(address).content.decode())
    assert left == keys[1:]


@pytest.mark.covers("req:84")
def test_nobody_is_linked_without_a_yes(web: Client, exercise: Exercise) -> None:
    """A name of the document is written shorter than somebody known: it is asked, and each answer does what it says."""
    address = reviewed(web)
    names = re.findall(r'name="de-(\d+)" value="([^"]+)"', web.get(address).content.decode())
    assert names
    refused = web.post(f"{address}guardar/")
    assert refused.status_code == 422
    assert "Falta decir" in words(refused)  # type: ignore[arg-type]
    assert not Commitment.objects.exists()
    web.post(f"{address}nombres/", {f"nombre-{n}": "no" for n, _name in names} | {f"de-{n}": name for n, name in names})
    assert web.post(f"{address}guardar/").status_code == 302
    made = set(Person.objects.values_list("name", flat=True))
    assert {name for _n, name in names} <= made


def test_a_yes_links_to_the_one_who_was_proposed(web: Client, exercise: Exercise) -> None:
    address = reviewed(web)
    job = only_job()
    responsible = (job.reading or {})["commitments"][0]["responsible"]["person"]
    known = create_person(
        jurisdiction=exercise.jurisdiction, name=f"{responsible} Otro", by=builders.administrator(), at=NOW
    )
    text = web.get(address).content.decode()
    asked = {name: n for n, name in re.findall(r'name="de-(\d+)" value="([^"]+)"', text)}
    answers = {f"de-{n}": name for name, n in asked.items()} | {f"nombre-{n}": "si" for n in asked.values()}
    web.post(f"{address}nombres/", answers)
    web.post(f"{address}guardar/")
    commitment = Commitment.objects.get()
    assert commitment.responsible is not None
    assert commitment.responsible.person == known


# --- saving


def settle(web: Client, address: str) -> None:
    text = web.get(address).content.decode()
    names = re.findall(r'name="de-(\d+)" value="([^"]+)"', text)
    web.post(f"{address}nombres/", {f"nombre-{n}": "si" for n, _ in names} | {f"de-{n}": name for n, name in names})


@pytest.mark.covers("exp:13", "case:F10")
def test_saved_once_whatever_the_clicks(web: Client) -> None:
    address = reviewed(web)
    settle(web, address)
    text = page(web, f"{address}guardar/")
    assert "1 compromiso" in text
    assert "16 actividades" in text
    assert "lada de otro país" in text
    assert not Commitment.objects.exists()
    assert web.post(f"{address}guardar/")["Location"] == address
    assert web.post(f"{address}guardar/")["Location"] == address
    assert Commitment.objects.count() == 1
    assert Activity.objects.count() == 16
    result = web.get(address).content.decode()
    assert "/jalisco/compromisos/1/" in result
    assert web.get("/jalisco/compromisos/1/").status_code == 200
    assert Event.objects.filter(verb="imports.document_loaded").count() == 1
    assert web.get(f"{address}corregir/ficha/").status_code == 302


def test_what_cannot_be_loaded_stays_open_to_correction(web: Client) -> None:
    table = "No.\tActividad\tInicio\tPredecesoras\n1\tDiseño\t5 de septiembre de 2019\t\n2\tConsulta\t9 de septiembre de 2019\t7\n"
    address = web.post(INDEX, {"texto": "Ruta crítica 2019\n" + table + "3\tFirma\t1 de octubre de 2019\t2\n"})[
        "Location"
    ]
    refused = web.post(f"{address}guardar/")
    assert refused.status_code == 422
    assert "que no está en la ruta" in words(refused)  # type: ignore[arg-type]
    assert only_job().state == State.READ
    edit = f"{address}corregir/fases/"
    web.post(edit, {**form(web, edit), "fila-1-predecessors": "1"})
    assert web.post(f"{address}guardar/")["Location"] == address
    assert only_job().state == State.LOADED


def test_a_text_that_does_not_fit_is_told_where(web: Client) -> None:
    address = reviewed(web)
    job = only_job()
    reading = job.reading or {}
    reading["commitments"][0]["responsible"]["phone"] = "3" * 90
    ImportJob.objects.update(reading=reading)
    settle(web, address)
    refused = web.post(f"{address}guardar/")
    assert refused.status_code == 422
    assert "90 caracteres y caben 60" in words(refused)  # type: ignore[arg-type]
    assert f"{address}corregir/responsable/" in refused.content.decode()


# --- who


def somebody(exercise: Exercise, role: str) -> Client:
    person = builders.person(f"Persona {role}", exercise.jurisdiction)
    if role == "admin":
        return entered(builders.administrator())
    if role:
        grant_role(exercise=exercise, person=person, role=role, by=builders.administrator(), at=NOW)
    return entered(person)


@pytest.mark.covers
@pytest.mark.parametrize(
    ("role", "look", "change"),
    [
        (Role.SECRETARIAT, 200, 302),
        (Role.AUDITOR, 200, 403),
        (Role.ADMINISTRATOR, 200, 403),
        ("admin", 200, 403),
        (Role.RESPONSIBLE, 403, 403),
        ("", 403, 403),
    ],
)
def test_who_may_look_and_who_may_change(web: Client, exercise: Exercise, role: str, look: int, change: int) -> None:
    address = reviewed(web)
    them = somebody(exercise, role)
    assert them.get(INDEX).status_code == look
    assert them.get(address).status_code == look
    sent = form(web, f"{address}corregir/problema/")
    settle(web, address)
    assert them.get(f"{address}corregir/problema/").status_code == (200 if change == 302 else 403)
    assert them.post(f"{address}corregir/problema/", sent).status_code == change
    assert them.post(f"{address}fechas/", {}).status_code == change
    assert them.post(f"{address}nombres/", {}).status_code == change
    assert them.post(f"{address}leer/").status_code == change
    assert them.post(INDEX, {"texto": "Convocatoria"}).status_code == change
    assert them.post(f"{address}guardar/").status_code == change
    assert Commitment.objects.exists() is (change == 302)


@pytest.mark.covers
def test_who_has_not_entered_is_sent_to_enter_and_back(exercise: Exercise) -> None:
    answer = Client().get(INDEX)
    assert answer.status_code == 302
    assert answer["Location"] == "/entrar/?next=%2Fjalisco%2Fimportar%2F"


@pytest.mark.covers
def test_another_exercise_and_a_draft_are_not_there(web: Client, exercise: Exercise) -> None:
    address = reviewed(web)
    other = builders.exercise("otro")
    theirs = entered(builders.secretariat(other))
    uid = address.rstrip("/").split("/")[-1]
    assert theirs.get(f"/otro/importar/{uid}/").status_code == 404
    assert theirs.get(address).status_code == 403
    builders.exercise("en-borrador", published=False)
    assert theirs.get("/en-borrador/importar/").status_code == 404
    assert (
        entered(builders.secretariat(Exercise.objects.get(slug="en-borrador")))
        .get("/en-borrador/importar/")
        .status_code
        == 200
    )


def test_only_who_works_in_it_finds_the_way_in_the_navigation(web: Client, exercise: Exercise) -> None:
    door = f'href="{INDEX}"'
    assert door in web.get("/jalisco/").content.decode()
    assert door in somebody(exercise, Role.AUDITOR).get("/jalisco/").content.decode()
    assert door not in somebody(exercise, "").get("/jalisco/").content.decode()
    assert door not in Client().get("/jalisco/").content.decode()


@pytest.mark.covers
def test_an_auditor_reads_the_review_without_any_button(web: Client, exercise: Exercise) -> None:
    address = reviewed(web)
    body = somebody(exercise, Role.AUDITOR).get(address).content.decode()
    assert "lada de otro país" in body
    assert f"{address}corregir/" not in body
    assert f"{address}guardar/" not in body


# --- cost and safety


@pytest.mark.parametrize("copies", [1, 12])
def test_queries_do_not_grow_with_the_document_or_the_list(
    web: Client, exercise: Exercise, copies: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    by = builders.secretariat(exercise)
    content = (SAMPLES / "metodologia-jalisco-2016.txt").read_bytes()
    for number in range(copies):
        job = receive_document(
            exercise=exercise, content=content + b"\n" * number, name=f"m{number}.txt", by=by, at=NOW
        )
        read_upload(job=job, by=by, at=NOW)
    with django_assert_max_num_queries(11):
        web.get(INDEX)
    address = reviewed(web)
    with django_assert_max_num_queries(13):
        web.get(address)


def test_what_a_document_says_is_shown_as_text(web: Client) -> None:
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    rows = ["No.\tActividad\tInicio\tFin", f"1\tReunión {hostile}\t5 de septiembre de 2019\t6 de septiembre de 2019"]
    rows += ["2\tConsulta\t9 de septiembre de 2019\t10 de septiembre de 2019", "3\tFirma\t1 de octubre de 2019\t"]
    answer = web.post(INDEX, {"texto": "Ruta crítica 2019\n" + "\n".join(rows)})
    response = web.get(answer["Location"])
    assert b"<script>" not in response.content
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "{{ 7*7 }}" in words(response)  # type: ignore[arg-type]
    assert "style=" not in response.content.decode()
    assert response["Cache-Control"].startswith(("no-store", "max-age=0"))


@pytest.mark.covers("exp:27")
def test_a_goal_is_added_and_another_taken_out_before_saving(web: Client) -> None:
    address = reviewed(web)
    goals = (only_job().reading or {})["commitments"][0]["goals"]
    asked = form(web, f"{address}corregir/metas/")
    kept = [row for row in asked["fila"] if row != "2"]
    asked |= {"fila": [*kept, "n1"], "fila-n1-title": "Asamblea de cierre", "fila-n1-number": "12"}
    assert web.post(f"{address}corregir/metas/", asked).status_code == 302
    now = (only_job().reading or {})["commitments"][0]["goals"]
    assert [each["title"] for each in now] == [
        *(each["title"] for place, each in enumerate(goals) if place != 2),
        "Asamblea de cierre",
    ]
    assert now[2]["activities"] == goals[3]["activities"]
    told = Event.objects.filter(verb="imports.reading_corrected").latest("pk")
    assert "Metas" in str(told.changes)


@pytest.mark.covers("exp:27")
def test_the_record_names_each_corrected_field_and_not_what_it_says(web: Client) -> None:
    address = reviewed(web)
    asked = form(web, f"{address}corregir/responsable/")
    asked |= {"campo-responsible-phone": "+52 33 0000 9999"}
    web.post(f"{address}corregir/responsable/", asked)
    told = str(Event.objects.filter(verb="imports.reading_corrected").latest("pk").changes)
    assert "Teléfono" in told
    assert "9999" not in told
