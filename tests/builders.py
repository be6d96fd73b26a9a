"""Small worlds for the tests: made by the same verbs as everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tequio.bodies.actions import add_seat, create_body
from tequio.bodies.models import AgendaItem, Body, Decision, Seat, Session
from tequio.calls.actions import create_call
from tequio.calls.models import Call
from tequio.commitments.actions import create_commitment
from tequio.commitments.models import Commitment
from tequio.core.dates import FuzzyDate, from_edtf
from tequio.core.rules.pack import RulePack
from tequio.exercises.actions import create_exercise, define_stages, grant_role, publish_exercise
from tequio.exercises.models import STAGES, Exercise, Role
from tequio.files.actions import store_file
from tequio.files.models import StoredFile
from tequio.formats import rulepack
from tequio.meetings.models import Meeting
from tequio.monitoring.actions import submit_evidence
from tequio.monitoring.models import Evidence
from tequio.people.actions import create_organisation, create_person, create_post, found_installation
from tequio.people.models import Account, Organisation, Person
from tequio.places.actions import create_jurisdiction
from tequio.places.models import Jurisdiction
from tequio.workplans.actions import Named, add_activity, add_goal, create_workplan
from tequio.workplans.models import Activity, Goal, Means, WorkPlan

NOW = datetime(2019, 10, 1, 18, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
PACK = "jalisco-2019"


def pack(name: str = PACK) -> RulePack:
    return rulepack.load(name)


def day(text: str) -> FuzzyDate:
    return from_edtf(text)


def administrator() -> Person:
    """The one who administers the installation; founded at first use."""
    account = Account.objects.filter(is_administrator=True).first()
    if account is not None:
        return account.person
    return found_installation(
        country="México", time_zone="America/Mexico_City", name="Administración", email="admin@example.org", at=NOW
    )


def place(name: str = "Jalisco", **options: Any) -> Jurisdiction:
    found = Jurisdiction.objects.filter(name=name).first()
    values = {"level": "state", "time_zone": "America/Mexico_City", **options}
    return found or create_jurisdiction(name=name, by=administrator(), at=NOW, **values)


def person(name: str = "", jurisdiction: Jurisdiction | None = None) -> Person:
    return create_person(
        jurisdiction=jurisdiction or place(), name=name or f"Persona {uuid4().hex[:6]}", by=administrator(), at=NOW
    )


def exercise(slug: str = "jalisco", *, published: bool = True, **options: Any) -> Exercise:
    """With its secretaría técnica (``secretariat(exercise)``)."""
    values: dict[str, Any] = {
        "name": f"Ejercicio {slug}",
        "kind": "state",
        "pack": PACK,
        "jurisdiction": place(),
        **options,
    }
    made = create_exercise(slug=slug, by=administrator(), at=NOW, **values)
    clerk = person(f"Secretaría técnica de {slug}", made.jurisdiction)
    grant_role(exercise=made, person=clerk, role=Role.SECRETARIAT, by=administrator(), at=NOW)
    if published:
        define_stages(exercise=made, stages=[(STAGES[made.kind][0], None, None)], by=clerk, at=NOW)
        publish_exercise(exercise=made, by=clerk, at=NOW)
    return made


def secretariat(of: Exercise) -> Person:
    return of.memberships.filter(role=Role.SECRETARIAT).select_related("person").order_by("pk")[0].person


def organisation(
    name: str = "Secretaría de Prueba", kind: str = "government", jurisdiction: Jurisdiction | None = None
) -> Organisation:
    found = Organisation.objects.filter(name=name).first()
    return found or create_organisation(
        jurisdiction=jurisdiction or place(), name=name, kind=kind, by=administrator(), at=NOW
    )


def body(jurisdiction: Jurisdiction | None = None, name: str = "Secretariado") -> Body:
    where = jurisdiction or place()
    found = Body.objects.filter(jurisdiction=where, name=name).first()
    return found or create_body(
        jurisdiction=where, name=name, kind="secretariat", decision_level="maximum", by=administrator(), at=NOW
    )


def seat(who: Person | None, kind: str = "civil_society", *, role: str = "titular", **options: Any) -> Seat:
    """In the secretariado, for an organisation of that kind (one per kind)."""
    values: dict[str, Any] = {"organisation": organisation(f"Organización {kind}", kind), **options}
    return add_seat(body=body(), person=who, role=role, by=administrator(), at=NOW, **values)


def workplan(of: Exercise, kind: str = "commitment", title: str = "Plan") -> WorkPlan:
    return create_workplan(exercise=of, kind=kind, title=title, by=secretariat(of), at=NOW)


def goal(plan: WorkPlan, *means: str, **options: Any) -> Goal:
    values: dict[str, Any] = {"title": "Meta", **options}
    pairs = [(text, text) for text in means]
    return add_goal(workplan=plan, means=pairs, by=secretariat(plan.exercise), at=NOW, **values)


def activity(plan: WorkPlan, title: str = "Actividad", *, ends: str | None = None, **options: Any) -> Activity:
    due = day(ends) if ends else None
    return add_activity(workplan=plan, title=title, ends=due, by=secretariat(plan.exercise), at=NOW, **options)


def commitment(of: Exercise, plan: WorkPlan | None = None, **options: Any) -> Commitment:
    values: dict[str, Any] = {"title": "Compromiso", **options}
    return create_commitment(exercise=of, workplan=plan or workplan(of), by=secretariat(of), at=NOW, **values)


def call(
    of: Exercise, opens: date | None = date(2020, 9, 29), closes: date | None = date(2020, 11, 15), **options: Any
) -> Call:
    values: dict[str, Any] = {"title": "Convocatoria", **options}
    return create_call(exercise=of, opens_on=opens, closes_on=closes, by=secretariat(of), at=NOW, **values)


def file(content: bytes = b"%PDF-1.4 minuta", name: str = "minuta.pdf") -> StoredFile:
    return store_file(content=content, name=name, media_type="application/pdf", at=NOW)


@dataclass(frozen=True, slots=True)
class Table:
    """A commitment with one goal of two means and two activities, who answers for it, and somebody of each sector."""

    exercise: Exercise
    commitment: Commitment
    plan: WorkPlan
    goal: Goal
    first: Activity
    second: Activity
    means: tuple[Means, ...]
    officer: Person
    colleague: Person
    citizen: Person
    guarantor: Person
    facilitator: Person
    stranger: Person

    def evidence(self, place: int = 0, **options: Any) -> Evidence:
        values: dict[str, Any] = {"url": "https://example.org/minuta.pdf", **options}
        return submit_evidence(means=self.means[place], pack=pack(), by=self.officer, at=NOW, **values)


def table(slug: str = "jalisco") -> Table:
    of = exercise(slug)
    office = organisation("Organización government", "government")
    officer = person("Titular de la Secretaría")
    people = {kind: person(f"Asiento {kind}") for kind in ("civil_society", "guarantor", "government")}
    for kind, who in people.items():
        seat(who, kind, votes=True)
    facilitator = person("Facilitación")
    seat(facilitator, role="facilitador", organisation=None)
    post = create_post(organisation=office, person=officer, title="Titular", by=administrator(), at=NOW)
    plan = workplan(of)
    made = commitment(of, plan, responsible=post)
    target = goal(
        plan, "Convocatoria", "Minuta", number=1, responsibles=[Named("Titular de la Secretaría", person=officer)]
    )
    first = activity(plan, "Primera reunión", ends="2019-09-05", goal=target)
    second = activity(plan, "Segunda reunión", ends="2019-10-15", goal=target)
    means = tuple(target.means.order_by("position"))
    return Table(
        of,
        made,
        plan,
        target,
        first,
        second,
        means,
        officer,
        people["government"],
        people["civil_society"],
        people["guarantor"],
        facilitator,
        person("Quien pasa por ahí"),
    )


def decision(of: Exercise, *, at: datetime = NOW, session: str = "Acta 1", **options: Any) -> Decision:
    """As a closed vote of the secretariado leaves it; ``session`` is the title of the one in which it was taken."""
    where = options.pop("body", None) or body(of.jurisdiction)
    begins = at - timedelta(hours=1)
    meeting = Meeting.objects.create(exercise=of, title=session, begins_at=begins, ends_at=at, changed_at=NOW)
    number = Session.objects.count() + 1
    held = Session.objects.create(body=where, exercise=of, meeting=meeting, number=number)
    tally = {"yes": 3, "no": 0, "abstain": 0, "silent": 0, "seats": 3, "present": 3, "needed": 2, "had_quorum": True}
    values: dict[str, Any] = {"kind": "plan", "outcome": "approved", "majority": "simple", "title": "acuerdo 2"}
    values |= {**tally, **options}
    item = AgendaItem.objects.create(
        session=held, position=1, title="Punto", kind="vote", majority="simple", decision_kind=values["kind"]
    )
    about = {"item": item, "session": held, "body": where, "exercise": of}
    return Decision.objects.create(decided_at=at, **about, **values)


def decides(plan: WorkPlan, *, at: datetime = NOW, session: str = "Acta 1", **options: Any) -> UUID:
    """That the plan is approved, or changed."""
    values: dict[str, Any] = {"kind": "route" if plan.kind == "route" else "plan", "subject_uid": plan.uid, **options}
    return decision(plan.exercise, at=at, session=session, **values).uid
