"""«Esta semana»: the same list for a responsible, a reviewer and the office, and the letter that takes it to them."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.commitments.actions import publish_commitment
from tequio.dashboard.letters import LINES, write_week_letters
from tequio.dashboard.queries.week import PAGE
from tequio.meetings.models import Meeting
from tequio.monitoring.actions import accept_evidence, declare_delay, return_evidence
from tequio.outbox.actions import UNDO
from tequio.outbox.delivery import deliver_due
from tequio.outbox.models import LetterDay, Message
from tequio.outbox.preferences import token_of
from tequio.people.models import Person
from tequio.workplans.actions import Named, add_milestone
from tequio.workplans.cancelling import cancel_activity
from tests import builders
from tests.builders import Table
from tests.entering import account_of, entered

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER


@pytest.fixture(autouse=True)
def _first_of_october() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def table() -> Table:
    """On 1 October 2019: an activity late since 5 September, another due on the 15th."""
    made = builders.table()
    publish_commitment(commitment=made.commitment, by=builders.secretariat(made.exercise), at=NOW)
    return made


def week(person: Person, address: str = "/esta-semana/") -> str:
    return entered(person).get(address).content.decode()


def rows(page: str) -> list[tuple[str, str, str]]:
    """(consequence, what, button) of each line."""
    found = re.findall(
        r'todo--(\w+)"><div><h3[^>]*>([^<]+)</h3>.*?<a class="btn[^"]*" href="[^"]+">([^<]+)<', page, re.DOTALL
    )
    return [(group, what, button) for group, what, button in found]


def due(table: Table, title: str, day: str) -> None:
    goal = builders.goal(table.plan, "Informe", number=9)
    builders.activity(table.plan, title, ends=day, goal=goal)


def accept(table: Table, place: int = 0) -> None:
    evidence = table.evidence(place)
    accept_evidence(evidence=evidence, pack=builders.pack(), by=table.citizen, at=NOW)


def test_who_has_not_entered_is_sent_to_enter(table: Table) -> None:
    for address in ("/esta-semana/", f"/{table.exercise.slug}/esta-semana/"):
        assert Client().get(address).headers["Location"].startswith("/entrar/?next=")


def test_the_responsible_sees_what_is_late_and_what_is_due_with_one_button_each(table: Table) -> None:
    due(table, "Vence el lunes", "2019-10-07")
    due(table, "Vence hoy", "2019-10-01")
    due(table, "Vence en ocho días", "2019-10-08")
    page = week(table.officer)
    assert rows(page) == [
        ("late", "Primera reunión", "Subir evidencia"),
        ("soon", "Vence hoy", "Subir evidencia"),
        ("soon", "Vence el lunes", "Subir evidencia"),
    ]
    for told in ("Falta: Convocatoria y Minuta.", "Sin motivo informado.", "hace 26 días", "Usted", "quedan 6 días"):
        assert told in page
    assert "1 vencida y 2 vencen esta semana." in page


def test_what_was_explained_does_not_say_that_it_was_not(table: Table) -> None:
    day = builders.day("2019-09-20")
    declare_delay(activity=table.first, reason="staff", text="x", new_ends=day, by=table.officer, at=NOW)
    page = week(table.officer)
    assert "hace 11 días" in page
    assert "Sin motivo informado" not in page


def test_what_was_given_is_no_longer_theirs_to_do_and_waits_for_another_sector(table: Table) -> None:
    table.evidence(0)
    table.evidence(1)
    assert rows(week(table.officer)) == []
    expected = [("decide", "Convocatoria", "Revisar evidencia"), ("decide", "Minuta", "Revisar evidencia")]
    for reviewer in (table.citizen, table.guarantor):
        assert rows(week(reviewer)) == expected
    assert rows(week(table.colleague)) == []
    page = week(table.citizen)
    assert "La entregó Titular de la Secretaría (" in page


def test_what_came_back_waits_for_who_gave_it_until_it_is_given_again(table: Table) -> None:
    evidence = table.evidence(0)
    return_evidence(evidence=evidence, reason="Falta la firma", pack=builders.pack(), by=table.citizen, at=NOW)
    assert ("decide", "Convocatoria", "Ver por qué") in rows(week(table.officer))
    table.evidence(0)
    assert "Ver por qué" not in week(table.officer)


def test_what_was_accepted_is_news_for_a_week(table: Table) -> None:
    accept(table)
    assert ("new", "Convocatoria", "Ver") in rows(week(table.officer))
    with time_machine.travel(NOW + timedelta(days=8)):
        assert "Se la aceptaron" not in week(table.officer)


def test_the_office_follows_everything_of_its_exercise(table: Table) -> None:
    table.evidence(0)
    clerk = builders.secretariat(table.exercise)
    page = week(clerk)
    assert rows(page) == [("late", "Primera reunión", "Ver qué falta"), ("new", "Convocatoria", "Ver")]
    assert "Titular de la Secretaría" in page
    other = builders.table("otro-ejercicio")
    assert rows(week(builders.secretariat(other.exercise))) == []


def test_only_of_one_exercise(table: Table) -> None:
    builders.exercise("vacio")
    assert rows(week(table.officer, "/vacio/esta-semana/")) == []
    assert len(rows(week(table.officer, f"/{table.exercise.slug}/esta-semana/"))) == 1
    assert entered(table.officer).get("/no-existe/esta-semana/").status_code == 404


@pytest.mark.covers("exp:24")
def test_nothing_pending_says_what_comes_next(table: Table) -> None:
    cancel_activity(activity=table.first, reason="Se unió a otra", by=builders.secretariat(table.exercise), at=NOW)
    page = week(table.officer)
    assert "No hay nada pendiente" in page
    assert re.search(r'Siguiente fecha: <a href="[^"]+" lang="es">Segunda reunión</a>, 15 de octubre de 2019\.', page)
    assert "Todavía no tiene un encargo" in week(table.stranger)


def test_what_is_done_or_not_public_is_not_listed(table: Table) -> None:
    accept(table, 0)
    accept(table, 1)
    assert [group for group, _what, _button in rows(week(table.officer))] == ["new", "new"]
    draft = builders.workplan(table.exercise)
    builders.commitment(table.exercise, draft, number=2, responsible=table.commitment.responsible)
    builders.activity(draft, "De un borrador", ends="2019-09-01", goal=builders.goal(draft, "Informe"))
    assert "De un borrador" not in week(table.officer)


@pytest.mark.parametrize("who", ["officer", "citizen", "secretariat"])
def test_the_number_of_queries_does_not_grow_with_the_rows(table: Table, who: str) -> None:
    person = builders.secretariat(table.exercise) if who == "secretariat" else getattr(table, who)
    client = entered(person)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/esta-semana/").status_code == 200
        return len(queries)

    table.evidence(0)
    few = counted()
    for number in range(12):
        due(table, f"Atrasada {number}", "2019-09-10")
        table.evidence(1)
    assert counted() == few
    assert few <= 39


def test_long_lists_are_paged_and_keep_their_totals(table: Table) -> None:
    for number in range(PAGE + 4):
        due(table, f"Atrasada {number:02d}", "2019-09-10")
    first, second = week(table.officer), week(table.officer, "/esta-semana/?pagina=2")
    assert len(rows(first)) == PAGE
    assert len(rows(second)) == 5
    assert not set(rows(first)) & set(rows(second))
    for page in (first, second):
        assert f"<b>{PAGE + 5}</b>Vencido" in page
    for odd in ("0", "-1", "99", "dos"):
        assert rows(week(table.officer, f"/esta-semana/?pagina={odd}"))


# ---- the letter -----------------------------------------------------------------------------------------------------


@pytest.mark.covers("exp:17", "exp:41")
def test_the_letter_takes_to_each_one_what_is_theirs_and_says_why(table: Table) -> None:
    table.evidence(0)
    for person in (table.officer, table.citizen, table.stranger):
        account_of(person)
    assert write_week_letters(at=NOW) == 2
    deliver_due(now=NOW + UNDO)
    sent = {message.to[0]: message for message in mail.outbox}
    assert set(sent) == {account_of(table.officer).email, account_of(table.citizen).email}
    to_officer, to_citizen = sent[account_of(table.officer).email], sent[account_of(table.citizen).email]
    assert to_officer.subject == "Esta semana le toca: 1 vencido"
    assert "es responsable o enlace de actividades" in to_officer.body
    assert "Primera reunión" in to_officer.body
    assert "ocupa un asiento que revisa evidencia" in to_citizen.body
    assert f"/{table.exercise.slug}/revision/" in to_citizen.body
    assert isinstance(to_citizen, EmailMultiAlternatives)
    html = str(to_citizen.alternatives[0][0])
    assert "Revisar evidencia" in html
    for message in sent.values():
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message.extra_headers["List-Unsubscribe"].startswith("<http")


@pytest.mark.covers("exp:17")
def test_nothing_is_sent_when_nothing_is_due_and_once_a_week_otherwise(table: Table) -> None:
    account_of(table.officer)
    assert write_week_letters(at=NOW) == 1
    assert write_week_letters(at=NOW + timedelta(days=1)) == 0
    assert write_week_letters(at=NOW + timedelta(days=7)) == 1
    accept(table, 0)
    accept(table, 1)
    assert write_week_letters(at=NOW + timedelta(days=14)) == 0


@pytest.mark.covers("exp:17")
def test_one_click_stops_it_without_entering_and_looking_does_not(table: Table) -> None:
    address = f"/esta-semana/correo/?t={token_of(account_of(table.officer).email)}"
    browser = Client(enforce_csrf_checks=True)
    assert "Dejar de recibirlo" in browser.get(address).content.decode()
    assert write_week_letters(at=NOW) == 1
    answer = browser.post(address, {"List-Unsubscribe": "One-Click"})
    assert "Volver a recibirlo" in answer.content.decode()
    assert write_week_letters(at=NOW + timedelta(days=7)) == 0
    browser.post(address, {"recibir": "1"})
    assert write_week_letters(at=NOW + timedelta(days=14)) == 1
    assert browser.get("/esta-semana/correo/?t=inventada").status_code == 422


@pytest.mark.covers("exp:17")
def test_each_one_chooses_its_day_and_nobody_is_written_to_at_night(table: Table) -> None:
    """NOW is a Tuesday; Thursday is 3."""
    account_of(table.officer)
    address = f"/esta-semana/correo/?t={token_of(account_of(table.officer).email)}"
    page = Client().post(address, {"recibir": "1", "dia": "3"}).content.decode()
    assert 'value="3" checked' in page
    assert write_week_letters(at=NOW + timedelta(days=1)) == 0
    assert write_week_letters(at=NOW + timedelta(days=2, hours=-8)) == 0
    assert write_week_letters(at=NOW + timedelta(days=3)) == 1
    assert Client().post(address, {"recibir": "1", "dia": "9"}).status_code == 200
    assert LetterDay.objects.get().weekday == 3
    for wrong in ({"weekday": 7}, {"weekday": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LetterDay.objects.create(
                recipient=LetterDay.objects.get().recipient if wrong["weekday"] == 3 else "x@example.org",
                kind="week",
                **wrong,
            )


def test_who_entered_chooses_without_a_letter_at_hand(table: Table) -> None:
    browser = Client()
    assert browser.get("/esta-semana/correo/").status_code == 302
    browser.force_login(account_of(table.officer))
    page = browser.get("/esta-semana/correo/").content.decode()
    assert "/esta-semana/correo/?t=" in page


def test_a_long_letter_is_cut_and_says_how_many_more(table: Table) -> None:
    for number in range(LINES + 3):
        due(table, f"Atrasada {number:02d}", "2019-09-10")
    account_of(table.officer)
    write_week_letters(at=NOW)
    text = Message.objects.get().text
    assert text.count("Subir evidencia:") == LINES
    assert "Y 4 más en la página." in text


def test_the_command_writes_them(table: Table, capsys: Any) -> None:
    account_of(table.officer)
    call_command("write_week_letters")
    assert "1 correos por enviar." in capsys.readouterr().out


# ---- beside the list ------------------------------------------------------------------------------------------------


def beside(page: str, heading: str) -> list[str]:
    """The texts of the links of one of the two lists."""
    section = page.partition(f">{heading}</h2>")[2].partition("</section>")[0].partition("</ol>")[0]
    return [html.unescape(text) for text in re.findall(r"<a [^>]+>([^<]+)</a>", section)]


def test_the_next_dates_are_those_after_this_week_the_nearest_first(table: Table) -> None:
    zone = table.exercise.jurisdiction.zone
    due(table, "Vence el lunes", "2019-10-07")
    due(table, "En noviembre", "2019-11-20")
    due(table, "El otro año", "2020-10-15")
    route = builders.workplan(table.exercise, "route", "Ruta")
    clerk = builders.secretariat(table.exercise)
    add_milestone(workplan=route, name="Firma", date=builders.day("2019-10-30"), by=clerk, at=NOW)
    begins = datetime(2019, 10, 10, 17, tzinfo=zone)
    span = {"begins_at": begins, "ends_at": begins + timedelta(hours=2), "changed_at": NOW}
    Meeting.objects.create(exercise=table.exercise, title="Sesión ordinaria", place="Salón", **span)
    off = Meeting.objects.create(exercise=table.exercise, title="La que se canceló", **span)
    Meeting.objects.filter(pk=off.pk).update(cancelled_at=NOW, cancel_reason="Sin quórum")
    page = week(table.officer)
    expected = ["Sesión ordinaria", "Segunda reunión", "Firma", "En noviembre"]
    assert beside(page, "Próximas fechas") == expected
    assert "17:00 · Salón" in page
    assert "En 14 días" in page
    # a reviewer has no activities of their own, and the same meetings
    assert beside(week(table.citizen), "Próximas fechas") == ["Sesión ordinaria", "Firma"]


def test_what_happened_lately_is_told_to_who_may_know_it(table: Table) -> None:
    evidence = table.evidence(0, activity=table.first)
    return_evidence(evidence=evidence, reason="Falta la firma", pack=builders.pack(), by=table.citizen, at=NOW)
    accept(table, 1)
    day = builders.day("2019-10-20")
    declare_delay(activity=table.second, reason="staff", text="x", new_ends=day, by=table.officer, at=NOW)
    told = {"Se devolvió «Convocatoria»", "Se aceptó «Minuta»", "«Segunda reunión» se movió a: 20 oct 2019"}
    assert set(beside(week(table.guarantor), "Lo que ha pasado")) == told
    # what one did or gave oneself is no news
    assert beside(week(table.officer), "Lo que ha pasado") == []
    # a responsible of another commitment does not learn that something was returned
    neighbour = builders.person("Responsable de otro")
    plan = builders.workplan(table.exercise)
    goal = builders.goal(plan, "Informe", number=1, responsibles=[Named("Vecina", person=neighbour)])
    builders.activity(plan, "Ajena", ends="2019-12-01", goal=goal)
    other = builders.commitment(table.exercise, plan, number=7)
    publish_commitment(commitment=other, by=builders.secretariat(table.exercise), at=NOW)
    assert set(beside(week(neighbour), "Lo que ha pasado")) == told - {"Se devolvió «Convocatoria»"}
    with time_machine.travel(NOW + timedelta(days=15)):
        assert beside(week(table.guarantor), "Lo que ha pasado") == []


@pytest.mark.covers("exp:24")
def test_the_lists_beside_say_what_they_will_hold(table: Table) -> None:
    page = week(table.citizen)
    assert "No hay fechas en los próximos dos meses" in page
    assert "Nada en las últimas dos semanas" in page
    assert "Próximas fechas" not in week(table.stranger)
