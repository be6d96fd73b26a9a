"""A body of the practice exercise that ended: what it was stays to be read. All invented."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tequio.bodies import actions
from tequio.bodies.actions.bodies import Act
from tequio.bodies.models import Body, Kind
from tequio.config.demonstration.councils import Desk
from tequio.config.demonstration.exercises import Sample, clerk_of
from tequio.exercises.models import Exercise

NAME = "Mesa de arranque de muestra"
WHY = "Su encargo era preparar el ejercicio y terminó al instalarse el secretariado, que sigue con lo acordado."


@transaction.atomic
def end_a_body(exercise: Exercise, sample: Sample, now: datetime) -> None:
    """Once, in the practice exercise."""
    if sample.slug != "practica" or Body.objects.filter(jurisdiction=exercise.jurisdiction, name=NAME).exists():
        return
    desk = Desk(exercise, clerk_of(exercise), now)
    body = desk.body(NAME, Kind.FOLLOW_UP, "ordinary")
    act = Act(reference="Minuta de arranque, de muestra")
    began = desk.today - timedelta(days=90)
    actions.record_installation(body=body, installed_on=began, act=act, by=desk.clerk, at=now)
    for name, sector in (
        ("Barrio organizado de muestra", "civil_society"),
        ("Oficina de planeación de muestra", "government"),
    ):
        desk.seat(body, desk.organisation(name, sector), sector, starts_on=began)
    actions.end_body(body=body, on=desk.today - timedelta(days=20), reason=WHY, by=desk.clerk, at=now)
