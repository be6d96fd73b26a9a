"""The buttons of an acta: what each one reads of its form and which action it does."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.actions import minutes
from tequio.bodies.models import Minutes, Observation, Seat, Session
from tequio.bodies.session_desk import Does, FormIsIncomplete, Given
from tequio.documents.rendering import Form
from tequio.people.models import Person


def minutes_of(session: Session) -> Minutes:
    found = Minutes.objects.filter(session=session).select_related("session__exercise", "session__body").first()
    if found is None:
        raise FormIsIncomplete(_("Primero hay que redactar el acta."))
    found.session = session
    return found


def uid_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise FormIsIncomplete(_("Elija de qué se trata.")) from error


def draft(session: Session, given: Given, by: Person, at: datetime) -> object:
    return minutes.draft_minutes(session=session, notes=given.text("notes"), by=by, at=at)


def annotate(session: Session, given: Given, by: Person, at: datetime) -> object:
    return minutes.annotate_minutes(minutes=minutes_of(session), notes=given.text("notes"), by=by, at=at)


def observe(session: Session, given: Given, by: Person, at: datetime) -> object:
    seat = Seat.objects.filter(uid=uid_of(given.text("seat")), body=session.body).select_related("body").first()
    if seat is None:
        raise FormIsIncomplete(_("Elija desde qué asiento hace su observación."))
    return minutes.observe_minutes(minutes=minutes_of(session), seat=seat, text=given.text("text"), by=by, at=at)


def answer(session: Session, given: Given, by: Person, at: datetime) -> object:
    found = Observation.objects.filter(uid=uid_of(given.text("about")), minutes=minutes_of(session)).first()
    if found is None:
        raise FormIsIncomplete(_("Esa observación no es de esta acta."))
    found.minutes = minutes_of(session)
    if given.text("accepted") not in ("yes", "no"):
        raise FormIsIncomplete(_("Diga si la observación cambió el acta o no."))
    accepted = given.text("accepted") == "yes"
    return minutes.answer_observation(observation=found, accepted=accepted, answer=given.text("answer"), by=by, at=at)


def approve(session: Session, given: Given, by: Person, at: datetime) -> object:
    return minutes.approve_minutes(minutes=minutes_of(session), by=by, at=at)


def issue(session: Session, given: Given, by: Person, at: datetime) -> object:
    office = given.text("office")
    if not office:
        raise FormIsIncomplete(_("Escriba las siglas de la oficina que la emite: van en el folio."))
    return minutes.issue_minutes(minutes=minutes_of(session), form=Form.DOCX, office=office, by=by, at=at)


DOES: dict[str, Does] = {
    "redactar": draft,
    "notas": annotate,
    "observar": observe,
    "contestar": answer,
    "aprobar": approve,
    "emitir": issue,
}
DONE = {
    "redactar": gettext_lazy("El acta está redactada. Quien asistió ya puede leerla y hacer observaciones."),
    "notas": gettext_lazy("Las notas ya están en el acta."),
    "observar": gettext_lazy("Su observación llegó. La secretaría técnica la contesta aquí mismo."),
    "contestar": gettext_lazy("La respuesta ya se lee junto a la observación."),
    "aprobar": gettext_lazy("El acta está aprobada: ya no admite cambios y cualquiera puede leerla."),
    "emitir": gettext_lazy("El acta tiene folio."),
}
