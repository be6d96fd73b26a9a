from __future__ import annotations

from datetime import date, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from tequio.audit.models import Event
from tequio.exercises.models import Exercise
from tequio.meetings import actions, letters
from tequio.meetings.models import Attendance, Invitation, Meeting
from tequio.meetings.queries import answer_lines, answers_of, calendar_of, clashes, urgent_needs
from tequio.outbox.delivery import deliver_due
from tequio.outbox.models import Message
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW
BEGINS = NOW + timedelta(days=15)


@pytest.fixture
def meeting() -> Meeting:
    of = builders.exercise()
    return arranged(of)


def arranged(of: Exercise, begins: datetime = BEGINS, place: str = "Salón") -> Meeting:
    return actions.arrange_meeting(
        exercise=of,
        title="Reunión con «comillas»; y coma, Yucatán",
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        place=place,
        by=builders.secretariat(of),
        at=NOW,
    )


def invited(meeting: Meeting, email: str = "invitada@example.org") -> Invitation:
    by = builders.secretariat(meeting.exercise)
    made = actions.invite(meeting=meeting, person=builders.person(), email=email, post="Universidad", by=by, at=NOW)
    actions.send_invitations(meeting=meeting, by=by, at=NOW)
    made.refresh_from_db()
    return made


def event_of(text: str) -> tuple[str, icalendar.Component]:
    calendar = icalendar.Calendar.from_ical(text)
    return str(calendar["method"]), calendar.walk("VEVENT")[0]


@pytest.mark.covers("req:40", "exp:10")
def test_the_appointment_is_valid_updates_and_cancels_under_one_identity(meeting: Meeting) -> None:
    invited(meeting)
    by = builders.secretariat(meeting.exercise)
    later = BEGINS + timedelta(days=1)
    actions.move_meeting(
        meeting=meeting, begins_at=later, ends_at=later + timedelta(hours=1), place="Otro", by=by, at=NOW
    )
    actions.cancel_meeting(meeting=meeting, reason="No hay sede", by=by, at=NOW + timedelta(days=1))
    texts = list(Message.objects.order_by("pk").values_list("appointment", flat=True))
    (first, event), (second, moved), (third, gone) = map(event_of, texts)
    assert (first, second, third) == ("REQUEST", "REQUEST", "CANCEL")
    assert event["uid"] == moved["uid"] == gone["uid"]
    assert [each["sequence"] for each in (event, moved, gone)] == [0, 1, 2]
    assert event.decoded("dtstart") == BEGINS
    assert moved.decoded("dtstart") == later
    assert str(moved["location"]) == "Otro"
    assert str(gone["status"]) == "CANCELLED"
    assert str(event["attendee"]) == "mailto:invitada@example.org"
    assert event["dtstart"].params["TZID"] == "America/Mexico_City"
    assert str(event["summary"]) == meeting.title
    for text in texts:
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    with pytest.raises(actions.MeetingIsCancelled):
        actions.cancel_meeting(meeting=meeting, reason="Otra vez", by=by, at=NOW)


@pytest.mark.covers("req:40")
def test_the_letter_leaves_with_its_appointment(meeting: Meeting, mailoutbox: list[object]) -> None:
    invited(meeting)
    deliver_due(now=NOW + timedelta(minutes=2))
    (mail,) = mailoutbox
    name, content, kind = mail.attachments[0]  # type: ignore[attr-defined]
    assert (name, kind) == ("invitacion.ics", "text/calendar; method=REQUEST")
    assert b"BEGIN:VEVENT" in (content if isinstance(content, bytes) else content.encode())


@pytest.mark.covers("req:40")
def test_answers_are_counted_by_status(meeting: Meeting) -> None:
    yes, no, _silent = (invited(meeting, f"{name}@example.org") for name in ("si", "no", "nada"))
    for invitation, answer in ((yes, "accepted"), (no, "declined")):
        actions.answer_invitation(
            invitation=invitation, signature=letters.answer_signature(invitation.uid), answer=answer, at=NOW
        )
    counts = answers_of(meeting)
    assert (counts.accepted, counts.declined, counts.none, counts.unsent, counts.total) == (1, 1, 1, 0, 3)
    actions.answer_invitation(invitation=yes, signature=letters.answer_signature(yes.uid), answer="declined", at=NOW)
    assert answers_of(meeting).declined == 2
    assert "example.org" not in str(list(Event.objects.values_list("changes", flat=True)))


def answered(invitation: Invitation, answer: str) -> None:
    signature = letters.answer_signature(invitation.uid)
    actions.answer_invitation(invitation=invitation, signature=signature, answer=answer, at=NOW)


@pytest.mark.covers("req:40")
def test_a_meeting_at_another_hour_asks_again_and_remembers_what_was_said(meeting: Meeting, client: Client) -> None:
    yes, no, silent = (invited(meeting, f"{name}@example.org") for name in ("si", "no", "nada"))
    answered(yes, "accepted")
    answered(no, "declined")
    Message.objects.all().delete()
    by, later = builders.secretariat(meeting.exercise), BEGINS + timedelta(days=1)
    span = {"begins_at": later, "ends_at": later + timedelta(hours=2), "by": by, "at": NOW}
    actions.move_meeting(meeting=meeting, place="Salón", reason="Hay fiesta.", **span)  # type: ignore[arg-type]
    counts = answers_of(meeting)
    assert (counts.accepted, counts.declined, counts.none) == (0, 0, 3)
    assert (counts.formerly_accepted, counts.formerly_declined) == (1, 1)
    assert [(each.answer, each.formerly) for each in answer_lines(meeting)] == [
        ("Sin respuesta", "Aceptó para la fecha anterior"),
        ("Sin respuesta", "Dijo que no para la fecha anterior"),
        ("Sin respuesta", ""),
    ]
    told = {each.recipient: each for each in Message.objects.all()}
    for place, said in ((yes, True), (no, True), (silent, False)):
        text = told[place.email].text
        assert "Era: 16 de octubre de 2019 a las" in text
        assert "Ahora es: 17 de octubre de 2019 a las" in text
        assert ("Díganos otra vez si asistirá" in text) == said
        assert event_of(told[place.email].appointment)[1]["sequence"] == 1
    event = Event.objects.get(verb="meetings.meeting_moved")
    assert event.changes["asked_again"] == [None, 2]
    assert [
        each.changes["answer"] for each in Event.objects.filter(verb="meetings.invitation_answered").order_by("pk")
    ] == [
        ["none", "accepted"],
        ["none", "declined"],
    ], "what was said stays in the record"
    with time_machine.travel(NOW, tick=False):
        page = client.get(letters.answer_url(yes)).content.decode()
        assert "Aceptó para la fecha anterior." in page
        assert "Hay fiesta." in page
        assert (
            "Aceptó para la fecha anterior"
            not in client.post(letters.answer_url(yes), {"answer": "accepted"}).content.decode()
        )
    actions.move_meeting(meeting=meeting, place="Otro salón", **span)  # type: ignore[arg-type]
    assert answers_of(meeting).accepted == 1, "another room at the same hour is not another question"


@pytest.mark.covers("req:40")
def test_an_answer_needs_the_link_of_the_letter_and_its_time(meeting: Meeting) -> None:
    mine, other = invited(meeting), invited(meeting, "otra@example.org")
    with pytest.raises(actions.LinkIsWrong):
        actions.answer_invitation(
            invitation=mine, signature=letters.answer_signature(other.uid), answer="accepted", at=NOW
        )
    signature = letters.answer_signature(mine.uid)
    with pytest.raises(actions.LinkIsWrong):
        actions.answer_invitation(invitation=mine, signature=signature, answer="none", at=NOW)
    with pytest.raises(actions.CodeHasExpired):
        actions.answer_invitation(invitation=mine, signature=signature, answer="accepted", at=BEGINS)


def test_an_invitation_leaves_once(meeting: Meeting) -> None:
    invitation = invited(meeting)
    by = builders.secretariat(meeting.exercise)
    again = actions.invite(meeting=meeting, person=invitation.person, by=by, at=NOW)
    assert again == invitation
    assert actions.send_invitations(meeting=meeting, by=by, at=NOW) == 0
    assert Message.objects.count() == 1


def test_the_code_at_the_door_lasts_half_an_hour_and_is_of_one_meeting(meeting: Meeting) -> None:
    guest, stranger = invited(meeting).person, builders.person()
    with time_machine.travel(BEGINS, tick=False):
        code = actions.arrival_code(meeting)
        actions.check_in(code=code, meeting=meeting, person=guest, at=BEGINS)
        actions.check_in(code=code, meeting=meeting, person=guest, at=BEGINS)
        with pytest.raises(actions.NotInvited):
            actions.check_in(code=code, meeting=meeting, person=stranger, at=BEGINS)
        other = arranged(meeting.exercise)
        with pytest.raises(actions.CodeHasExpired):
            actions.check_in(code=code, meeting=other, person=guest, at=BEGINS)
    assert Attendance.objects.get().way == "code"
    with time_machine.travel(BEGINS + timedelta(minutes=31), tick=False), pytest.raises(actions.CodeHasExpired):
        actions.meeting_of_code(code)
    with pytest.raises(actions.CodeHasExpired):
        actions.meeting_of_code("inventado")


@pytest.mark.covers("req:106")
def test_clashes_with_a_day_off_a_meeting_and_a_room(meeting: Meeting) -> None:
    of = meeting.exercise
    holiday = date(2019, 11, 18)
    begins = BEGINS.replace(month=11, day=holiday.day)
    elsewhere = arranged(of, begins=begins, place="Otro salón")
    calendar = calendar_of(of.jurisdiction)
    spans = [(BEGINS, BEGINS + timedelta(hours=1)), (begins, begins + timedelta(hours=1))]
    found = clashes(of, spans, place="salón", calendar=calendar, but=set())
    assert [(each.kind, each.day) for each in found] == [
        ("place", meeting.day()),
        ("holiday", holiday),
        ("time", holiday),
    ]
    assert clashes(of, spans, place="x", calendar=calendar, but={meeting.pk, elsewhere.pk})[0].kind == "holiday"
    assert clashes(of, [], place="x", calendar=calendar, but=set()) == []


@pytest.mark.parametrize("rule", ["CADA MES", "FREQ=SECONDLY", "FREQ=DAILY"])
def test_a_rule_that_cannot_be_is_refused(rule: str) -> None:
    first = BEGINS.astimezone(builders.place().zone)
    with pytest.raises(actions.RuleIsWrong):
        actions.moments_of(rule, first, date(2020, 12, 31))


def test_a_series_keeps_its_hour_when_the_clock_changes() -> None:
    first = datetime(2019, 10, 20, 18, 0, tzinfo=builders.place().zone)
    hours = {each.hour for each in actions.moments_of("FREQ=MONTHLY", first, date(2020, 5, 1))}
    assert hours == {18}


@pytest.mark.covers("req:108")
def test_urgent_needs_are_those_that_are_lacking(meeting: Meeting) -> None:
    by = builders.secretariat(meeting.exercise)
    lacking, ready = (
        actions.add_need(meeting=meeting, kind="other", text=text, by=by, at=NOW) for text in ("Mesas", "Sillas")
    )
    actions.change_need(need=ready, status="ready", by=by, at=NOW)
    assert urgent_needs(meeting, today=meeting.day() - timedelta(days=3), alert_days=3) == [lacking]
    assert urgent_needs(meeting, today=meeting.day() - timedelta(days=4), alert_days=3) == []


@pytest.mark.covers
def test_the_database_keeps_a_meeting_whole(meeting: Meeting) -> None:
    invitation = invited(meeting)
    attended = actions.note_arrival(
        meeting=meeting, person=invitation.person, way="hand", by=builders.secretariat(meeting.exercise), at=NOW
    )
    wrong = (
        lambda: Meeting.objects.filter(pk=meeting.pk).update(ends_at=meeting.begins_at),
        lambda: Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=NOW),
        lambda: Invitation.objects.create(meeting=meeting, person=invitation.person),
        lambda: Invitation.objects.filter(pk=invitation.pk).update(answer="accepted"),
        lambda: Attendance.objects.create(meeting=meeting, person=attended.person, way="hand", arrived_at=NOW),
    )
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    by = builders.secretariat(meeting.exercise)
    with pytest.raises(actions.EndsBeforeItBegins):
        actions.move_meeting(meeting=meeting, begins_at=BEGINS, ends_at=BEGINS, place="", by=by, at=NOW)
    with pytest.raises(actions.NeedsAReason):
        actions.cancel_meeting(meeting=meeting, reason=" ", by=by, at=NOW)


@pytest.mark.covers("req:129")
def test_a_signed_list_is_not_kept_beside_the_day_on_which_it_went(meeting: Meeting) -> None:
    by = builders.secretariat(meeting.exercise)
    kinds = {"media_type": "application/pdf", "public_type": "application/pdf"}
    actions.keep_paper_list(meeting=meeting, scan=b"%PDF a", public=b"%PDF b", **kinds, by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(forgotten_at=NOW)
    Meeting.objects.filter(pk=meeting.pk).update(paper_list=None)
    for wrong in ({"hold_reason": "Se impugnó"}, {"names_held_at": NOW, "hold_reason": "Se impugnó"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**wrong)
