from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tequio.bodies.actions import attendance, sessions
from tequio.bodies.models import Seat, Session
from tequio.core.territories import read_list
from tequio.meetings.actions import arrival_code
from tequio.meetings.models import Attendance
from tequio.places.actions import load_territories
from tequio.places.models import Territory
from tests import builders
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_check_in import held_at, holder
from tests.bodies.test_seat_pages import text
from tests.bodies.test_session_pages import url_of
from tests.entering import entered

pytestmark = pytest.mark.django_db
LIST = [["Norte", "Pinos"], ["Norte", "Encinos"], ["Sur", "Lagos"], ["Poniente"]]


@pytest.fixture
def table() -> Council:
    made = council()
    load_territories(jurisdiction=made.exercise.jurisdiction, listed=read_list(LIST), by=made.clerk, at=NOW)
    return made


def come(table: Council, session: Session, territory: str, count: int) -> None:
    for _each in range(count):
        person = builders.person(jurisdiction=table.exercise.jurisdiction)
        attendance.note_guest(session=session, person=person, territory=territory, by=table.clerk, at=NOW)


def held(table: Council, *came: tuple[str, int], days: int = 15) -> Session:
    """It ended with its three titulares, who say nothing, and whoever came besides."""
    begins = NOW + timedelta(days=days)
    session = table.opened("agreement", begins_at=begins, ends_at=begins + timedelta(hours=2))
    for territory, count in came:
        come(table, session, territory, count)
    return table.closed(session)


def report_of(table: Council) -> str:
    return f"/{table.exercise.slug}/organos/{table.body.uid}/asistencia/"


@pytest.mark.covers("req:111")
def test_attendance_by_delegacion_of_a_session_is_public_once_it_ended(table: Council, client: Client) -> None:
    session = table.opened("agreement")
    come(table, session, "Pinos", 4)
    come(table, session, "Encinos", 2)
    come(table, session, "Lagos", 5)
    assert client.get(url_of(table, session)).context["page"].origins is None, "not while people arrive"
    table.closed(session)
    page = client.get(url_of(table, session))
    found = page.context["page"].origins
    assert [(line.name, line.people) for line in found.lines] == [("Norte", 6), ("Sur", None)]
    assert found.silent is None, "three, and the next smallest with them"
    assert found.nobody_from == ("Poniente",)
    assert "Pinos" not in text(page), "a colonia is added to its delegación"


@pytest.mark.covers("req:111")
def test_attendance_by_delegacion_over_the_sessions_of_a_body_in_a_period(table: Council, client: Client) -> None:
    held(table, ("Pinos", 5), ("Norte", 1))
    held(table, ("Encinos", 3), ("Lagos", 5), ("Una ranchería", 5), days=120)
    everything = client.get(report_of(table)).context["page"]
    assert [(line.name, line.people) for line in everything.origins.lines] == [("Norte", 9), ("Sur", 5)]
    assert (everything.sessions, everything.origins.people, everything.origins.elsewhere) == (2, 22, None)
    assert [option.label for option in everything.periods] == ["Todo", "2020", "2019"]
    year = client.get(f"{report_of(table)}?periodo=2019").context["page"]
    assert [(line.name, line.people) for line in year.origins.lines] == [("Norte", None)]
    assert client.get(f"{report_of(table)}?periodo=2019-10").context["page"].sessions == 2, "whole years only"


@pytest.mark.covers("req:111")
def test_the_report_is_taken_away_as_csv_and_excel_without_what_is_hidden(table: Council, client: Client) -> None:
    held(table, ("Pinos", 8), ("Lagos", 2), ("Una ranchería", 6))
    base = f"/{table.exercise.slug}/datos/asistencia/{table.body.uid}"
    response = client.get(f"{base}.csv?periodo=2019")
    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    told = {row["territorio"]: row["personas"] for row in rows}
    assert told == {"Norte": "8", "Sur": "", "Poniente": "0", "Otro lugar": "6", "No lo dijeron": ""}
    assert {row["periodo"] for row in rows} == {"2019"}
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{base}.xlsx"))))
    assert [cell.value for cell in book.worksheets[0]["F"]][:2] == ["personas", 8]
    tree = client.get(f"/{table.exercise.slug}/datos/territorios.csv")
    assert len(list(csv.DictReader(io.StringIO(b"".join(tree).decode("utf-8-sig"))))) == 6


def test_a_body_that_has_not_met_says_so(table: Council, client: Client) -> None:
    assert "Todavía no concluye ninguna sesión" in text(client.get(report_of(table)))


@pytest.mark.parametrize("rows", [10, 110])
def test_the_report_costs_the_same_whatever_the_number(
    rows: int, table: Council, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    held(table, ("Pinos", rows))
    with django_assert_max_num_queries(9):
        assert len(Client().get(report_of(table)).content) < 100_000


@pytest.mark.covers("req:111")
def test_who_arrives_says_on_her_phone_where_she_comes_from(table: Council) -> None:
    session = held_at(table)
    url, pinos = f"/llegada/{arrival_code(session.meeting)}/", Territory.objects.get(key="pinos")
    browser = entered(holder(table))
    shown = text(browser.get(url))
    assert '<optgroup label="Norte">' in shown
    assert browser.post(url, {"territory": "no es un lugar"}).status_code == 422
    assert browser.post(url, {"territory": str(pinos.uid)}).status_code == 302
    arrival = Attendance.objects.get()
    assert (arrival.comes_from, arrival.territory) == (pinos, "Pinos")


@pytest.mark.covers("req:111")
def test_where_a_seat_comes_from_is_taken_when_she_says_nothing(table: Council) -> None:
    Seat.objects.filter(pk=table.civil.pk).update(territory="Colonia Lagos")
    session = held_at(table)
    entered(holder(table)).post(f"/llegada/{arrival_code(session.meeting)}/")
    assert Attendance.objects.get().comes_from == Territory.objects.get(key="lagos")
    other = table.opened("agreement")
    arrival = Attendance.objects.get(meeting=other.meeting, person=table.civil.person)
    assert (arrival.territory, arrival.comes_from) == ("Colonia Lagos", Territory.objects.get(key="lagos"))


@pytest.mark.covers("req:111")
def test_the_office_says_which_territory_is_what_people_wrote(table: Council) -> None:
    held(table, ("Los laguitos", 6))
    url, browser = f"/{table.exercise.slug}/territorios/palabras/", entered(table.clerk)
    assert "Los laguitos (6)" in text(browser.get(url))
    assert browser.post(url, {"words": "Los laguitos"}).status_code == 422
    lagos = Territory.objects.get(key="lagos")
    assert browser.post(url, {"words": "Los laguitos", "territory": str(lagos.uid)}).status_code == 302
    assert "Todo lo que la gente escribió se encontró" in text(browser.get(url))
    assert entered(table.stranger).get(url).status_code == 403


@pytest.mark.covers("req:111")
def test_the_mesa_writes_where_those_who_are_here_come_from(table: Council) -> None:
    session = table.opened("agreement")
    url, browser = f"{url_of(table, session)}registro/", entered(table.clerk)
    arrival = Attendance.objects.get(person=table.civil.person)
    assert "Falta decirlo de 3 personas" in text(browser.get(url))
    asked = {"arrival": str(arrival.uid), "territory": "", "territory_words": "encinos"}
    assert browser.post(url, asked).status_code == 302
    arrival.refresh_from_db()
    assert arrival.comes_from == Territory.objects.get(key="encinos")
    for wrong in ({**asked, "arrival": "x"}, {**asked, "territory": "x"}):
        assert browser.post(url, wrong).status_code == 422
    elsewhere = Attendance.objects.filter(meeting=table.opened("agreement").meeting).order_by("pk")[0]
    assert browser.post(url, {**asked, "arrival": str(elsewhere.uid)}).status_code == 422
    with pytest.raises(attendance.NotInThisSession):
        attendance.note_origin(session=session, arrival=elsewhere, territory="Sur", by=table.clerk, at=NOW)
    table.closed(session)
    assert browser.post(url, {**asked, "territory_words": "Sur"}).status_code == 302, "also afterwards"
    draft = table.convened("agreement")
    sessions.cancel_session(session=draft, reason="Se cayó el techo", by=table.clerk, at=NOW)
    assert "¿De dónde vienen?" not in text(browser.get(f"{url_of(table, draft)}registro/"))
