"""The page on which roles are given and taken, and what its two forms do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core.refusals import Refusal
from tequio.exercises.actions import grant_role, withdraw_role
from tequio.exercises.models import Exercise, Membership, Role
from tequio.exercises.permissions import can_grant_role
from tequio.exercises.queries import ExerciseHeader, header_of
from tequio.people.models import Person
from tequio.people.permissions import can_keep_accounts
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option

#: shown; whoever has more than these roles in one exercise looks for the rest in the record
MOST = 200
EXPLAINED = {
    Role.SECRETARIAT: gettext_lazy("prepara y corrige todo; el sitio le pide un segundo paso para entrar"),
    Role.RESPONSIBLE: gettext_lazy("redacta y entrega evidencia de lo suyo"),
    Role.AUDITOR: gettext_lazy("lee todo, también lo reservado, y no cambia nada"),
    Role.ADMINISTRATOR: gettext_lazy("da y quita cargos; el sitio le pide un segundo paso para entrar"),
}


@dataclass(frozen=True, slots=True)
class Holder:
    """``ended``: when the role was taken, None while it is held."""

    uid: UUID
    name: str
    organisation: str
    role: str
    since: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class RolesPage:
    """``may``: who looks gives and takes them; ``opens``: and opens accounts too."""

    title: str
    description: str
    exercise: ExerciseHeader
    held: tuple[Holder, ...]
    former: tuple[Holder, ...]
    roles: tuple[Option, ...]
    may: bool
    opens: bool
    email: str
    reason: str
    errors: tuple[FormError, ...]
    crumbs: tuple[Crumb, ...]


def roles_page(
    exercise: Exercise, typed: Mapping[str, str], *, by: Person, may: bool, errors: tuple[FormError, ...], at: datetime
) -> RolesPage:
    """One query for the people, whatever their number."""
    header = header_of(exercise, now=at)
    rows = exercise.memberships.select_related("person", "organisation").order_by("role", "starts_at", "pk")[:MOST]
    holders = [holder_of(row) for row in rows]
    chosen = typed.get("role", "")
    return RolesPage(
        title=_("Quién tiene qué cargo"),
        description=_("Los cargos de este ejercicio. Darlos y quitarlos queda en el registro público, con su motivo."),
        exercise=header,
        held=tuple(each for each in holders if each.ended is None),
        former=tuple(each for each in holders if each.ended is not None),
        roles=tuple(Option(f"{role.label}: {EXPLAINED[role]}", role.value, role.value == chosen) for role in Role),
        may=may,
        opens=can_keep_accounts(by),
        email=typed.get("email", "")[:254],
        reason=typed.get("reason", "")[:300],
        errors=errors,
        crumbs=(header.crumb(), Crumb(_("Cargos"))),
    )


def holder_of(row: Membership) -> Holder:
    return Holder(
        uid=row.uid,
        name=row.person.name or _("Persona cuyos datos se suprimieron"),
        organisation=row.organisation.name if row.organisation else "",
        role=str(Role(row.role).label),
        since=row.starts_at,
        ended=row.ends_at,
    )


def done(typed: Mapping[str, str], exercise: Exercise, *, by: Person, at: datetime) -> tuple[FormError, ...]:
    """What the pressed button asks for; the errors, or none when it was done."""
    if not can_grant_role(by, exercise, at):
        raise PermissionDenied(_("Los cargos los da y los quita la administración del ejercicio."))
    reason = typed.get("reason", "").strip()
    if not reason:
        return (FormError(_("Escriba el motivo: se publica en el registro."), "reason"),)
    try:
        return taken(typed, exercise, reason, by, at) if "withdraw" in typed else given(typed, exercise, reason, by, at)
    except Refusal as refusal:
        return (FormError(str(refusal)),)


def taken(typed: Mapping[str, str], exercise: Exercise, reason: str, by: Person, at: datetime) -> tuple[FormError, ...]:
    try:
        row = Membership.objects.select_related("exercise", "person").get(
            uid=UUID(typed["withdraw"]), exercise=exercise
        )
    except (ValueError, Membership.DoesNotExist):
        return (FormError(_("Ese cargo no es de este ejercicio. Recargue la página.")),)
    withdraw_role(membership=row, reason=reason, by=by, at=at)
    return ()


def given(typed: Mapping[str, str], exercise: Exercise, reason: str, by: Person, at: datetime) -> tuple[FormError, ...]:
    if typed.get("role") not in Role.values:
        return (FormError(_("Elija el cargo."), "role"),)
    address = typed.get("email", "").strip().lower()
    person = Person.objects.filter(account__email=address, account__is_active=True).first() if address else None
    if person is None:
        text = _("Ninguna cuenta usa ese correo. La cuenta la abre la secretaría técnica, y después se da el cargo.")
        return (FormError(text, "email"),)
    grant_role(exercise=exercise, person=person, role=typed["role"], reason=reason, by=by, at=at)
    return ()
