"""The end of a term: the municipality has its pack ready, and its former administration handed over and is archived. All invented."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction

from tequio.archive.actions import close_term, make_packs, prepare_pack, reopen_term
from tequio.archive.models import Kind
from tequio.config.demonstration.characters import engage
from tequio.config.demonstration.exercises import clerk_of
from tequio.core.dates import from_edtf
from tequio.exercises.actions import (
    create_exercise,
    define_stages,
    grant_role,
    publish_exercise,
    set_as_of,
)
from tequio.exercises.models import Exercise, Role, StageKey
from tequio.people.actions import create_person
from tequio.people.models import Person

FORMER = "municipio-2018"
STAGES = (
    (StageKey.INSTALLATION, "2018-11", "2019-01"),
    (StageKey.PRIORITIES, "2019-02", "2019-06"),
    (StageKey.MECHANISMS, "2019-07", "2020-12"),
    (StageKey.MONITORING, "2021-01", "2021-08"),
    (StageKey.HANDOVER, "2021-09", "2021-09"),
)
RECEIVER = {
    "receiver_post": "Dirección de Participación Ciudadana",
    "receiver_organisation": "Administración municipal 2021-2024",
}


def hand_over(municipality: Exercise, admin: Person, *, now: datetime) -> None:
    """Once."""
    if Exercise.objects.filter(slug=FORMER).exists():
        return
    with transaction.atomic():
        former = former_administration(municipality, admin)
        clerk = clerk_of(municipality)
        prepare_pack(exercise=municipality, by=clerk, at=now)
        prepare_pack(exercise=municipality, kind=Kind.RESERVED, by=keeper_of(municipality), at=now)
        prepare_pack(exercise=former, by=admin, at=now)
    make_packs(at=now)
    with transaction.atomic():
        prepare_pack(exercise=former, by=admin, at=now)
    make_packs(at=now)


def former_administration(municipality: Exercise, admin: Person) -> Exercise:
    """The one before in the same place: it ended, it was opened once more for what it lacked, and ended for good."""
    made = create_exercise(
        jurisdiction=municipality.jurisdiction,
        slug=FORMER,
        name="Participación ciudadana del municipio, administración 2018-2021",
        kind="municipal",
        pack=municipality.pack,
        edition="2018-2021",
        period=(date(2018, 10, 1), date(2021, 9, 30)),
        is_sample=True,
        by=admin,
        at=moment(2018, 10, 1),
    )
    clerk = create_person(
        jurisdiction=municipality.jurisdiction,
        name="Secretaría técnica de muestra, 2018-2021",
        by=admin,
        at=moment(2018, 10, 1),
    )
    grant_role(exercise=made, person=clerk, role=Role.SECRETARIAT, by=admin, at=moment(2018, 10, 1))
    stages = [(key, from_edtf(first), from_edtf(last)) for key, first, last in STAGES]
    define_stages(exercise=made, stages=stages, by=clerk, at=moment(2018, 10, 2))
    publish_exercise(exercise=made, by=clerk, at=moment(2018, 10, 3))
    engage(made, admin, at=moment(2018, 10, 4))
    set_as_of(exercise=made, day=date(2021, 10, 15), by=admin, at=moment(2021, 9, 30))
    ends = partial(
        close_term,
        exercise=made,
        reason="Cambio de administración municipal",
        receiver_post=RECEIVER["receiver_post"],
        receiver_organisation=RECEIVER["receiver_organisation"],
        by=admin,
    )
    ends(at=moment(2021, 9, 30))
    reopen_term(exercise=made, reason="Faltaba el informe del último trimestre", by=admin, at=moment(2021, 10, 4))
    ends(act="Acta de entrega-recepción de muestra, 8 de octubre de 2021", at=moment(2021, 10, 8))
    return made


def keeper_of(exercise: Exercise) -> Person:
    """Who administers it."""
    return exercise.memberships.filter(role=Role.ADMINISTRATOR).select_related("person").order_by("pk")[0].person


def moment(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time(12), ZoneInfo("America/Mexico_City"))
