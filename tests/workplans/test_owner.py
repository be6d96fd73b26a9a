"""Who drafts a plan whose responsible is a post: whoever holds it today, and the enlace of its institution."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tequio.bodies.actions import add_seat
from tequio.exercises.models import Exercise
from tequio.people.actions import create_post, hand_over_post
from tequio.people.models import Person, Post
from tequio.workplans.actions import Named, add_goal, entrust_workplan
from tequio.workplans.models import WorkPlan
from tequio.workplans.permissions import can_draft_workplan
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Exercise:
    return builders.exercise()


def post(person: Person | None, office: str = "Contraloría") -> Post:
    institution = builders.organisation(office)
    return create_post(
        organisation=institution, person=person, title="Dirección", by=builders.administrator(), at=builders.NOW
    )


def drafts(person: Person, plan: WorkPlan) -> bool:
    return can_draft_workplan(person, WorkPlan.objects.get(pk=plan.pk), builders.LATER)


@pytest.mark.covers("req:128")
def test_whoever_holds_the_post_of_the_commitment_drafts_its_plan(of: Exercise) -> None:
    officer, successor = builders.person("Quien dirige"), builders.person("Quien sigue")
    plan = builders.workplan(of)
    office = post(officer)
    builders.commitment(of, plan, responsible=office)
    assert (drafts(officer, plan), drafts(successor, plan)) == (True, False)
    add_goal(workplan=plan, title="Meta", by=officer, at=builders.LATER)
    hand_over_post(
        post=office,
        person=successor,
        on=builders.LATER.date() - timedelta(days=1),
        by=builders.administrator(),
        at=builders.LATER,
    )
    entrust_workplan(
        workplan=plan,
        owner=Post.objects.get(person=successor),
        by=builders.secretariat(of),
        at=builders.LATER,
    )
    assert (drafts(officer, plan), drafts(successor, plan)) == (False, True)


def test_a_post_that_is_over_drafts_nothing(of: Exercise) -> None:
    officer = builders.person("Quien dirigía")
    plan = builders.workplan(of)
    office = post(officer)
    entrust_workplan(workplan=plan, owner=office, by=builders.secretariat(of), at=builders.NOW)
    assert drafts(officer, plan)
    Post.objects.filter(pk=office.pk).update(ends_on=date(2019, 9, 30))
    assert not drafts(officer, plan)


def test_the_enlace_of_the_institution_of_the_post_drafts_too(of: Exercise) -> None:
    enlace = builders.person("Enlace")
    other = builders.person("Enlace de otra")
    for who, name in ((enlace, "Contraloría"), (other, "Otra oficina")):
        add_seat(
            body=builders.body(),
            person=who,
            role="enlace",
            sector="government",
            organisation=builders.organisation(name),
            by=builders.administrator(),
            at=builders.NOW,
        )
    plan = builders.workplan(of)
    entrust_workplan(workplan=plan, owner=post(None), by=builders.secretariat(of), at=builders.NOW)
    assert (drafts(enlace, plan), drafts(other, plan)) == (True, False)


def test_a_post_named_for_an_activity_drafts_the_plan(of: Exercise) -> None:
    officer = builders.person("Quien dirige")
    plan = builders.workplan(of)
    builders.activity(plan, responsibles=[Named("Dirección · Contraloría", post=post(officer))])
    assert (drafts(officer, plan), drafts(builders.person(), plan)) == (True, False)


def test_the_owner_of_a_route_does_not_redraw_it(of: Exercise) -> None:
    officer = builders.person("Quien dirige")
    plan = builders.workplan(of, "route", "Ruta")
    entrust_workplan(workplan=plan, owner=post(officer), by=builders.secretariat(of), at=builders.NOW)
    assert not drafts(officer, plan)


def test_only_the_office_entrusts_a_plan(of: Exercise) -> None:
    officer = builders.person("Quien dirige")
    plan = builders.workplan(of)
    with pytest.raises(PermissionDenied):
        entrust_workplan(workplan=plan, owner=post(officer), by=officer, at=builders.LATER)


@pytest.mark.covers("req:128")
def test_whoever_drafts_a_plan_does_not_choose_who_drafts_it(of: Exercise) -> None:
    officer, plan = builders.person("Quien dirige"), builders.workplan(of)
    builders.commitment(of, plan, responsible=post(officer))
    before = WorkPlan.objects.get(pk=plan.pk).owner
    with pytest.raises(PermissionDenied):
        entrust_workplan(workplan=plan, owner=None, by=officer, at=builders.LATER)
    assert WorkPlan.objects.get(pk=plan.pk).owner == before
