"""In a municipality the office of the plan submits and a citizen seat of the council reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.test import Client

from tequio.bodies.actions import add_seat, create_body
from tequio.core.rules.pack import RulePack
from tequio.exercises.models import Exercise
from tequio.formats import rulepack
from tequio.monitoring.actions import SameSectorReview, accept_evidence, return_evidence, submit_evidence
from tequio.monitoring.models import Delay, Evidence
from tequio.monitoring.queries import of_plans
from tequio.people.actions import create_post
from tequio.people.models import Person
from tequio.workplans.actions import entrust_workplan
from tequio.workplans.models import Activity, Means, WorkPlan
from tests import builders
from tests.entering import entered

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER
PACK = "municipal-jalisco-2021"


@pytest.fixture(autouse=True)
def _first_of_october() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@dataclass
class Town:
    exercise: Exercise
    plan: WorkPlan
    parent: Activity
    activity: Activity
    means: Means
    head: Person
    colleague: Person
    citizen: Person
    facilitator: Person

    @property
    def pack(self) -> RulePack:
        return rulepack.load(PACK)

    def evidence(self, **options: Any) -> Evidence:
        values: dict[str, Any] = {"url": "https://example.org/acta", "by": self.head, **options}
        return submit_evidence(means=self.means, pack=self.pack, at=NOW, **values)


@pytest.fixture
def town() -> Town:
    place = builders.place("Municipio", level="municipality")
    exercise = builders.exercise("municipio", kind="municipal", jurisdiction=place, pack=PACK)
    by = builders.administrator()
    office = builders.organisation("Dirección de Participación", "government", place)
    neighbours = builders.organisation("Vecinos del Centro", "civil_society", place)
    head, colleague, citizen, facilitator = (
        builders.person(name, place) for name in ("Jefa", "Colega", "Vecina", "Facilita")
    )
    council = create_body(jurisdiction=place, name="Consejo", kind="council", decision_level="maximum", by=by, at=NOW)
    add_seat(body=council, person=citizen, role="titular", organisation=neighbours, votes=True, by=by, at=NOW)
    add_seat(body=council, person=colleague, role="titular", organisation=office, votes=True, by=by, at=NOW)
    add_seat(body=council, person=facilitator, role="facilitador", organisation=None, by=by, at=NOW)
    post = create_post(organisation=office, person=head, title="Jefatura", by=by, at=NOW)
    plan = builders.workplan(exercise, "annual", "Plan anual")
    entrust_workplan(workplan=plan, owner=post, by=builders.secretariat(exercise), at=NOW)
    parent = builders.activity(plan, "Instalar el consejo", details={"code": "1"})
    activity = builders.activity(plan, "Convocar", ends="2019-09", parent=parent, means=[("Acta", "Acta")])
    means = Means.objects.get(activity=activity)
    return Town(exercise, plan, parent, activity, means, head, colleague, citizen, facilitator)


@pytest.mark.covers("req:82")
def test_the_office_of_the_plan_submits_and_a_citizen_seat_of_the_council_accepts(town: Town) -> None:
    evidence = town.evidence()
    assert evidence.submitted_by_sector == "government"
    for who, refusal in ((town.head, PermissionDenied), (town.colleague, SameSectorReview)):
        with pytest.raises(refusal):
            accept_evidence(evidence=evidence, pack=town.pack, by=who, at=LATER)
    for nobody in (town.facilitator, builders.secretariat(town.exercise)):
        with pytest.raises(PermissionDenied):
            accept_evidence(evidence=evidence, pack=town.pack, by=nobody, at=LATER)
    accept_evidence(evidence=evidence, pack=town.pack, by=town.citizen, at=LATER)
    progress = of_plans(Q(pk=town.plan.pk), today=date(2019, 10, 1))[town.plan.pk].progress
    assert (progress.done, progress.counted) == (1, 1)


@pytest.mark.covers("req:82")
@pytest.mark.parametrize("who", ["colleague", "citizen", "facilitator", "secretariat", "nobody"])
def test_nobody_else_submits_for_the_office(town: Town, who: str) -> None:
    others = {"secretariat": builders.secretariat(town.exercise), "nobody": builders.person()}
    by = others.get(who) or getattr(town, who)
    with pytest.raises(PermissionDenied, match="o la oficina del plan"):
        town.evidence(by=by)


def test_who_leaves_the_post_submits_no_more(town: Town) -> None:
    post = town.plan.owner
    assert post is not None
    type(post).objects.filter(pk=post.pk).update(ends_on=date(2019, 9, 30))
    with pytest.raises(PermissionDenied):
        town.evidence()


# ---- on the web -----------------------------------------------------------------------------------------------------


def spot(town: Town) -> str:
    return f"/municipio/plan-anual/actividades/{town.activity.position}/"


def text_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.covers("req:82", "exp:6")
def test_from_the_year_of_the_office_to_an_accepted_activity(town: Town) -> None:
    assert f'href="{spot(town)}"' in text_of(Client().get("/municipio/plan-anual/"))
    head, citizen = entered(town.head), entered(town.citizen)
    week = text_of(head.get("/esta-semana/"))
    assert "Convocar" in week
    assert "Plan anual" in week
    assert "Subir evidencia" in week
    page = text_of(head.get(spot(town)))
    assert "Subir evidencia" in page
    form = {"key": str(uuid4()), "shown": "reserved", "url": "https://example.org/acta", "agreements": "Sin acuerdos"}
    answer = head.post(f"{spot(town)}evidencia/{town.means.uid}/", form)
    assert answer.status_code == 302, text_of(answer)
    evidence = Evidence.objects.get()
    assert "Revisar evidencia" in text_of(citizen.get("/esta-semana/"))
    assert "Plan anual" in text_of(citizen.get("/municipio/revision/"))
    review = f"/municipio/revision/{evidence.uid}/"
    assert citizen.post(review, {"decision": "accept"}).status_code == 302
    assert "1 de 1" in text_of(citizen.get(review))
    assert "Cumplido" in text_of(Client().get(spot(town)))


@pytest.mark.covers("req:87")
def test_the_office_moves_a_date_with_its_reason(town: Town) -> None:
    head = entered(town.head)
    told = {"reason": "staff", "text": "Cambió el cabildo.", "ends": "octubre de 2019", "seen": "2019-09"}
    assert head.post(f"{spot(town)}fecha/", told).status_code == 302
    assert Delay.objects.get().new_ends is not None
    assert Activity.objects.get(pk=town.activity.pk).ends_last_on == date(2019, 10, 31)
    assert "Cambió el cabildo." in text_of(Client().get(spot(town)))
    assert entered(town.citizen).post(f"{spot(town)}fecha/", told).status_code == 403


def test_what_is_not_in_the_plan_of_the_year_does_not_exist(town: Town) -> None:
    assert Client().get("/municipio/plan-anual/actividades/99/").status_code == 404
    former = town.evidence()
    builders.workplan(town.exercise, "annual", "Plan del año siguiente")
    assert Client().get(spot(town)).status_code == 404
    assert entered(town.citizen).get(f"/municipio/revision/{former.uid}/").status_code == 404


def test_an_activity_that_only_gathers_others_has_its_page(town: Town) -> None:
    assert Client().get(f"/municipio/plan-anual/actividades/{town.parent.position}/").status_code == 200


def test_what_was_returned_waits_for_the_office(town: Town) -> None:
    evidence = town.evidence()
    return_evidence(evidence=evidence, reason="No está firmada", pack=town.pack, by=town.citizen, at=NOW)
    assert "Ver por qué" in text_of(entered(town.head).get("/esta-semana/"))
