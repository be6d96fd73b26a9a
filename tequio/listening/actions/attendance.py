"""Who came to an event: with a name, or counted by sector where there is no list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.formats import rulepack
from tequio.listening.actions.rules import NoSuchSector, SaySomething, locked, note, refuse_unless_runs
from tequio.listening.models import Event, EventStatus, Headcount, WalkIn
from tequio.meetings import actions as meetings
from tequio.meetings.keeping import ARRIVALS, refuse_forgotten
from tequio.meetings.models import Attendance, Way
from tequio.people.actions import note_person
from tequio.people.keeping import forget_unknown
from tequio.people.models import Consent, Person, PrivacyNotice, Purpose
from tequio.people.notices import NoticeHasChanged, NoticeIsMissing, give_consent, notice_in_force

#: who can be noted: from the day it was announced, and afterwards, when the list of paper is copied
COUNTED = (EventStatus.OPEN, EventStatus.HELD)
MOST_PEOPLE = 100_000


class DidNotAgree(Refusal):
    code = "did-not-agree"


class TooManyPeople(Refusal):
    code = "too-many-people"


def refuse_sector(event: Event, sector: str) -> None:
    if sector and sector not in {each.code for each in rulepack.load(event.exercise.pack).sectors}:
        raise NoSuchSector(_("Elija uno de los sectores de la lista."))


@transaction.atomic
def note_participant(
    *,
    event: Event,
    by: Person,
    at: datetime,
    name: str = "",
    person: Person | None = None,
    post: str = "",
    sector: str = "",
    territory: str = "",
    way: str = Way.HAND,
    notice: PrivacyNotice | None = None,
    key: UUID | None = None,
) -> Attendance:
    """Somebody came: a ``person`` that is known, or one by her name, her post and her sector, without an account. ``notice``: the
    version that was read to her and with which she agreed; whoever did not agree is only counted. The same ``key`` notes nobody else."""
    refuse_unless_runs(by, event, at)
    locked(event, *COUNTED)
    refuse_sector(event, sector)
    if way not in (Way.HAND, Way.LIST):
        raise SaySomething(_("Diga cómo se supo que vino."))
    if key and (known := WalkIn.objects.filter(key=key, event=event).select_related("attendance").first()):
        return known.attendance
    refuse_forgotten(event.meeting)
    if person is None and not name.strip():
        raise SaySomething(_("Escriba su nombre. Si no lo dijo, cuéntela sin lista en su sector."))
    read = agreed(event, notice)
    who = person or note_person(jurisdiction=event.exercise.jurisdiction, name=name.strip()[:200], by=by, at=at)
    arrival = meetings.note_arrival(
        meeting=event.meeting, person=who, sector=sector, territory=territory.strip()[:120], way=way, by=by, at=at
    )
    WalkIn.objects.get_or_create(attendance=arrival, defaults={"event": event, "post": post.strip()[:200], "key": key})
    if not Consent.objects.filter(subject_kind=ARRIVALS, subject_uid=arrival.uid).exists():
        give_consent(notice=read, subject_kind=ARRIVALS, subject_uid=arrival.uid, person=who, at=at)
    return arrival


def agreed(event: Event, notice: PrivacyNotice | None) -> PrivacyNotice:
    """The version in force that was read to her. Without a notice, or without her word, nobody is noted by name."""
    last = notice_in_force(event.exercise.jurisdiction_id, Purpose.ATTENDANCE)
    if last is None:
        raise NoticeIsMissing(
            _("Falta publicar el aviso de privacidad de asistencia: mientras tanto cuente a las personas sin lista.")
        )
    if notice is None:
        raise DidNotAgree(
            _("Léale el aviso y marque que está de acuerdo. Si no lo está, cuéntela sin lista en su sector.")
        )
    if notice.pk != last.pk:
        raise NoticeHasChanged(_("El aviso de privacidad cambió mientras anotaba. Léale el nuevo y vuelva a marcarlo."))
    return last


@transaction.atomic
def withdraw_participant(*, event: Event, attendance: Attendance, by: Person, at: datetime) -> None:
    """Noted by mistake, or she no longer agrees: if she is known here for nothing else, her name goes too."""
    refuse_unless_runs(by, event, at)
    locked(event, *COUNTED)
    if attendance.meeting_id != event.meeting_id:
        raise SaySomething(_("Esa persona se anotó en otro evento."))
    Consent.objects.filter(subject_kind=ARRIVALS, subject_uid=attendance.uid).update(person=None, withdrawn_at=at)
    meetings.withdraw_arrival(meeting=event.meeting, person=attendance.person, by=by, at=at)
    forget_unknown({attendance.person_id}, besides={}, at=at)


@transaction.atomic
def count_people(*, event: Event, people: Mapping[str, int], by: Person, at: datetime) -> None:
    """How many came without a list, sector by sector; a sector that is not given stays as it was, and zero is nobody."""
    refuse_unless_runs(by, event, at)
    locked(event, *COUNTED)
    before = dict(event.headcounts.values_list("sector", "people"))
    for sector, number in people.items():
        refuse_sector(event, sector)
        if not 0 <= number <= MOST_PEOPLE:
            raise TooManyPeople(_("Escriba cuántas personas, con cifras, entre 0 y 100 000."))
        if number:
            Headcount.objects.update_or_create(event=event, sector=sector, defaults={"people": number})
        else:
            event.headcounts.filter(sector=sector).delete()
    changed = {sector: number for sector, number in people.items() if before.get(sector, 0) != number}
    if changed:
        was = {sector: before.get(sector, 0) for sector in changed}
        note("people_counted", event, by, at, people=(was, changed))


def forget_posts_of(*, person: Person) -> int:
    """Of somebody whose cancellation was granted: that somebody came stays counted, what she does goes."""
    return WalkIn.objects.filter(attendance__person=person).exclude(post="").update(post="")
