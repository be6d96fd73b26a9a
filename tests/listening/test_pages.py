from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.calls.actions import void_call
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.listening.actions import add_table, cancel_event, count_people, move_event, write_report
from tequio.listening.models import Event, EventTable
from tests import builders
from tests.builders import NOW
from tests.entering import entered
from tests.listening import making

pytestmark = pytest.mark.django_db
LIST = "/jalisco/eventos/"


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


def typed(**values: str) -> dict[str, str]:
    plain = {"kind": "forum", "title": "Foro del agua", "purpose": "Escuchar", "topics": "Agua\nDerechos"}
    when = {"day": "2019-11-05", "hour": "10:00", "ends": "13:00", "where": "Plaza"}
    return {**plain, **when, "how": "Sin inscripción", **values}


def path_of(event: Event) -> str:
    return f"{LIST}{event.uid}/"


@pytest.mark.covers("req:7")
def test_the_desk_prepares_and_is_told_which_call_stops_the_announcement(exercise: Exercise) -> None:
    office, call = entered(builders.secretariat(exercise)), making.call(exercise, published=False)
    answer = office.post(f"{LIST}gestion/nuevo/", typed(call=str(call.uid)))
    event = Event.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{path_of(event)}?hecho=nuevo#hecho")
    assert Client().get(path_of(event)).status_code == 404
    assert "Foro del agua" not in Client().get(LIST).content.decode()
    refused = office.post(f"{path_of(event)}gestion/anunciar/")
    assert refused.status_code == 422
    assert "«Convocatoria a los foros», que sigue en borrador. Publíquela" in refused.content.decode()
    call.status, call.published_at = "published", NOW
    call.save(update_fields=["status", "published_at"])
    assert office.post(f"{path_of(event)}gestion/anunciar/").status_code == 302
    page = Client().get(path_of(event)).content.decode()
    for text in (
        "Foro del agua",
        "Agua",
        "Plaza",
        "10:00",
        "Sin inscripción",
        "Convocatoria a los foros",
        making.BASES,
    ):
        assert text in page
    assert "Foro del agua" in Client().get(LIST).content.decode()
    appointment = Client().get(f"{path_of(event)}evento.ics")
    assert b"SUMMARY:Foro del agua" in appointment.content
    assert str(event.meeting.uid).encode() in appointment.content


def test_what_was_typed_stays_beside_its_error(exercise: Exercise) -> None:
    office = entered(builders.secretariat(exercise))
    answer = office.post(f"{LIST}gestion/nuevo/", typed(ends="09:00", purpose=""))
    page = answer.content.decode()
    assert (answer.status_code, Event.objects.count()) == (422, 0)
    for place in ("ends", "purpose"):
        assert f'id="{place}-error"' in page
    assert "Foro del agua" in page


def test_who_reads_an_event_is_told_why_it_moved_or_is_off(exercise: Exercise) -> None:
    by, event = builders.secretariat(exercise), making.opened(exercise)
    span: dict[str, Any] = {"begins_at": event.meeting.begins_at, "ends_at": event.meeting.ends_at}
    move_event(event=event, place="Casa de la cultura", link="", reason="Se inundó", by=by, at=NOW, **span)
    page = Client().get(path_of(event)).content.decode()
    assert "Se inundó" in page
    assert "Casa de la cultura" in page
    cancel_event(event=event, reason="Sin sede", by=by, at=NOW)
    assert "Sin sede" in Client().get(path_of(event)).content.decode()


@pytest.mark.covers("req:93")
def test_after_it_the_page_tells_people_by_sector_and_each_relatoria_and_no_name(exercise: Exercise) -> None:
    by, event = builders.secretariat(exercise), making.held(exercise)
    office = entered(by)
    register = f"{path_of(event)}asistencia/"
    named = {"do": "note", "name": "Persona Secreta", "post": "Maestra", "sector": "government", "way": "list"}
    named |= {"agreed": "si", "notice": str(making.notice(exercise).uid)}
    assert office.post(register, named).status_code == 302
    counted = {"do": "count", "people_civil_society": "22", "people_government": "13", "people_guarantor": "2"}
    assert office.post(register, counted).status_code == 302
    wrong = office.post(register, {**counted, "people_government": "trece"})
    assert wrong.status_code == 422
    assert 'value="trece"' in wrong.content.decode()
    assert "Persona Secreta" in office.get(register).content.decode()
    table = add_table(event=event, topic="Agua", by=by, at=NOW)
    said = {"said": "Falta agua.", "proposals": "Un pozo", "agreements": "Volver"}
    assert office.post(f"{path_of(event)}mesas/1/relatoria/", said).status_code == 302
    assert office.post(f"{path_of(event)}mesas/1/emitir/", {"office": "STL"}).status_code == 302
    table.refresh_from_db()
    page = Client().get(path_of(event)).content.decode()
    assert table.written_at is not None
    for text in ("Mesa 1", "Falta agua.", "Un pozo", "STL/001/", "<b>38</b>", "<b>22</b>"):
        assert text in page
    # two of the guarantor, and so the government's 14 are not told either
    assert page.count("reservado</b>") == 2
    assert "Persona Secreta" not in page
    assert b"PK" in Client().get(f"{path_of(event)}mesas/1/relatoria.docx").content[:4]


def test_a_relatoria_is_not_read_before_the_event_was_held(exercise: Exercise) -> None:
    by, event = builders.secretariat(exercise), making.opened(exercise)
    table = add_table(event=event, topic="Agua", by=by, at=NOW)
    write_report(table=table, said="Secreto aún", by=by, at=NOW)
    assert "Secreto aún" not in Client().get(path_of(event)).content.decode()
    assert Client().get(f"{path_of(event)}mesas/1/relatoria.docx").status_code == 404
    assert "Secreto aún" in entered(by).get(path_of(event)).content.decode()


def cost(path: str, client: Client | None = None) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert (client or Client()).get(path).status_code == 200
    return len(asked)


def test_no_page_asks_more_of_the_database_with_more_events(exercise: Exercise) -> None:
    by, office = builders.secretariat(exercise), entered(builders.secretariat(exercise))
    event = making.held(exercise)
    pages = (LIST, path_of(event), f"{path_of(event)}asistencia/", "/jalisco/capacitaciones/")

    def more(number: int) -> None:
        for each in range(number):
            other = making.held(exercise, title=f"Curso {each}", topics=[f"Tema {each}"])
            count_people(event=other, people={"government": 7 + each}, by=by, at=NOW)
            making.noted(event, f"Persona {each}", sector="government", by=by)

    more(2)
    add_table(event=event, topic="Primera", by=by, at=NOW)
    few = [cost(page, office) for page in pages]
    more(24)
    tables = [EventTable(event=event, number=number, topic=f"Mesa {number}") for number in range(2, 120)]
    EventTable.objects.bulk_create(tables)
    assert [cost(page, office) for page in pages] == few


@pytest.mark.covers("req:93")
def test_this_week_tells_the_office_of_relatorias_to_write(exercise: Exercise) -> None:
    by, event = builders.secretariat(exercise), making.held(exercise)
    office = entered(by)
    add_table(event=event, topic="Agua", by=by, at=NOW)
    assert "Falta la relatoría de 1 mesa." in office.get("/esta-semana/").content.decode()
    write_report(table=event.tables.get(), said="Se habló", by=by, at=NOW)
    page = office.get("/esta-semana/").content.decode()
    assert "Falta la relatoría" not in page


def test_an_announced_event_says_that_its_call_was_declared_void(exercise: Exercise) -> None:
    """One that was already called off says only that."""
    by, made = builders.secretariat(exercise), making.call(exercise)
    far = NOW.replace(year=2090)
    times: dict[str, Any] = {"kind": "forum", "call": made, "begins_at": far, "ends_at": far + timedelta(hours=1)}
    mine, off = (making.opened(exercise, title=f"Foro {n}", **times) for n in (1, 2))
    cancel_event(event=off, reason="No hay sala", by=by, at=NOW)
    office = entered(by)
    assert "desierta" not in Client().get(path_of(mine)).content.decode()
    assert "cancélelo" not in office.get("/esta-semana/").content.decode()
    void_call(call=made, reason="Nadie se inscribió.", by=by, at=NOW)
    for client in (Client(), office):
        text = client.get(path_of(mine)).content.decode()
        assert "La convocatoria que fija cómo se participa se declaró desierta" in text
        assert "Nadie se inscribió." in text
        assert "desierta" not in client.get(path_of(off)).content.decode()
        assert client.get(LIST).content.decode().count("se declaró desierta") == 1
    assert "si ya no se hará, cancélelo" in office.get("/esta-semana/").content.decode()


def test_a_draft_is_in_no_public_calendar(exercise: Exercise) -> None:
    making.event(exercise, title="Secreto")
    making.opened(exercise, title="Anunciado")
    calendar = b"".join(Client().get("/jalisco/calendario.ics").streaming_content)  # type: ignore[attr-defined]
    assert b"Anunciado" in calendar
    assert b"Secreto" not in calendar


def test_the_section_is_in_the_navigation_once_something_is_announced(exercise: Exercise) -> None:
    making.event(exercise)
    assert f'href="{LIST}"' not in Client().get("/jalisco/").content.decode()
    making.opened(exercise)
    assert f'href="{LIST}"' in Client().get("/jalisco/").content.decode()


@pytest.mark.covers("req:93")
def test_the_names_of_who_came_are_read_by_who_runs_it_and_the_auditor(exercise: Exercise) -> None:
    by, event = builders.secretariat(exercise), making.opened(exercise)
    making.noted(event, "Persona Secreta", by=by)
    enlace, auditor = builders.person("Enlace"), builders.person("Auditoría")
    builders.seat(enlace, "government", role="enlace")
    grant_role(exercise=exercise, person=auditor, role=Role.AUDITOR, by=builders.administrator(), at=NOW)
    register = f"{path_of(event)}asistencia/"
    assert entered(enlace).get(register).status_code == 403
    assert "Persona Secreta" in entered(auditor).get(register).content.decode()
    assert entered(auditor).post(register, {"do": "count"}).status_code == 403
