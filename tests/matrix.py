"""Who may do what: every verb of every room × every role, on one's own and on somebody else's.

One row per verb, or several where it depends on what it is done to. ``may`` succeeds; ``by_rule`` has the right to ask and a rule
of the verb says no; everybody else is refused as not allowed. The same roles in another exercise of another place may nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tequio.bodies import actions as bodies
from tequio.calls import actions as calls
from tequio.checks import actions as checks
from tequio.checks.models import StoredFinding
from tequio.commitments import actions as commitments
from tequio.core.outline import Outline, Paragraph
from tequio.documents import actions as documents
from tequio.exercises import actions as exercises
from tequio.exercises.models import STAGES, Exercise, Role
from tequio.formats.reading_json import from_json
from tequio.imports import actions as imports
from tequio.imports.models import ImportJob
from tequio.monitoring import actions as monitoring
from tequio.people import actions as people
from tequio.people.models import Organisation, Person, Post
from tequio.places import actions as places
from tequio.places.models import Jurisdiction
from tequio.workplans import actions as workplans
from tequio.workplans.models import Activity, Means, WorkPlan
from tests import builders

NOW: datetime = builders.NOW
LATER: datetime = builders.LATER

#: a person with an account and no role, those of the table of decisions, and the same offices of a neighbour commitment
ROLES = (
    "person",
    "responsible",
    "enlace",
    "titular",
    "guarantor",
    "colleague",
    "suplente",
    "facilitador",
    "secretariat",
    "auditor",
    "exercise_administrator",
    "administrator",
    "responsible_of_another",
    "enlace_of_another",
)
#: these are the same whichever the exercise
EVERYWHERE = {"person", "administrator"}

OFFICE = frozenset({"secretariat"})
GRANTERS = frozenset({"exercise_administrator", "administrator"})
INSTALLATION = frozenset({"administrator"})
DIRECTORY = OFFICE | INSTALLATION
DRAFTERS = frozenset({"secretariat", "responsible", "enlace"})
GIVERS = frozenset({"responsible", "enlace"})
EDITORS = frozenset({"secretariat", "responsible"})
REVIEWERS = frozenset({"titular", "guarantor", "suplente"})
#: they sit, but for the sector that gave the evidence
SAME_SECTOR = frozenset({"colleague", "enlace", "enlace_of_another"})


@dataclass(frozen=True)
class World:
    """An exercise of one place with a commitment, its neighbour and somebody in every role."""

    where: Jurisdiction
    exercise_pk: int
    office: Organisation
    post: Post
    people: Mapping[str, Person]
    plan_pk: int
    neighbour: WorkPlan

    @property
    def exercise(self) -> Exercise:
        return Exercise.objects.select_related("jurisdiction").get(pk=self.exercise_pk)

    @property
    def plan(self) -> WorkPlan:
        return WorkPlan.objects.get(pk=self.plan_pk)

    @property
    def clerk(self) -> Person:
        return self.people["secretariat"]

    def activity(self, place: int = 0) -> Activity:
        return self.plan.activities.order_by("position")[place]

    def means(self) -> Means:
        return Means.objects.filter(goal__workplan=self.plan).order_by("position")[0]

    def route(self) -> WorkPlan:
        """A route in which the responsible is named, which gives no right to redraw it."""
        plan = builders.workplan(self.exercise, "route", "Ruta")
        mine = [workplans.Named("Oficina", person=self.people["responsible"], organisation=self.office)]
        builders.activity(plan, "Fase 1", ends="2019-12-01", responsibles=mine)
        return plan

    def evidence(self) -> Any:
        return monitoring.submit_evidence(
            means=self.means(),
            url="https://example.org/minuta",
            pack=builders.pack(),
            by=self.people["responsible"],
            at=NOW,
        )

    def call(self, *, published: bool = False) -> Any:
        made = builders.call(self.exercise, date(2019, 9, 20), date(2019, 11, 15))
        if published:
            calls.publish_call(call=made, by=self.clerk, at=NOW)
        return made

    def job(self, *done: Callable[..., Any]) -> ImportJob:
        made = imports.receive_document(
            exercise=self.exercise, content=call_text(), name="convocatoria.txt", by=self.clerk, at=NOW
        )
        for step in done:
            step(job=made, by=self.clerk, at=NOW)
        return made

    def finding(self) -> Any:
        self.run_checks(self.clerk)
        return StoredFinding.objects.filter(run__exercise=self.exercise).order_by("pk")[0]

    def run_checks(self, by: Person) -> Any:
        from tests.checks.test_checks import sheets

        return checks.run_checks(
            exercise=self.exercise,
            subjects=[sheets(("2019-08-22", "2022-09-01"))],
            pack=builders.pack(),
            today=date(2019, 10, 1),
            by=by,
            at=NOW,
        )


OUTLINE = Outline(title="Ficha", blocks=(Paragraph("Uno"),))


def call_text() -> bytes:
    from tequio.config.demonstration.life import PENDING_CALL

    return PENDING_CALL.format(topic="movilidad").encode()


def world(slug: str = "jalisco", place: str = "Jalisco") -> World:
    where, admin = builders.place(place), builders.administrator()
    of = builders.exercise(slug, jurisdiction=where)

    def somebody(name: str) -> Person:
        return builders.person(f"{name} de {slug}", where)

    def organisation(name: str, kind: str) -> Organisation:
        return builders.organisation(f"{name} de {slug}", kind, where)

    body = builders.body(where)
    office, other = organisation("Oficina", "government"), organisation("Otra oficina", "government")
    made = {role: somebody(role) for role in ROLES if role not in {"secretariat", "administrator"}}
    seats = {
        "enlace": ("enlace", "government", office),
        "enlace_of_another": ("enlace", "government", other),
        "titular": ("titular", "civil_society", organisation("Organización civil", "civil_society")),
        "suplente": ("suplente", "civil_society", organisation("Organización civil", "civil_society")),
        "guarantor": ("titular", "guarantor", organisation("Órgano garante", "guarantor")),
        "colleague": ("titular", "government", office),
        "facilitador": ("facilitador", "", None),
    }
    for role, (seat, sector, behalf) in seats.items():
        bodies.add_seat(
            body=body,
            role=seat,
            sector=sector,
            organisation=behalf,
            person=made[role],
            by=admin,
            at=NOW,
            votes=seat == "titular",
        )
    for role, held in (("auditor", Role.AUDITOR), ("exercise_administrator", Role.ADMINISTRATOR)):
        exercises.grant_role(exercise=of, person=made[role], role=held, by=admin, at=NOW)
    posts, plans = {}, {}
    for role, behalf in (("responsible", office), ("responsible_of_another", other)):
        exercises.grant_role(
            exercise=of, person=made[role], role=Role.RESPONSIBLE, organisation=behalf, by=admin, at=NOW
        )
        posts[role] = people.create_post(organisation=behalf, person=made[role], title="Titular", by=admin, at=NOW)
        plan = plans[role] = builders.workplan(of)
        builders.commitment(of, plan, responsible=posts[role])
        named = [workplans.Named("Oficina", person=made[role], organisation=behalf)]
        goal = builders.goal(plan, "Minuta", "Lista", number=1, responsibles=named)
        for title, ends in (("Primera", "2019-09-05"), ("Segunda", "2019-10-15")):
            builders.activity(plan, title, ends=ends, goal=goal)
    made |= {"secretariat": builders.secretariat(of), "administrator": admin}
    return World(
        where, of.pk, office, posts["responsible"], made, plans["responsible"].pk, plans["responsible_of_another"]
    )


@dataclass(frozen=True)
class Verb:
    """``given`` prepares what the verb is done to, as people who may, and returns its arguments; ``label`` tells rows apart."""

    action: Callable[..., Any]
    may: frozenset[str]
    given: Callable[[World], dict[str, Any]]
    by_rule: frozenset[str] = frozenset()
    label: str = ""
    #: False for what only marks that something has begun
    recorded: bool = True

    @property
    def name(self) -> str:
        return f"{self.action.__module__.split('.')[1]}.{self.action.__name__}"


def on_exercise(**values: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"exercise": world.exercise, **values}


def on_plan(**values: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"workplan": world.plan, **values}


def on_route(**values: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"workplan": world.route(), **values}


def on_activity(**values: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"activity": world.activity(), **values}


def on_commitment(**values: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"commitment": world.exercise.commitments.get(workplan=world.plan), **values}


def on_evidence(**values: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"evidence": world.evidence(), "pack": builders.pack(), **values}


def on_place(**values: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"jurisdiction": world.where, **values}


DAY = date(2019, 12, 24)
SOON = builders.day("2019-12-01")

VERBS = (
    # places and people
    Verb(
        places.create_jurisdiction,
        INSTALLATION,
        lambda _: {"level": "municipality", "name": "Otro", "time_zone": "America/Cancun"},
    ),
    Verb(people.create_person, DIRECTORY, on_place(name="Alguien")),
    Verb(
        people.open_account,
        DIRECTORY,
        lambda w: {"person": builders.person("Quien entra", w.where), "email": f"{uuid4().hex}@example.org"},
    ),
    Verb(people.erase_person, INSTALLATION, lambda w: {"person": builders.person("Quien se va", w.where)}),
    Verb(people.create_organisation, DIRECTORY, on_place(name="Nueva", kind="academia")),
    Verb(
        people.name_successor,
        DIRECTORY,
        lambda w: {
            "organisation": w.office,
            "successor": builders.organisation("Sucesora", "government", w.where),
            "since_on": DAY,
        },
    ),
    Verb(people.create_post, DIRECTORY, lambda w: {"organisation": w.office, "title": "Dirección"}),
    Verb(people.hand_over_post, DIRECTORY, lambda w: {"post": w.post, "person": w.people["person"], "on": DAY}),
    Verb(bodies.create_body, DIRECTORY, on_place(name="Consejo", kind="council", decision_level="advice")),
    Verb(
        bodies.add_seat, DIRECTORY, lambda w: {"body": builders.body(w.where), "role": "enlace", "sector": "government"}
    ),
    Verb(
        bodies.end_seat,
        DIRECTORY,
        lambda w: {"seat": builders.body(w.where).seats.filter(role="titular").order_by("pk")[0], "on": DAY},
    ),
    # exercises
    Verb(
        exercises.create_exercise,
        INSTALLATION,
        on_place(slug="nuevo", name="Nuevo", kind="state", pack=builders.PACK),
    ),
    Verb(exercises.describe_exercise, OFFICE, on_exercise(motto="Lema")),
    Verb(exercises.change_slug, OFFICE, on_exercise(slug="otra-direccion")),
    Verb(exercises.publish_exercise, OFFICE, on_exercise()),
    Verb(exercises.close_exercise, OFFICE, on_exercise()),
    Verb(exercises.set_as_of, INSTALLATION, on_exercise(day=DAY)),
    Verb(
        exercises.grant_role,
        GRANTERS,
        lambda w: {"exercise": w.exercise, "person": w.people["person"], "role": Role.AUDITOR},
    ),
    Verb(
        exercises.withdraw_role,
        GRANTERS,
        lambda w: {"membership": w.exercise.memberships.get(person=w.people["auditor"])},
    ),
    Verb(
        exercises.define_stages,
        OFFICE,
        lambda w: {"exercise": w.exercise, "stages": [(STAGES["state"][1], None, None)]},
    ),
    Verb(exercises.define_method, OFFICE, on_exercise(axes=["Eje"], steps=[])),
    Verb(calls.create_call, OFFICE, on_exercise(title="Convocatoria")),
    Verb(calls.publish_call, OFFICE, lambda w: {"call": w.call()}),
    Verb(
        calls.extend_call, OFFICE, lambda w: {"call": w.call(published=True), "closes_on": DAY, "reason": "Más tiempo"}
    ),
    Verb(calls.void_call, OFFICE, lambda w: {"call": w.call(published=True), "reason": "Nadie"}),
    # plans of work
    Verb(workplans.create_workplan, OFFICE, on_exercise(kind="annual", title="Plan")),
    Verb(workplans.add_goal, DRAFTERS, on_plan(title="Meta")),
    Verb(workplans.add_activity, DRAFTERS, on_plan(title="Actividad")),
    Verb(workplans.add_activity, OFFICE, on_route(title="Fase"), label="of the route"),
    Verb(workplans.add_link, DRAFTERS, lambda w: {"predecessor": w.activity(0), "successor": w.activity(1)}),
    Verb(workplans.add_milestone, DRAFTERS, on_plan(name="Firma", date=SOON)),
    Verb(workplans.add_milestone, OFFICE, on_route(name="Firma", date=SOON), label="of the route"),
    Verb(workplans.add_indicator, DRAFTERS, on_plan(text="Reuniones")),
    Verb(workplans.move_activity, DRAFTERS, on_activity(starts=None, ends=SOON, reason="Se recorre")),
    Verb(
        workplans.move_activity,
        OFFICE,
        lambda w: {"activity": w.route().activities.get(), "starts": None, "ends": SOON, "reason": "Se recorre"},
        label="of the route",
    ),
    Verb(workplans.approve_workplan, OFFICE, lambda w: {"workplan": w.plan, "decision": builders.decides(w.plan)}),
    # commitments
    Verb(
        commitments.create_commitment,
        OFFICE,
        lambda w: {"exercise": w.exercise, "workplan": builders.workplan(w.exercise), "title": "Compromiso"},
    ),
    Verb(commitments.edit_commitment, EDITORS, on_commitment(values={"title": "Otro"}, pack=builders.pack())),
    Verb(
        commitments.date_commitment,
        EDITORS,
        on_commitment(starts=builders.day("2019-08-22"), ends=SOON, pack=builders.pack()),
    ),
    Verb(commitments.publish_commitment, OFFICE, on_commitment()),
    Verb(commitments.name_actors, EDITORS, on_commitment(actors=[])),
    Verb(commitments.state_values, EDITORS, on_commitment(texts={"participation": "Sí"})),
    Verb(commitments.state_sector_role, EDITORS, on_commitment(sector="government", text="Publica")),
    # findings and documents
    Verb(
        checks.run_checks,
        OFFICE,
        on_exercise(subjects=[], pack=builders.pack(), today=date(2019, 10, 1)),
    ),
    Verb(
        checks.override_finding,
        OFFICE,
        lambda w: {"exercise": w.exercise, "fingerprint": w.finding().fingerprint, "reason": "Se acordó"},
    ),
    Verb(
        checks.withdraw_override,
        OFFICE,
        lambda w: {
            "override": checks.override_finding(
                exercise=w.exercise, fingerprint=w.finding().fingerprint, reason="Se acordó", by=w.clerk, at=NOW
            )
        },
    ),
    Verb(
        documents.issue_document,
        OFFICE,
        lambda w: {
            "exercise": w.exercise,
            "kind": "acta",
            "subject_kind": "exercise",
            "subject_uid": w.exercise.uid,
            "content": b"%PDF-1.4 acta",
            "name": "acta.pdf",
            "media_type": "application/pdf",
            "office": "DPC",
        },
    ),
    Verb(
        documents.issue_outline,
        OFFICE,
        lambda w: {
            "outline": OUTLINE,
            "form": "docx",
            "exercise": w.exercise,
            "kind": "ficha",
            "subject_kind": "exercise",
            "subject_uid": w.exercise.uid,
            "office": "DPC",
        },
    ),
    Verb(
        documents.keep_source,
        OFFICE,
        lambda w: {
            "exercise": w.exercise,
            "file": builders.file(),
            "kind": "call",
            "subject_kind": "exercise",
            "subject_uid": w.exercise.uid,
        },
    ),
    # evidence
    Verb(
        monitoring.submit_evidence,
        GIVERS,
        lambda w: {"means": w.means(), "pack": builders.pack(), "url": "https://example.org/minuta"},
    ),
    Verb(monitoring.start_review, REVIEWERS, on_evidence(), SAME_SECTOR),
    Verb(monitoring.accept_evidence, REVIEWERS, on_evidence(), SAME_SECTOR),
    Verb(monitoring.return_evidence, REVIEWERS, on_evidence(reason="Falta la fecha"), SAME_SECTOR),
    Verb(
        monitoring.undo_review,
        frozenset({"guarantor"}),
        lambda w: {
            "review": monitoring.accept_evidence(
                evidence=w.evidence(), pack=builders.pack(), by=w.people["guarantor"], at=LATER - timedelta(minutes=1)
            )
        },
    ),
    Verb(monitoring.declare_delay, GIVERS, on_activity(reason="staff", text="Cambió el personal", new_ends=SOON)),
    # documents read
    Verb(imports.receive_document, OFFICE, on_exercise(content=call_text(), name="convocatoria.txt")),
    Verb(imports.start_reading, OFFICE, lambda w: {"job": w.job()}, recorded=False),
    Verb(imports.keep_reading, OFFICE, lambda w: {"job": w.job(), "understood": imports.Understood(error="No abre")}),
    Verb(imports.read_upload, OFFICE, lambda w: {"job": w.job()}),
    Verb(
        imports.correct_reading,
        OFFICE,
        lambda w: {
            "job": (job := w.job(imports.read_upload)),
            "corrected": from_json(job.reading or {}),
            "part": "fechas",
        },
    ),
    Verb(imports.answer_names, OFFICE, lambda w: {"job": w.job(imports.read_upload), "answers": {"a": "b"}}),
    Verb(imports.save_reading, OFFICE, lambda w: {"job": w.job(imports.read_upload)}),
    Verb(imports.confirm_reading, OFFICE, lambda w: {"job": w.job(imports.read_upload)}),
    Verb(imports.load_confirmed, OFFICE, lambda w: {"job": w.job(imports.read_upload, imports.confirm_reading)}),
)

#: they have ``by`` and no permission of their own: only another action, which asked, calls them
FROM_ABOVE = {
    "people.let_keep_directory": "called by exercises.grant_role and withdraw_role",
    "places.found_jurisdiction": "the first place, while there is nobody",
    "workplans.lock_workplan": "called at the signature of the plan that contains it",
}
