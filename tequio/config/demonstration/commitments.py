"""Commitments of the practice exercise written here, without a document: one for each state that the loaded ones do not show."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tequio.commitments.actions import (
    Taking,
    create_commitment,
    name_actors,
    publish_commitment,
    state_sector_role,
    state_values,
)
from tequio.commitments.models import Commitment, CommitmentActor
from tequio.config.demonstration.cast import Cast
from tequio.config.demonstration.exercises import Sample, clerk_of
from tequio.core.dates import FuzzyDate, from_edtf
from tequio.exercises.models import Exercise
from tequio.people.models import Person
from tequio.workplans.actions import Named, add_activity, add_goal, add_indicator, create_workplan
from tequio.workplans.cancelling import cancel_activity
from tequio.workplans.models import Kind, Means, WorkPlan

TEXTS = {
    "kind": "new",
    "theme": "Participación ciudadana",
    "branch": "ejecutivo",
    "problem_official": "La información existe, pero está en lugares distintos y con palabras que la gente no usa.",
    "problem_citizen": "«Nos mandan de una oficina a otra»",
    "anticorruption": "Lo que se publica a tiempo y con reglas conocidas deja menos espacio para los favores.",
    "impact_evidence": ["Encuesta de comprensión antes y después"],
}
VALUES = {
    "access": "Se publica en formatos que cualquier persona puede abrir.",
    "participation": "Se revisa con quienes lo van a usar antes de darlo por terminado.",
}
ROLES = {
    "government": "Publica y responde.",
    "civil_society": "Revisa y propone.",
    "guarantor": "Acompaña y da fe.",
}


def other_commitments(exercise: Exercise, cast: Cast, sample: Sample, clerk: Person) -> None:
    """Of one of them the órgano garante is missing, so that there is an error to look at."""
    past, ahead = sample.began + timedelta(days=40), sample.began + timedelta(days=160)
    done = small_commitment(exercise, "Directorio abierto de comités vecinales", cast, sample, _day(past))
    for means in Means.objects.filter(goal__workplan=done.workplan):
        cast.accepts(cast.gives(means, sample.moment(41)), sample.moment(44))
    small_commitment(
        exercise, "Guía para pedir información sin tecnicismos", cast, sample, _day(ahead), without="guarantor"
    )
    moving = small_commitment(exercise, "Calendario público de asambleas de barrio", cast, sample, _day(ahead))
    cast.gives(Means.objects.filter(goal__workplan=moving.workplan).order_by("position")[0], sample.moment(73))
    small_commitment(exercise, "Inventario de espacios públicos para asambleas", cast, sample, from_edtf(None))
    cancelled = small_commitment(exercise, "Concurso de carteles de gobierno abierto", cast, sample, _day(ahead))
    for activity in cancelled.workplan.activities.all():
        cancel_activity(
            activity=activity, reason="El secretariado decidió no realizarlo.", by=clerk, at=sample.moment(60)
        )
    small_commitment(exercise, "Propuesta en redacción", cast, sample, from_edtf(None), publish=False)


def _day(day: date) -> FuzzyDate:
    return from_edtf(day.isoformat())


def small_commitment(
    exercise: Exercise,
    title: str,
    cast: Cast,
    sample: Sample,
    due: FuzzyDate,
    *,
    publish: bool = True,
    without: str = "",
) -> Commitment:
    clerk, at = clerk_of(exercise), sample.moment(6)
    model = exercise.commitments.order_by("number")[0]
    strategy = {
        "strategy": "Primero se acuerda con los tres sectores, después se publica y al final se pregunta si sirvió."
    }
    plan = create_workplan(exercise=exercise, kind=Kind.COMMITMENT, title=title, by=clerk, at=at, details=strategy)
    commitment = create_commitment(
        exercise=exercise,
        workplan=plan,
        title=title,
        starts=_day(sample.began),
        ends=_day(sample.began + timedelta(days=360)),
        responsible=model.responsible,
        by=clerk,
        at=at,
        details={
            **TEXTS,
            "objective": f"Contar con: {title.lower()}",
            "description": f"{title}, como compromiso de práctica.",
        },
    )
    takers = [_taking(actor) for actor in model.actors.order_by("position") if actor.sector != without]
    name_actors(commitment=commitment, actors=takers, by=clerk, at=at)
    describe(commitment, plan, clerk, at)
    goal = add_goal(
        workplan=plan,
        number=1,
        title=title,
        means=[("Minuta", "Minuta"), ("Informe final", "Informe final")],
        responsibles=[Named("Responsable de muestra", person=cast.officer)],
        by=clerk,
        at=at,
    )
    for name in ("Preparar y acordar con los tres sectores", "Publicar y presentar"):
        add_activity(workplan=plan, goal=goal, title=name, ends=due, by=clerk, at=at)
    if publish:
        publish_commitment(commitment=commitment, by=clerk, at=at)
    return commitment


def describe(commitment: Commitment, plan: WorkPlan, clerk: Person, at: datetime) -> None:
    state_values(commitment=commitment, texts=VALUES, by=clerk, at=at)
    for sector, text in ROLES.items():
        state_sector_role(commitment=commitment, sector=sector, text=text, by=clerk, at=at)
    add_indicator(
        workplan=plan, text="Personas que dicen que se entiende", unit="%", baseline="0", target="80", by=clerk, at=at
    )


def _taking(actor: CommitmentActor) -> Taking:
    return Taking(actor.sector, actor.person, actor.organisation, actor.box)
