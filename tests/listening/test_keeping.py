"""The names of who came to an event go at the end of the days of the notice that was read to them; the figures stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tequio.audit.closing import close_record
from tequio.audit.models import Event as Noted
from tequio.config.worker import forget
from tequio.exercises.models import Exercise
from tequio.listening.actions import note_participant
from tequio.listening.actions.keeping import forget_participants
from tequio.listening.models import WalkIn
from tequio.listening.queries.counts import counts_of_event
from tequio.meetings.keeping import PeopleWereForgotten
from tequio.meetings.models import Attendance, Meeting
from tequio.people.models import Consent, Person
from tequio.people.notices import publish_notice
from tests import builders
from tests.entering import entered
from tests.listening import making

pytestmark = pytest.mark.django_db
KEPT = timedelta(days=30)


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


@pytest.mark.covers("req:129", "case:X3")
def test_at_the_end_of_its_days_the_names_go_and_the_counts_stay(exercise: Exercise) -> None:
    event, by = making.opened(exercise), builders.secretariat(exercise)
    came = making.noted(event, "María Canaria", by=by, post="Partera", sector="government", territory="Calle Canaria 5")
    due, before = event.meeting.ends_at + KEPT, counts_of_event(event, whole=True)
    assert forget_participants(at=due - timedelta(seconds=1)) == 0
    assert Person.objects.filter(name="María Canaria").exists()
    assert forget(due)
    row = Attendance.objects.get()
    assert (row.pk, row.sector, row.territory, row.person.name, row.person.salt) == (
        came.pk,
        "government",
        "otro lugar",
        "",
        None,
    )
    assert (WalkIn.objects.get().post, Consent.objects.get().person) == ("", None)
    assert counts_of_event(event, whole=True) == before
    told = Noted.objects.get(verb="meetings.people_forgotten")
    assert (told.changes["forgotten"], told.exercise_uid) == ([None, 1], exercise.uid)
    assert forget_participants(at=due) == 0
    with pytest.raises(PeopleWereForgotten):
        note_participant(event=event, name="Otra", notice=making.notice(exercise), by=by, at=due)


@pytest.mark.covers("req:129")
def test_who_is_known_for_something_else_keeps_her_name_there(exercise: Exercise) -> None:
    event, by, person = making.opened(exercise), builders.secretariat(exercise), builders.person("María Canaria")
    builders.seat(person, "government")
    note_participant(event=event, person=person, notice=making.notice(exercise), by=by, at=builders.NOW)
    assert forget_participants(at=event.meeting.ends_at + KEPT) == 1
    person.refresh_from_db()
    assert (person.name, person.attendances.count()) == ("María Canaria", 0)
    assert Attendance.objects.get().person.name == ""


@pytest.mark.covers("req:129")
def test_the_shortest_of_the_days_that_were_told_counts_and_without_a_notice_nothing_goes(exercise: Exercise) -> None:
    event, by = making.opened(exercise), builders.secretariat(exercise)
    register = f"/jalisco/eventos/{event.uid}/asistencia/"
    assert "No hay fecha para borrarlos" in entered(by).get(register).content.decode()
    assert forget_participants(at=event.meeting.ends_at + timedelta(days=9999)) == 0
    making.noted(event, "Una", by=by)
    publish_notice(
        jurisdiction=exercise.jurisdiction, purpose="attendance", text="Otro", kept_days=90, by=by, at=builders.NOW
    )
    making.noted(event, "Otra", by=by)
    page = entered(by).get(register).content.decode()
    assert "30 días después de la reunión" in page
    assert "versión 1" in page
    assert forget_participants(at=event.meeting.ends_at + KEPT) == 2
    page = entered(by).get(register).content.decode()
    assert "Se borraron el" in page
    assert "Su nombre" not in page
    assert Meeting.objects.get().forgotten_at


@pytest.mark.covers("req:129")
def test_the_desk_notes_a_name_only_after_reading_the_notice(exercise: Exercise) -> None:
    event, by = making.opened(exercise), builders.secretariat(exercise)
    office: Client = entered(by)
    notice, register = making.notice(exercise), f"/jalisco/eventos/{event.uid}/asistencia/"
    assert notice.text in office.get(register).content.decode()
    told = {"do": "note", "name": "María Canaria", "notice": str(notice.uid)}
    refused = office.post(register, told)
    assert (refused.status_code, Attendance.objects.count()) == (422, 0)
    assert 'id="agreed-error"' in refused.content.decode()
    assert office.post(register, {**told, "agreed": "si"}).status_code == 302
    assert Consent.objects.get().notice == notice


@pytest.mark.covers("req:129")
def test_a_closed_exercise_loses_its_names_like_any_other(exercise: Exercise) -> None:
    event, by = making.opened(exercise), builders.secretariat(exercise)
    making.noted(event, "María Canaria", by=by)
    close_record(exercise.uid, builders.NOW)
    assert forget_participants(at=event.meeting.ends_at + KEPT) == 1
    assert not Person.objects.filter(name="María Canaria").exists()


@pytest.mark.covers("req:129")
def test_the_office_holds_the_names_for_a_reason_and_a_rule_and_lets_them_go(exercise: Exercise) -> None:
    event, by = making.opened(exercise), builders.secretariat(exercise)
    making.noted(event, "María Canaria", by=by)
    office, register = entered(by), f"/jalisco/eventos/{event.uid}/asistencia/"
    due = event.meeting.ends_at + KEPT
    refused = office.post(register, {"do": "hold", "reason": "Se impugnó", "citation": " "})
    assert refused.status_code == 422
    assert 'id="hold-reason-error"' in refused.content.decode()
    assert office.post(register, {"do": "hold", "reason": "Se impugnó", "citation": "Ley X, art. 4"}).status_code == 302
    assert "Se impugnó (Ley X, art. 4)" in office.get(register).content.decode()
    assert forget_participants(at=due) == 0
    assert Noted.objects.get(verb="meetings.names_held").changes["reason"] == [None, "Se impugnó"]
    assert office.post(register, {"do": "release"}).status_code == 302
    assert forget_participants(at=due) == 1
