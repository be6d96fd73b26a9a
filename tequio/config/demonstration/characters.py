"""One of each role in every sample exercise, so that the demonstration can be entered as any of them. All invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tequio.bodies.actions import add_seat
from tequio.bodies.models import Body, Seat
from tequio.config.demonstration.life import body_name
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.people.actions import create_person, open_account
from tequio.people.models import Person
from tequio.people.pages import Cast, Character
from tequio.places.models import Jurisdiction

Find = Callable[[Exercise], Person | None]
Make = Callable[[Exercise, Person, datetime], None]


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    role: str | Promise
    find: Find
    make: Make


def body_of(exercise: Exercise) -> Body | None:
    return Body.objects.filter(jurisdiction=exercise.jurisdiction, name=body_name(exercise)).first()


def member(role: Role, exercise: Exercise) -> Person | None:
    held = exercise.memberships.filter(role=role, ends_at__isnull=True).order_by("pk").select_related("person__account")
    return next((each.person for each in held), None)


def seated(role: str, sector: str, exercise: Exercise) -> Person | None:
    seats = Seat.objects.filter(body=body_of(exercise), role=role, person__isnull=False, ends_on__isnull=True)
    if sector:
        seats = seats.filter(sector=sector)
    return next((each.person for each in seats.order_by("pk").select_related("person__account")), None)


def responsible(exercise: Exercise) -> Person | None:
    """Of the first commitment; where there is none yet, of the exercise."""
    first = exercise.commitments.order_by("number").select_related("responsible__person__account").first()
    if first is not None and first.responsible is not None and first.responsible.person is not None:
        return first.responsible.person
    return member(Role.RESPONSIBLE, exercise)


def give_role(role: Role, exercise: Exercise, admin: Person, at: datetime) -> None:
    person = create_person(
        jurisdiction=exercise.jurisdiction, name=f"{role.label} de muestra, {exercise.slug}", by=admin, at=at
    )
    grant_role(exercise=exercise, person=person, role=role, by=admin, at=at)


def give_seat(role: str, sector: str, exercise: Exercise, admin: Person, at: datetime) -> None:
    """Beside the titular of that sector, for the same organisation."""
    body = body_of(exercise)
    if body is None:
        return
    titular = Seat.objects.filter(body=body, role="titular", sector=sector).select_related("organisation").first()
    if sector and titular is None:
        return
    person = create_person(
        jurisdiction=exercise.jurisdiction, name=f"{role.capitalize()} de muestra, {exercise.slug}", by=admin, at=at
    )
    organisation = titular.organisation if titular else None
    add_seat(body=body, role=role, sector=sector, organisation=organisation, person=person, by=admin, at=at)


PARTS = (
    Part(
        "secretaria", _("Secretaría técnica"), partial(member, Role.SECRETARIAT), partial(give_role, Role.SECRETARIAT)
    ),
    Part("responsable", _("Responsable"), responsible, partial(give_role, Role.RESPONSIBLE)),
    Part("enlace", _("Enlace"), partial(seated, "enlace", ""), partial(give_seat, "enlace", "government")),
    Part(
        "titular",
        _("Titular, sociedad civil"),
        partial(seated, "titular", "civil_society"),
        partial(give_seat, "titular", "civil_society"),
    ),
    Part(
        "garante",
        _("Titular, órgano garante"),
        partial(seated, "titular", "guarantor"),
        partial(give_seat, "titular", "guarantor"),
    ),
    Part("suplente", _("Suplente"), partial(seated, "suplente", ""), partial(give_seat, "suplente", "civil_society")),
    Part("facilitador", _("Facilitación"), partial(seated, "facilitador", ""), partial(give_seat, "facilitador", "")),
    Part("auditoria", _("Auditoría"), partial(member, Role.AUDITOR), partial(give_role, Role.AUDITOR)),
    Part(
        "administracion",
        _("Administración del ejercicio"),
        partial(member, Role.ADMINISTRATOR),
        partial(give_role, Role.ADMINISTRATOR),
    ),
)
ANYBODY = ("Persona A de muestra", "Persona B de muestra")


def engage(exercise: Exercise, admin: Person, *, at: datetime) -> None:
    """Whoever the story of the exercise left out gets a name, and everybody an account. Twice changes nothing."""
    for part in PARTS:
        if part.find(exercise) is None:
            part.make(exercise, admin, at)
        person = part.find(exercise)
        if person is not None and person.account is None:
            open_account(person=person, email=f"{part.key}.{exercise.slug}@example.org", by=admin, at=at)


def engage_anybody(place: Jurisdiction, admin: Person, *, at: datetime) -> None:
    """Two people with an account and no role: what one has, the other must not see."""
    for name in ANYBODY:
        if not Person.objects.filter(jurisdiction=place, name=name).exists():
            email = f"{name.split()[1].lower()}.persona@example.org"
            create_person(jurisdiction=place, name=name, email=email, by=admin, at=at)


def casts() -> list[Cast]:
    exercises = Exercise.objects.public().filter(is_sample=True).select_related("jurisdiction")
    found = [cast_of(exercise) for exercise in exercises.order_by("-slug")]
    found.sort(key=lambda cast: cast.address != "/practica/")
    return [*found, everybody_else()]


def cast_of(exercise: Exercise) -> Cast:
    people = [(part, part.find(exercise)) for part in PARTS]
    characters = tuple(
        Character(str(person.uid), str(part.role), person.name) for part, person in people if person and person.account
    )
    return Cast(exercise.name, f"/{exercise.slug}/", characters)


def everybody_else() -> Cast:
    people = [
        (str(_("Persona con cuenta y sin cargo")), Person.objects.filter(name__in=ANYBODY, account__isnull=False))
    ]
    people.append((str(_("Administración de la instalación")), Person.objects.filter(account__is_administrator=True)))
    characters = [
        Character(str(each.uid), role, each.name) for role, found in people for each in found.order_by("name")
    ]
    return Cast(str(_("Sin ejercicio")), "/", tuple(characters))
