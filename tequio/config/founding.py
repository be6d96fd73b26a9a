"""The first day of an installation: its country, its first place and who administers it; on any other day, one more place."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tequio.core.refusals import Refusal
from tequio.people.actions import found_installation
from tequio.people.models import Account, Person
from tequio.places.actions import create_jurisdiction
from tequio.places.models import Jurisdiction, Level


class CannotFound(Refusal):
    code = "cannot-found"


@transaction.atomic
def found(
    *,
    email: str,
    name: str,
    country: str,
    place: str,
    level: str,
    inside: str,
    code: str,
    time_zone: str,
    at: datetime,
) -> Jurisdiction:
    """The place; all of it or nothing."""
    by = _administrator(email.strip().lower(), name.strip(), country, time_zone, at)
    if not place.strip():
        raise CannotFound("Diga el nombre del lugar: --place.")
    if Jurisdiction.objects.filter(name=place.strip(), level=level).exists():
        raise CannotFound(f"«{place}» ya está registrado.")
    return create_jurisdiction(
        level=level,
        name=place.strip(),
        time_zone=time_zone,
        parent=_parent(inside.strip(), level),
        code=code.strip(),
        by=by,
        at=at,
    )


def _administrator(email: str, name: str, country: str, time_zone: str, at: datetime) -> Person:
    if Account.objects.exists():
        known = Person.objects.select_related("account").filter(account__email=email).first()
        if known is None or not known.is_administrator:
            raise CannotFound("La instalación ya tiene quien la administre: use el correo con que entra.")
        return known
    if not name:
        raise CannotFound("Diga el nombre de quien administra: --name.")
    try:
        validate_email(email)
    except ValidationError as error:
        raise CannotFound(f"«{email}» no parece un correo.") from error
    return found_installation(country=country, time_zone=time_zone, name=name, email=email, at=at)


def _parent(inside: str, level: str) -> Jurisdiction | None:
    """The state that was named; else the country."""
    if level == Level.STATE or not inside:
        return Jurisdiction.objects.filter(level=Level.COUNTRY).first()
    state = Jurisdiction.objects.filter(level=Level.STATE, name=inside).first()
    if state is None:
        raise CannotFound(f"No está registrado el estado «{inside}»: primero fúndelo con --level state.")
    return state
