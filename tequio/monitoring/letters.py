"""What is written about a piece of evidence: to whoever reviews it that it waits, to whoever gave it that it came back and why."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from tequio.bodies.models import Seat, SeatRole
from tequio.bodies.queries import sector_of_seat
from tequio.commitments.models import Commitment
from tequio.core.rules.pack import RulePack
from tequio.monitoring.models import Evidence, Review
from tequio.monitoring.sectors import plan_of
from tequio.outbox.actions import UNDO, AlreadySent, cancel_message
from tequio.outbox.models import Message
from tequio.outbox.notices import queue_notices
from tequio.outbox.preferences import EVIDENCE
from tequio.people.models import Person
from tequio.web.letters import Letter
from tequio.workplans.models import Responsible

_SPACE = uuid.UUID("0d5f5a55-6f0b-4f5e-8d0e-6a3d2b6f4c19")


def tell_reviewers(evidence: Evidence, pack: RulePack, at: datetime) -> None:
    """One letter a day to each at most, however much arrives: it leads to the whole list."""
    exercise = plan_of(evidence).exercise
    day = exercise.jurisdiction.today(at)
    letter = waiting_letter(evidence)
    about = f"{exercise.uid}:{day.isoformat()}"
    _queue({each: uuid.uuid5(_SPACE, f"{each.uid}:{about}") for each in reviewers_of(evidence, pack, at)}, letter, at)


def tell_of_return(review: Review, undo: timedelta, at: datetime) -> None:
    """It leaves when the decision can no longer be undone."""
    letter = returned_letter(review)
    these = [each for each in those_who_gave(review.evidence) if each.pk != review.reviewed_by_id]
    _queue({each: _uid_of(review, each) for each in these}, letter, at, hold=undo)


def take_back(review: Review, at: datetime) -> None:
    """The letters of a decision that was undone."""
    uids = [_uid_of(review, person) for person in those_who_gave(review.evidence)]
    for message in Message.objects.filter(uid__in=uids):
        try:
            cancel_message(message=message, at=at)
        except AlreadySent:
            # it is leaving at this very moment: the page says how it stands
            continue


def reviewers_of(evidence: Evidence, pack: RulePack, at: datetime) -> list[Person]:
    """Titulares and enlaces of the other sectors who have an account; two queries."""
    place = plan_of(evidence).exercise.jurisdiction
    seats = Seat.objects.held_on(place.today(at)).filter(
        body__jurisdiction=place, role__in=(SeatRole.TITULAR, SeatRole.ENLACE), person__account__is_active=True
    )
    found: dict[int, Person] = {}
    rows = seats.select_related("person__account", "organisation__jurisdiction").order_by("pk")
    for seat in rows.prefetch_related("organisation__kinds"):
        sector = sector_of_seat(seat, pack, at)
        if seat.person and sector not in (None, evidence.submitted_by_sector):
            found.setdefault(seat.person.pk, seat.person)
    found.pop(evidence.submitted_by_id, None)
    return list(found.values())


def those_who_gave(evidence: Evidence) -> list[Person]:
    """Who gave it and who answers for its activity or its goal, and for the commitment; each once."""
    named = Responsible.objects.filter(person__account__is_active=True).select_related("person__account")
    mine = named.filter(activity=evidence.activity_id) if evidence.activity_id else named.none()
    people = [one.person for one in mine or named.filter(goal=evidence.means.goal_id, goal__isnull=False)]
    commitment = (
        Commitment.objects.filter(workplan=plan_of(evidence)).select_related("responsible__person__account").first()
    )
    post = commitment.responsible if commitment else None
    return _once([evidence.submitted_by, *people, post.person if post else None])


def _once(people: Iterable[Person | None]) -> list[Person]:
    found = {each.pk: each for each in people if each is not None and each.account and each.account.is_active}
    return list(found.values())


def waiting_letter(evidence: Evidence) -> Letter:
    exercise = plan_of(evidence).exercise
    return Letter(
        subject=_("Hay evidencia que espera su revisión"),
        paragraphs=(
            _("Llegó «%(means)s» y la puede revisar usted, porque la entregó otro sector.") % {"means": told(evidence)},
            _("Hoy no le escribiremos otra vez por este ejercicio: en la lista está todo lo que espera."),
        ),
        link=f"/{exercise.slug}/revision/",
        button=_("Ver lo que espera revisión"),
        why=_("Recibe esto porque ocupa un asiento que revisa evidencia en %(name)s.") % {"name": exercise.name},
    )


def returned_letter(review: Review) -> Letter:
    evidence, exercise = review.evidence, plan_of(review.evidence).exercise
    return Letter(
        subject=_("Una evidencia se devolvió: vea qué le falta"),
        paragraphs=(
            _("«%(means)s» se devolvió. El motivo: %(reason)s") % {"means": told(evidence), "reason": review.reason},
            _("Puede entregar otra: la anterior se conserva con su motivo."),
        ),
        link=f"/{exercise.slug}/revision/{evidence.uid}/",
        button=_("Ver la revisión"),
        why=_("Recibe esto porque entregó esta evidencia o responde por su actividad en %(name)s.")
        % {"name": exercise.name},
    )


def told(evidence: Evidence) -> str:
    """The means and what it is about."""
    about = evidence.activity or evidence.means.goal
    return f"{evidence.means.text} · {about.title}" if about else evidence.means.text


def _uid_of(review: Review, person: Person) -> uuid.UUID:
    return uuid.uuid5(_SPACE, f"{review.uid}:{person.uid}")


def _queue(people: Mapping[Person, uuid.UUID], letter: Letter, at: datetime, hold: timedelta = UNDO) -> None:
    """To those who have an account."""
    letters = {who.account.email: (uid, letter) for who, uid in people.items() if who.account}
    queue_notices(EVIDENCE, letters, at, hold)
