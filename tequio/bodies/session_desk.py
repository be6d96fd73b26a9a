"""The buttons of a session: what each one reads of its form and which action it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.bodies.actions import agenda, attendance, sessions
from tequio.bodies.models import AgendaItem, Body, Seat, Session
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.people.models import Person


class FormIsIncomplete(Refusal):
    code = "form-incomplete"


@dataclass(frozen=True, slots=True)
class Given:
    """What came in a form."""

    values: Mapping[str, str]
    seats: tuple[int, ...]

    def text(self, name: str) -> str:
        return self.values.get(name, "").strip()


Does = Callable[[Session, Given, Person, datetime], object]


def item_in(session: Session, given: Given) -> AgendaItem:
    found = session.items.filter(uid=uid_in(given, "item")).select_related("session__exercise", "session__body").first()
    if found is None:
        raise FormIsIncomplete(_("Ese punto ya no está en el orden del día."))
    return found


def uid_in(given: Given, name: str) -> UUID:
    try:
        return UUID(given.text(name))
    except ValueError as error:
        raise FormIsIncomplete(_("Elija de qué se trata.")) from error


def day_in(given: Given, name: str) -> date | None:
    if not given.text(name):
        return None
    try:
        return date.fromisoformat(given.text(name))
    except ValueError as error:
        raise FormIsIncomplete(_("Esa fecha no existe.")) from error


def moment_in(given: Given, exercise: Exercise) -> datetime:
    try:
        local = datetime.fromisoformat(f"{given.text('day')}T{given.text('hour')}")
    except ValueError as error:
        raise FormIsIncomplete(_("Diga qué día y a qué hora será la sesión.")) from error
    return local.replace(tzinfo=exercise.jurisdiction.zone)


def prepare(body: Body, exercise: Exercise, given: Given, by: Person, at: datetime) -> Session:
    begins = moment_in(given, exercise)
    return sessions.prepare_session(
        body=body,
        exercise=exercise,
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        kind=given.text("kind") or "ordinary",
        place=given.text("place"),
        by=by,
        at=at,
    )


def add_item(session: Session, given: Given, by: Person, at: datetime) -> object:
    if not given.text("title"):
        raise FormIsIncomplete(_("Escriba el punto que se agrega."))
    names = ("title", "kind", "majority", "decision_kind")
    values: dict[str, Any] = {name: given.text(name) for name in names}
    return agenda.add_item(session=session, **values, by=by, at=at)


def remove_item(session: Session, given: Given, by: Person, at: datetime) -> object:
    return agenda.remove_item(item=item_in(session, given), by=by, at=at)


def raise_item(session: Session, given: Given, by: Person, at: datetime) -> object:
    return agenda.raise_item(item=item_in(session, given), by=by, at=at)


def convene(session: Session, given: Given, by: Person, at: datetime) -> object:
    return sessions.convene_session(session=session, by=by, at=at)


def open_session(session: Session, given: Given, by: Person, at: datetime) -> object:
    return sessions.open_session(session=session, by=by, at=at)


def close(session: Session, given: Given, by: Person, at: datetime) -> object:
    return sessions.close_session(session=session, by=by, at=at)


def attend(session: Session, given: Given, by: Person, at: datetime) -> object:
    seats = Seat.objects.filter(pk__in=given.seats, body=session.body)
    told = given.values.get("shown")
    shown = None if told is None else frozenset(int(each) for each in told.split(",") if each.isdecimal())
    return attendance.note_attendance(session=session, seats=seats, shown=shown, by=by, at=at)


DOES: dict[str, Does] = {
    "punto": add_item,
    "quitar": remove_item,
    "subir": raise_item,
    "convocar": convene,
    "abrir": open_session,
    "cerrar": close,
    "asistencia": attend,
}
