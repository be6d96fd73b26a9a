from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.exercises.models import Exercise
from tequio.listening.actions import (
    DidNotAgree,
    EventIsFixed,
    NoSuchSector,
    SaySomething,
    TooManyPeople,
    count_people,
    forget_posts_of,
    note_participant,
    withdraw_participant,
)
from tequio.listening.models import Headcount, WalkIn
from tequio.meetings.models import Attendance
from tequio.people.models import Consent, Person
from tequio.people.notices import NoticeHasChanged, NoticeIsMissing, notice_in_force, publish_notice
from tests import builders
from tests.builders import NOW
from tests.listening import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


@pytest.mark.covers("req:93")
def test_who_came_without_an_account_is_noted_by_name_post_and_sector_once(exercise: Exercise) -> None:
    event, by, key = making.opened(exercise), builders.secretariat(exercise), uuid4()
    given: dict[str, Any] = {
        "name": "Persona Inventada",
        "post": "Maestra",
        "sector": "civil_society",
        "territory": "Centro",
        "notice": making.notice(exercise),
    }
    came = note_participant(event=event, way="list", key=key, by=by, at=NOW, **given)
    assert note_participant(event=event, way="list", key=key, by=by, at=NOW, **given).pk == came.pk
    assert (came.sector, came.territory, came.way, came.person.account) == ("civil_society", "Centro", "list", None)
    assert WalkIn.objects.get().post == "Maestra"
    with pytest.raises(SaySomething):
        note_participant(event=event, name=" ", by=by, at=NOW)
    with pytest.raises(NoSuchSector):
        note_participant(event=event, name="Otra", sector="martian", by=by, at=NOW)
    withdraw_participant(event=event, attendance=came, by=by, at=NOW)
    assert not Attendance.objects.exists()
    assert not WalkIn.objects.exists()
    came.person.refresh_from_db()
    assert (came.person.name, came.person.salt) == ("", None)


@pytest.mark.covers("req:129")
def test_nobody_is_noted_by_name_without_a_notice_and_her_word(exercise: Exercise) -> None:
    event, by = making.opened(exercise), builders.secretariat(exercise)
    given: dict[str, Any] = {"event": event, "name": "Persona Inventada", "by": by, "at": NOW}
    with pytest.raises(NoticeIsMissing):
        note_participant(**given)
    first = making.notice(exercise)
    with pytest.raises(DidNotAgree):
        note_participant(**given)
    publish_notice(jurisdiction=exercise.jurisdiction, purpose="attendance", text="Otro", kept_days=9, by=by, at=NOW)
    with pytest.raises(NoticeHasChanged):
        note_participant(notice=first, **given)
    assert not Attendance.objects.exists()
    assert not Person.objects.filter(name="Persona Inventada").exists()
    came = note_participant(notice=notice_in_force(exercise.jurisdiction_id, "attendance"), **given)
    consent = Consent.objects.get()
    assert (consent.subject_uid, consent.person, consent.notice.version) == (came.uid, came.person, 2)
    withdraw_participant(event=event, attendance=came, by=by, at=NOW)
    consent.refresh_from_db()
    assert (consent.person, consent.withdrawn_at) == (None, NOW)


@pytest.mark.covers("req:93")
def test_people_without_a_list_are_counted_by_sector(exercise: Exercise) -> None:
    event, by = making.opened(exercise), builders.secretariat(exercise)
    count_people(event=event, people={"civil_society": 30, "government": 12}, by=by, at=NOW)
    count_people(event=event, people={"government": 0, "guarantor": 4}, by=by, at=NOW)
    assert dict(event.headcounts.values_list("sector", "people")) == {"civil_society": 30, "guarantor": 4}
    with pytest.raises(NoSuchSector):
        count_people(event=event, people={"martian": 1}, by=by, at=NOW)
    for wrong in (-1, 100_001):
        with pytest.raises(TooManyPeople):
            count_people(event=event, people={"government": wrong}, by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Headcount.objects.create(event=event, sector="civil_society", people=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Headcount.objects.create(event=event, sector="government", people=0)


def test_nobody_comes_to_a_draft_and_an_enlace_notes_nobody(exercise: Exercise) -> None:
    by, enlace = builders.secretariat(exercise), builders.person("Enlace")
    builders.seat(enlace, "government", role="enlace")
    with pytest.raises(EventIsFixed):
        count_people(event=making.event(exercise), people={"government": 1}, by=by, at=NOW)
    event = making.opened(exercise)
    with pytest.raises(PermissionDenied):
        note_participant(event=event, name="Alguien", by=enlace, at=NOW)


def test_of_who_is_erased_what_she_does_goes_and_the_count_stays(exercise: Exercise) -> None:
    event, by = making.opened(exercise), builders.secretariat(exercise)
    came = making.noted(event, post="Partera", sector="government", by=by)
    assert forget_posts_of(person=came.person) == 1
    assert WalkIn.objects.get().post == ""
    assert event.meeting.attendances.count() == 1
