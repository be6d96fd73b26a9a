from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.bodies.decisions import NoSuchDecision
from tequio.core.dates import from_edtf
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.people.models import Person
from tequio.workplans import permissions
from tequio.workplans.actions import (
    IsLocked,
    Named,
    NeedsAReason,
    OfAnotherPlan,
    WouldWaitForItself,
    add_activity,
    add_goal,
    add_indicator,
    add_link,
    add_milestone,
    approve_workplan,
    create_workplan,
    lock_workplan,
    move_activity,
)
from tequio.workplans.cancelling import AlreadyCancelled, cancel_activity
from tequio.workplans.models import Activity, Baseline, Goal, Link, Means, MeansKind, Milestone, Responsible, WorkPlan
from tequio.workplans.records import annual_plan_of, goals_of, route_of
from tests import builders

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER


@pytest.fixture
def plan() -> WorkPlan:
    return builders.workplan(builders.exercise())


@pytest.fixture
def by(plan: WorkPlan) -> Person:
    return builders.secretariat(plan.exercise)


@pytest.mark.covers("req:79", "req:80", "req:81", "req:83")
def test_a_goal_has_activities_required_means_and_who_answers(plan: WorkPlan, by: Person) -> None:
    goal = add_goal(
        workplan=plan,
        number=1,
        title="Reuniones",
        means=[("Minuta", "Minutas"), ("Lista de asistencia", "Lista de Asistencia")],
        responsibles=[Named("Ana"), Named("Luis")],
        by=by,
        at=NOW,
    )
    builders.activity(plan, "Primera", ends="2019-09-05", goal=goal)
    add_activity(
        workplan=plan,
        goal=goal,
        title="Segunda",
        ends=from_edtf("2019-09"),
        means=[("Minuta", "Minuta")],
        by=by,
        at=NOW,
    )
    [told] = goals_of(plan)
    assert (told.number, told.means, told.responsibles) == (1, ("Minutas", "Lista de Asistencia"), ("Ana", "Luis"))
    assert [(one.title, one.date and one.date.edtf, one.means) for one in told.activities] == [
        ("Primera", "2019-09-05", ()),
        ("Segunda", "2019-09", ("Minuta",)),
    ]
    assert MeansKind.objects.count() == 2
    assert [one.is_lead for one in goal.responsibles.order_by("position")] == [True, False]
    second = Activity.objects.get(title="Segunda")
    assert (second.ends_first_on, second.ends_last_on) == (date(2019, 9, 1), date(2019, 9, 30))
    events = list(Event.objects.filter(verb__startswith="workplans").order_by("pk").values_list("verb", "subject_kind"))
    assert events == [
        ("workplans.workplan_created", "workplan"),
        ("workplans.goal_added", "workplan"),
        ("workplans.activity_added", "activity"),
        ("workplans.activity_added", "activity"),
    ]


@pytest.mark.covers("req:101", "req:104")
def test_an_annual_plan_is_a_tree(by: Person, plan: WorkPlan) -> None:
    parent = builders.activity(plan, "Capacitar", details={"code": "1", "dates_derived": True})
    builders.activity(plan, "Pedir apoyo", ends="2021-11", parent=parent, details={"code": "1.1"})
    [told] = annual_plan_of(plan).activities
    assert (told.code, told.derived, [child.code for child in told.children]) == ("1", True, ["1.1"])


@pytest.mark.covers("req:27", "req:28", "req:29", "req:42")
def test_a_route_has_phases_that_wait_for_each_other(plan: WorkPlan, by: Person) -> None:
    def phase(number: int, **details: object) -> Activity:
        return builders.activity(plan, f"Fase {number}", details={"code": str(number), "duration": 5, **details})

    one, two, three = phase(1, source_text="Fase de de 1"), phase(2), phase(3, target_groups=["mujeres"])
    add_link(predecessor=one, successor=two, by=by, at=NOW)
    add_link(predecessor=one, successor=three, type="SS", lag=2, by=by, at=NOW)
    add_link(predecessor=two, successor=three, lag=-1, by=by, at=NOW)
    add_milestone(
        workplan=plan, name="Firma", date=from_edtf("2021-10-18"), activity=three, bound="FNLT", by=by, at=NOW
    )
    route = route_of(plan)
    assert [(one.number, one.predecessors, one.duration) for one in route.phases] == [
        (1, "", 5),
        (2, "1", 5),
        (3, "1CC+2;2FC-1", 5),
    ]
    assert (route.phases[0].source_text, route.phases[0].target_groups) == ("Fase de de 1", None)
    assert route.phases[2].target_groups == ("mujeres",)
    assert [(stop.name, stop.date and stop.date.edtf) for stop in route.milestones] == [("Firma", "2021-10-18")]
    assert route.proposed


@pytest.mark.covers("req:28")
def test_nothing_waits_for_itself(plan: WorkPlan, by: Person) -> None:
    one, two, three = (builders.activity(plan, name) for name in "abc")
    add_link(predecessor=one, successor=two, by=by, at=NOW)
    add_link(predecessor=two, successor=three, by=by, at=NOW)
    for before, after in ((one, one), (two, one), (three, one)):
        with pytest.raises(WouldWaitForItself):
            add_link(predecessor=before, successor=after, by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(predecessor=one, successor=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(predecessor=one, successor=two)
    Link.objects.create(predecessor=one, successor=two, type="SS")


def test_plans_do_not_mix(plan: WorkPlan, by: Person) -> None:
    other = builders.workplan(plan.exercise)
    goal, activity = builders.goal(other), builders.activity(other)
    with pytest.raises(OfAnotherPlan):
        builders.activity(plan, goal=goal)
    with pytest.raises(OfAnotherPlan):
        builders.activity(plan, parent=activity)
    with pytest.raises(OfAnotherPlan):
        add_link(predecessor=activity, successor=builders.activity(plan), by=by, at=NOW)


@pytest.mark.covers("req:87")
def test_a_date_moves_with_its_reason_and_the_old_one_stays(plan: WorkPlan, by: Person) -> None:
    activity = builders.activity(plan, ends="2019-11-25")
    with pytest.raises(NeedsAReason):
        move_activity(activity=activity, starts=None, ends=from_edtf("2019-12"), reason=" ", by=by, at=LATER)
    move_activity(activity=activity, starts=None, ends=from_edtf("2019-12"), reason="Falta sala", by=by, at=LATER)
    assert (activity.ends_first_on, activity.ends_last_on) == (date(2019, 12, 1), date(2019, 12, 31))
    event = Event.objects.get(verb="workplans.activity_moved", subject_uid=activity.uid)
    assert event.changes["ends"] == ["2019-11-25", "2019-12"]
    assert event.changes["reason"] == [None, "Falta sala"]


@pytest.mark.covers("req:87")
def test_a_cancelled_activity_says_why_and_leaves_the_plan(plan: WorkPlan, by: Person) -> None:
    activity = builders.activity(plan, goal=builders.goal(plan))
    with pytest.raises(NeedsAReason):
        cancel_activity(activity=activity, reason="", by=by, at=LATER)
    cancel_activity(activity=activity, reason="Se une a otra", by=by, at=LATER)
    assert (activity.cancelled_at, activity.cancel_reason) == (LATER, "Se une a otra")
    assert goals_of(plan)[0].activities == ()
    with pytest.raises(AlreadyCancelled):
        cancel_activity(activity=activity, reason="Otra vez", by=by, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(cancel_reason="")


@pytest.mark.covers("req:31", "req:16")
def test_approval_is_a_decision_written_down_and_keeps_the_plan_as_it_was(plan: WorkPlan, by: Person) -> None:
    activity = builders.activity(plan, ends="2019-11-25", details={"code": "1", "duration": 3})
    with pytest.raises(NoSuchDecision):
        approve_workplan(workplan=plan, decision=None, by=by, at=NOW)
    first = approve_workplan(workplan=plan, decision=builders.decides(plan, session="Acta 3/2021"), by=by, at=NOW)
    move_activity(activity=activity, starts=None, ends=from_edtf("2019-12-10"), reason="x", by=by, at=LATER)
    second = approve_workplan(workplan=plan, decision=builders.decides(plan, session="Acta 4/2021"), by=by, at=LATER)
    assert WorkPlan.objects.get(pk=plan.pk).status == "approved"
    assert (first.number, second.number) == (1, 2)
    assert [one.snapshot[0]["ends"]["edtf"] for one in (first, second)] == ["2019-11-25", "2019-12-10"]
    assert not route_of(plan).proposed
    event = Event.objects.filter(verb="workplans.workplan_approved").earliest("pk")
    assert event.changes["decision"] == [None, "Acta 3/2021: acuerdo 2"]


@pytest.mark.covers("req:31")
def test_a_signed_plan_is_locked(plan: WorkPlan, by: Person) -> None:
    activity = builders.activity(plan)
    lock_workplan(workplan=plan, lock="plan:1", by=by, at=NOW)
    plan.refresh_from_db()
    activity.refresh_from_db()
    verbs: list[Callable[[], object]] = [
        lambda: builders.goal(plan),
        lambda: builders.activity(plan),
        lambda: add_indicator(workplan=plan, text="x", by=by, at=NOW),
        lambda: add_milestone(workplan=plan, name="x", date=None, by=by, at=NOW),
        lambda: cancel_activity(activity=activity, reason="x", by=by, at=NOW),
        lambda: move_activity(activity=activity, starts=None, ends=None, reason="x", by=by, at=NOW),
        lambda: lock_workplan(workplan=plan, lock="plan:2", by=by, at=NOW),
    ]
    for verb in verbs:
        with pytest.raises(IsLocked):
            verb()


@pytest.mark.covers("req:20")
def test_an_indicator_says_from_where_to_where(plan: WorkPlan, by: Person) -> None:
    made = add_indicator(workplan=plan, text="Solicitudes", unit="%", baseline="10", target="80", by=by, at=NOW)
    assert (made.position, made.baseline, made.target) == (1, "10", "80")


@pytest.mark.covers("req:80")
def test_a_means_and_a_responsible_belong_to_a_goal_or_to_an_activity(plan: WorkPlan) -> None:
    goal, activity = builders.goal(plan, "Minuta"), builders.activity(plan)
    kind = MeansKind.objects.get()
    for owners in ({}, {"goal": goal, "activity": activity}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Means.objects.create(kind=kind, text="x", position=9, **owners)
        with pytest.raises(IntegrityError), transaction.atomic():
            Responsible.objects.create(name="x", position=9, **owners)


@pytest.mark.covers("req:27")
def test_places_in_a_plan_are_taken_once(plan: WorkPlan, by: Person) -> None:
    goal, activity = builders.goal(plan), builders.activity(plan)
    stop = add_milestone(workplan=plan, name="x", date=None, by=by, at=NOW)
    baseline = approve_workplan(workplan=plan, decision=builders.decides(plan), by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.create(workplan=plan, title="x", position=goal.position)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.create(workplan=plan, title="x", position=activity.position)
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.create(workplan=plan, name="x", position=stop.position)
    with pytest.raises(IntegrityError), transaction.atomic():
        Baseline.objects.create(workplan=plan, number=baseline.number, snapshot=[], taken_by=by, taken_at=NOW)


def named(plan: WorkPlan) -> Person:
    person = builders.person()
    builders.goal(plan, responsibles=[Named("x", person=person)])
    return person


def named_for_activity(plan: WorkPlan) -> Person:
    person = builders.person()
    builders.activity(plan, responsibles=[Named("x", person=person)])
    return person


def enlace(plan: WorkPlan) -> Person:
    person, office = builders.person(), builders.organisation("Dirección")
    builders.seat(person, role="enlace", organisation=office)
    builders.goal(plan, responsibles=[Named("Dirección", organisation=office)])
    return person


def titular(plan: WorkPlan) -> Person:
    person, office = builders.person(), builders.organisation("Dirección")
    builders.seat(person, organisation=office)
    builders.goal(plan, responsibles=[Named("Dirección", organisation=office)])
    return person


def with_role(role: Role) -> Callable[[WorkPlan], Person]:
    def make(plan: WorkPlan) -> Person:
        person = builders.person()
        grant_role(exercise=plan.exercise, person=person, role=role, by=builders.administrator(), at=NOW)
        return person

    return make


def acting_for(plan: WorkPlan) -> Person:
    person, office = builders.person(), builders.organisation("Dirección")
    builders.goal(plan, responsibles=[Named("Dirección", organisation=office)])
    grant_role(
        exercise=plan.exercise,
        person=person,
        role=Role.RESPONSIBLE,
        organisation=office,
        by=builders.administrator(),
        at=NOW,
    )
    return person


WHO: dict[str, tuple[Callable[[WorkPlan], Person], bool, bool]] = {
    "secretariat": (lambda plan: builders.secretariat(plan.exercise), True, True),
    "responsible by role, of something else": (with_role(Role.RESPONSIBLE), False, False),
    "responsible by role, for the organisation that is named": (acting_for, True, False),
    "responsible of a goal": (named, True, False),
    "responsible of an activity": (named_for_activity, True, False),
    "enlace of the responsible organisation": (enlace, True, False),
    "titular of the same organisation": (titular, False, False),
    "auditor": (with_role(Role.AUDITOR), False, False),
    "anybody": (lambda plan: builders.person(), False, False),
    "administrator of the installation": (lambda plan: builders.administrator(), False, False),
}


@pytest.mark.covers("req:79")
@pytest.mark.parametrize("who", WHO)
def test_who_opens_drafts_and_records_the_approval(who: str, plan: WorkPlan) -> None:
    make, drafts, keeps = WHO[who]
    person = make(plan)
    exercise: Exercise = plan.exercise
    assert permissions.can_draft_workplan(person, plan, LATER) is drafts
    assert permissions.can_create_workplan(person, exercise, LATER) is keeps
    assert permissions.can_record_approval(person, plan, LATER) is keeps
    if not drafts:
        with pytest.raises(PermissionDenied):
            add_goal(workplan=plan, title="x", by=person, at=LATER)
    if not keeps:
        with pytest.raises(PermissionDenied):
            create_workplan(exercise=exercise, kind="annual", title="x", by=person, at=LATER)
        with pytest.raises(PermissionDenied):
            approve_workplan(workplan=plan, decision=builders.decides(plan), by=person, at=LATER)


def test_a_name_alone_gives_no_right(plan: WorkPlan) -> None:
    """Whoever is called like the responsible of a document is that person only once somebody confirmed it."""
    builders.goal(plan, responsibles=[Named("Luis")])
    assert not permissions.answers_for(builders.person("Luis"), plan)
    assert not permissions.is_enlace_of(builders.person(), plan, NOW)
