"""An exercise with as many commitments as asked, row by row like an imported one, written in bulk."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tequio.commitments.models import Commitment, CommitmentActor
from tequio.core.dates import from_edtf
from tequio.exercises.models import Exercise
from tequio.exercises.models import Kind as ExerciseKind
from tequio.exercises.models import Status as ExerciseStatus
from tequio.monitoring.models import Evidence, Outcome, Review, State
from tequio.people.models import Organisation, Person
from tequio.places.models import Jurisdiction, Level
from tequio.workplans.models import Activity, Goal, Kind, Means, MeansKind, WorkPlan

GOALS, ACTIVITIES, MEANS = 4, 2, 3
START = date(2026, 1, 5)


def dated(day: date) -> dict[str, object]:
    return {"ends": from_edtf(day.isoformat()), "ends_first_on": day, "ends_last_on": day}


def exercise(slug: str, commitments: int) -> Exercise:
    """``commitments`` × 4 goals × 2 activities × 3 means; one goal of four has its evidence accepted."""
    at = datetime(2026, 2, 1, tzinfo=UTC)
    place, _ = Jurisdiction.objects.get_or_create(name="Estado de medición", level=Level.STATE)
    row = Exercise.objects.create(
        jurisdiction=place, slug=slug, name=f"Ejercicio {slug}", kind=ExerciseKind.STATE, pack="ogp-local",
        status=ExerciseStatus.OPEN,
    )  # fmt: skip
    secretariat, _ = Organisation.objects.get_or_create(jurisdiction=place, name="Secretaría de Medición")
    person, _ = Person.objects.get_or_create(jurisdiction=place, name="Enlace de medición")
    kind, _ = MeansKind.objects.get_or_create(name="Minuta")
    plans = WorkPlan.objects.bulk_create(
        WorkPlan(exercise=row, kind=Kind.COMMITMENT, title=f"Plan {n}") for n in range(1, commitments + 1)
    )
    rows = Commitment.objects.bulk_create(
        Commitment(
            exercise=row, workplan=plan, number=n, title=f"Compromiso de prueba número {n} con un título de largo común",
            theme=f"Tema {n % 7}", status="published", description="Una descripción breve de lo que se va a hacer.",
        )
        for n, plan in enumerate(plans, 1)
    )  # fmt: skip
    CommitmentActor.objects.bulk_create(
        CommitmentActor(commitment=item, organisation=secretariat, sector="government", position=1) for item in rows
    )
    goals = Goal.objects.bulk_create(
        Goal(workplan=plan, number=n, title=f"Meta {n}", position=n) for plan in plans for n in range(1, GOALS + 1)
    )
    Activity.objects.bulk_create(
        Activity(
            workplan_id=goal.workplan_id, goal=goal, title=f"Actividad {goal.number}.{n}",
            position=goal.position * ACTIVITIES + n, **dated(START + timedelta(days=45 * goal.position + n)),
        )
        for goal in goals
        for n in range(1, ACTIVITIES + 1)
    )  # fmt: skip
    means = Means.objects.bulk_create(
        Means(goal=goal, kind=kind, text=f"Minuta {n}", position=n) for goal in goals for n in range(1, MEANS + 1)
    )
    evidence = Evidence.objects.bulk_create(
        Evidence(
            means=item, url="https://example.org/minuta", description="Minuta", submitted_by=person,
            submitted_by_sector="government", submitted_at=at, state=State.ACCEPTED,
        )
        for item in means
        if item.goal is not None and item.goal.number == 1
    )  # fmt: skip
    Review.objects.bulk_create(
        Review(evidence=item, outcome=Outcome.ACCEPTED, reviewed_by=person, sector="guarantor", reviewed_at=at)
        for item in evidence
    )
    return row
