from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import logistics, oficios
from tequio.bodies.models import Oficio, Session
from tequio.bodies.queries.table import oficios_of
from tequio.meetings.models import Need
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_seat_pages import text
from tests.bodies.test_session_pages import url_of
from tests.entering import entered

pytestmark = pytest.mark.django_db
ASKED: dict[str, Any] = {
    "addressee": "Servicios generales",
    "subject": "Sillas",
    "text": "Cuarenta sillas.",
    "office": "DPC",
}


@pytest.fixture
def table() -> Council:
    return council()


def page_url(table: Council, session: Session) -> str:
    return f"{url_of(table, session)}preparativos/"


@pytest.mark.covers("req:108", "case:F10")
def test_an_enlace_keeps_the_list_of_what_is_needed(table: Council) -> None:
    session = table.convened()
    enlace = table.enlace.person
    assert enlace is not None
    browser, url = entered(enlace), page_url(table, session)
    for _each in range(2):
        assert browser.post(url, {"kind": "furniture", "text": "40 sillas"}).status_code == 302
    need = Need.objects.get()
    assert browser.post(url, {"need": str(need.uid), "status": "ready"}).status_code == 302
    need.refresh_from_db()
    assert need.status == "ready"
    told = browser.post(url, {"kind": "coffee", "text": " "})
    assert told.status_code == 422
    assert "Diga qué hace falta" in text(told)
    assert '<option value="coffee" selected>' in text(told), "what was chosen stays"
    assert browser.post(url, {"need": str(need.uid), "status": "inventado"}).status_code == 422
    assert entered(table.stranger).get(url).status_code == 403


@pytest.mark.covers("req:108")
def test_the_desk_of_the_session_warns_three_days_before(table: Council) -> None:
    session = table.convened(begins_at=NOW + timedelta(days=3))
    logistics.ask_for(session=session, kind="coffee", text="Café para 25", by=table.clerk, at=NOW)
    from tequio.bodies.queries.table import table_part

    day = session.meeting.day()
    assert table_part(session, prepares=True, today=day - timedelta(days=4)).alert == ""
    near = table_part(session, prepares=True, today=day - timedelta(days=3))
    assert near.alert == "Falta 1 cosa y quedan 3 días para la sesión."
    assert table_part(session, prepares=True, today=day).alert == "Falta 1 cosa y la sesión es hoy."
    assert table_part(session, prepares=False, today=day).alert == "", "the public is not told"


@pytest.mark.covers("req:107", "case:F10")
def test_an_oficio_is_sent_once_with_its_number_and_its_answer_ends_the_wait(table: Council) -> None:
    session = table.convened()
    need = logistics.ask_for(session=session, kind="furniture", text="40 sillas", by=table.clerk, at=NOW)
    office, url = entered(table.clerk), url_of(table, session)
    assert str(need.uid) in text(office.get(f"{url}oficio/?para={need.uid}"))
    values = ASKED | {"key": str(uuid4()), "need": str(need.uid)}
    for _each in range(2):
        assert office.post(f"{url}oficio/", values).status_code == 302
    oficio = Oficio.objects.get()
    need.refresh_from_db()
    assert need.status == "requested"
    assert oficio.folio.startswith("DPC/001/")
    shown = text(office.get(page_url(table, session)))
    assert oficio.folio in shown
    assert "de espera" in shown
    content = office.get(f"{url}oficios/{oficio.uid}/oficio.docx").content
    read = "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    assert "Cuarenta sillas." in read
    sheet = f"{url}oficios/{oficio.uid}/respuesta/"
    before = (oficio.sent_on - timedelta(days=1)).isoformat()
    told = office.post(sheet, {"on": before, "answer": "Sí hay."})
    assert told.status_code == 422
    assert "Sí hay." in text(told)
    after = (oficio.sent_on + timedelta(days=4)).isoformat()
    assert office.post(sheet, {"on": after, "answer": "Sí hay."}).status_code == 302
    assert "Contestaron en 4 días" in text(office.get(page_url(table, session)))


@pytest.mark.covers("req:107")
def test_days_waiting_are_counted_and_past_its_term_it_is_told(table: Council) -> None:
    session = table.convened()
    sent = oficios.send_oficio(exercise=table.exercise, session=session, **ASKED, by=table.clerk, at=NOW)
    (line,) = oficios_of(session, sent.sent_on + timedelta(days=6))
    assert (line.waits, line.overdue) == ("6 días de espera", False)
    (line,) = oficios_of(session, sent.answer_due_on + timedelta(days=1))
    assert line.overdue


def test_oficios_are_of_the_office_and_refused_forms_keep_what_was_typed(table: Council) -> None:
    session = table.convened()
    enlace = table.enlace.person
    assert enlace is not None
    url = f"{url_of(table, session)}oficio/"
    assert entered(enlace).get(url).status_code == 403
    told = entered(table.clerk).post(url, ASKED | {"key": str(uuid4()), "subject": ""})
    assert told.status_code == 422
    assert "Cuarenta sillas." in text(told)
    assert Client().get(page_url(table, session)).status_code == 302
    unknown = f"{url_of(table, session)}oficios/{uuid4()}/respuesta/"
    assert Client().get(unknown).status_code == 302, "who has not entered is not told which ones there are"
    assert entered(table.stranger).get(unknown).status_code == 403
    assert not Oficio.objects.exists()


def test_the_page_costs_the_same_with_a_hundred_things(table: Council) -> None:
    office = entered(table.clerk)
    counted: list[int] = []
    for several in (10, 100):
        session = table.convened()
        for number in range(several):
            logistics.ask_for(session=session, kind="other", text=f"Cosa {number}", by=table.clerk, at=NOW)
            made: dict[str, Any] = {"sent_on": date(2019, 10, 1), "answer_due_on": date(2019, 10, 9), "sent_at": NOW}
            Oficio.objects.create(
                exercise=table.exercise, session=session, folio=f"X/{several}/{number}", addressee="A", subject="B",
                text="C", **made,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            assert office.get(page_url(table, session)).status_code == 200
        counted.append(len(asked))
    assert counted[1] <= counted[0] <= 25, counted
