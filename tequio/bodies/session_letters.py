"""What is written to whoever has something to do after a session: read the acta, read an answer, fulfil an agreement."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from tequio.bodies.models import Agreement, Minutes, Observation, Seat, Session
from tequio.meetings.models import Attendance
from tequio.outbox.notices import queue_notices
from tequio.outbox.preferences import SESSION
from tequio.people.models import Account
from tequio.web.letters import Letter
from tequio.web.words import long_date

_SPACE = uuid.UUID("5b2f5d0e-8f0f-4f64-9c43-0c0d3a5c7e21")


def tell_of_draft(minutes: Minutes, at: datetime) -> None:
    """To every seat that was there: until it is approved, what is lacking can be said. Four queries, whatever their number."""
    session = minutes.session
    here = Attendance.objects.filter(meeting=session.meeting_id).values("person")
    sitting = Seat.objects.held_on(session.meeting.day()).filter(body=session.body_id, person__in=here)
    accounts = Account.objects.filter(person__in=sitting.values("person"), is_active=True).order_by("pk")
    letter = Letter(
        subject=_("El acta de la sesión espera su lectura"),
        paragraphs=(
            _("Ya está el borrador del acta de «%(title)s».") % {"title": session.meeting.title},
            _("Léala y diga si le falta algo: cada observación se contesta antes de aprobarla."),
        ),
        link=f"{root_of(session)}sesiones/{session.uid}/acta/",
        button=_("Leer el acta"),
        why=_("Recibe esto porque asistió a esta sesión."),
    )
    _queue(accounts, letter, f"draft:{minutes.uid}", at)


def tell_of_answer(observation: Observation, at: datetime) -> None:
    session = observation.minutes.session
    accounts = Account.objects.filter(person=observation.seat.person_id, is_active=True)
    letter = Letter(
        subject=_("Se contestó su observación al acta"),
        paragraphs=(_("Lo que se hizo: %(answer)s") % {"answer": observation.answer},),
        link=f"{root_of(session)}sesiones/{session.uid}/acta/",
        button=_("Ver el acta"),
        why=_("Recibe esto porque hizo una observación al acta de «%(title)s».") % {"title": session.meeting.title},
    )
    _queue(accounts, letter, f"answer:{observation.uid}:{at.isoformat()}", at)


def tell_of_agreement(agreement: Agreement, at: datetime) -> None:
    """To whoever owes it, where that is somebody with an account."""
    session, due = agreement.session, agreement.due_on
    accounts = Account.objects.filter(person=agreement.owner_id, is_active=True) if agreement.owner_id else ()
    letter = Letter(
        subject=_("Un acuerdo de la sesión le toca a usted"),
        paragraphs=(
            agreement.text,
            _("Cuando lo cumpla, diga qué se hizo. Mientras esté pendiente, vuelve a cada sesión."),
        ),
        facts=((_("Para"), long_date(due) if due else _("Por definir")),),
        link=f"{root_of(session)}acuerdos/{agreement.uid}/",
        button=_("Ver el acuerdo"),
        why=_("Recibe esto porque responde por este acuerdo de «%(body)s».") % {"body": session.body.name},
    )
    _queue(accounts, letter, f"agreement:{agreement.uid}", at)


def root_of(session: Session) -> str:
    return f"/{session.exercise.slug}/organos/{session.body.uid}/"


def _queue(accounts: Iterable[Account], letter: Letter, about: str, at: datetime) -> None:
    queue_notice({each.email: uuid.uuid5(_SPACE, f"{about}:{each.pk}") for each in accounts}, letter, at)


def queue_notice(uids: Mapping[str, uuid.UUID], letter: Letter, at: datetime) -> int:
    """``uids``: of each address, what makes its letter the same one."""
    return queue_notices(SESSION, {address: (uid, letter) for address, uid in uids.items()}, at)
