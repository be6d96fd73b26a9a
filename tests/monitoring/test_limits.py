"""A public date that moves far, or past the end of its plan, needs the decision of the body."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from tequio.audit.models import Event
from tequio.bodies.decisions import NoSuchDecision
from tequio.bodies.models import Decision
from tequio.commitments.actions import date_commitment, publish_commitment
from tequio.core.dates import from_edtf
from tequio.core.refusals import Refusal
from tequio.monitoring.actions import DateMovedMeanwhile, declare_delay
from tequio.monitoring.limits import agreed_day, beyond_limits
from tequio.monitoring.models import Delay
from tequio.monitoring.replanning import replan_activity
from tequio.workplans.actions import approve_workplan
from tequio.workplans.decided import NeedsADecision
from tequio.workplans.drawing import drawn
from tequio.workplans.models import Activity
from tequio.workplans.parts import stored_activity, texts_of
from tests import builders
from tests.builders import Table
from tests.entering import entered

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER


@pytest.fixture(autouse=True)
def _first_of_october() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def table() -> Table:
    """Public, from 22 August 2019 to 21 August 2020; its second activity is due on 15 October 2019."""
    made = builders.table()
    clerk = builders.secretariat(made.exercise)
    span = {"starts": builders.day("2019-08-22"), "ends": builders.day("2020-08-21")}
    date_commitment(commitment=made.commitment, pack=builders.pack(), by=clerk, at=NOW, **span)
    publish_commitment(commitment=made.commitment, by=clerk, at=NOW)
    return made


def decision(table: Table, *, at: datetime = LATER, **options: Any) -> Decision:
    return builders.decision(table.exercise, at=at, **{"title": "Ajuste del calendario"} | options)


def move(table: Table, until: str, *, at: datetime = LATER, **options: Any) -> Delay:
    day = builders.day(until)
    values: dict[str, Any] = {"reason": "other", "text": "Falta sala", "by": table.officer, **options}
    return declare_delay(activity=table.second, new_ends=day, at=at, **values)


@pytest.mark.covers("req:87")
def test_thirty_days_need_no_decision_and_thirty_one_do(table: Table) -> None:
    with pytest.raises(NeedsADecision, match="a 31 días de la acordada, que es el 15 de octubre de 2019"):
        move(table, "2019-11-15")
    assert not Delay.objects.exists()
    assert Activity.objects.get(pk=table.second.pk).ends == table.second.ends
    assert move(table, "2019-11-14").decision_uid is None


@pytest.mark.covers("req:87")
def test_small_changes_do_not_add_up_to_a_large_one(table: Table) -> None:
    move(table, "2019-11-10")
    with pytest.raises(NeedsADecision):
        move(table, "2019-11-20")
    carried = move(table, "2019-11-20", decision=decision(table).uid)
    table.second.refresh_from_db()
    assert agreed_day(table.second) == date(2019, 11, 20)
    assert carried.decision_uid is not None
    # from now on it is counted from what the body agreed
    assert move(table, "2019-12-20", at=LATER + timedelta(hours=1)).decision_uid is None


@pytest.mark.covers("req:87")
def test_past_the_end_of_the_commitment_needs_a_decision_however_near(table: Table) -> None:
    move(table, "2020-08-10", decision=decision(table).uid)
    move(table, "2020-08-21", at=LATER + timedelta(hours=1))
    with pytest.raises(NeedsADecision, match="posterior al final del plan, que es el 21 de agosto de 2020"):
        move(table, "2020-08-22", at=LATER + timedelta(hours=1))


@pytest.mark.covers("req:87", "req:53")
@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "minutes"},
        {"outcome": "rejected"},
        {"subject_uid": uuid4()},
        {"had_quorum": False, "present": 3, "needed": 2},
    ],
)
def test_only_an_approval_about_this_carries_it(table: Table, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        move(table, "2020-02-01", decision=decision(table, **wrong).uid)
    with pytest.raises(NoSuchDecision):
        move(table, "2020-02-01", decision=uuid4())
    assert not Delay.objects.exists()


@pytest.mark.covers("req:87", "req:53")
@pytest.mark.parametrize("about", ["activity", "plan"])
def test_a_decision_about_the_activity_or_its_plan_carries_it_and_the_record_names_it(table: Table, about: str) -> None:
    subject = {"activity": table.second.uid, "plan": table.plan.uid}[about]
    made = move(table, "2020-02-01", decision=decision(table, subject_uid=subject).uid)
    event = Event.objects.get(verb="monitoring.delay_declared")
    assert event.changes["decision"] == [None, "Ajuste del calendario"]
    assert made.decision_uid == Decision.objects.get().uid
    page = Client().get(address(table)).content.decode()
    assert "Lo decidió el órgano:" in page
    assert "Ajuste del calendario · Secretariado, 1 de octubre de 2019" in page


@pytest.mark.covers("req:87")
def test_what_approved_the_plan_does_not_change_it(table: Table) -> None:
    first = decision(table, at=NOW, subject_uid=table.plan.uid)
    clerk = builders.secretariat(table.exercise)
    approve_workplan(workplan=table.plan, decision=decision(table, at=NOW).uid, by=clerk, at=LATER)
    with pytest.raises(NeedsADecision, match="anterior a la aprobación"):
        move(table, "2020-02-01", decision=first.uid, at=LATER + timedelta(hours=1))
    later = decision(table, at=LATER + timedelta(hours=1), subject_uid=table.plan.uid)
    assert move(table, "2020-02-01", decision=later.uid, at=LATER + timedelta(hours=2)).decision_uid == later.uid


def test_an_unpublished_commitment_and_a_date_to_be_defined_need_none(table: Table) -> None:
    assert not beyond_limits(table.second, builders.day("2019-11-14"))
    assert beyond_limits(table.second, builders.day("2019-11-15"))
    assert not beyond_limits(table.second, from_edtf(None))
    type(table.commitment).objects.update(status="draft")
    assert not beyond_limits(table.second, builders.day("2020-11-15"))


@pytest.mark.covers("req:87")
def test_the_editor_of_the_plan_is_no_way_around(table: Table) -> None:
    before = stored_activity(table.second, drawn(table.plan))
    wanted = replace(before, ends=builders.day("2020-03-01"))
    with pytest.raises(NeedsADecision, match="Pedir otra fecha"):
        replan_activity(
            activity=table.second,
            seen=texts_of(before),
            wanted=wanted,
            reason="other",
            text="Falta sala",
            today=NOW.date(),
            by=table.officer,
            at=LATER,
        )
    assert Activity.objects.get(pk=table.second.pk).ends == table.second.ends


# ---- the page -------------------------------------------------------------------------------------------------------


def address(table: Table) -> str:
    return f"/{table.exercise.slug}/compromisos/{table.commitment.number}/actividades/{table.second.position}/"


FORM = {"reason": "staff", "text": "Cambió la persona titular.", "ends": "01/03/2020", "seen": "2019-10-15"}


@pytest.mark.covers("req:87", "exp:6", "exp:26")
def test_the_form_asks_for_the_decision_and_keeps_what_was_typed(table: Table) -> None:
    client = entered(table.officer)
    assert (
        "pida a la secretaría técnica que la lleve a sesión" in client.get(f"{address(table)}fecha/").content.decode()
    )
    answer = client.post(f"{address(table)}fecha/", FORM)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#decision"' in page
    assert "Cambió la persona titular." in page
    made = decision(table)
    offered = client.post(f"{address(table)}fecha/", FORM).content.decode()
    assert f'<option value="{made.uid}">Ajuste del calendario · Secretariado' in offered
    assert client.post(f"{address(table)}fecha/", {**FORM, "decision": str(made.uid)}).status_code == 302
    assert Delay.objects.get().decision_uid == made.uid


@pytest.mark.covers("case:C4")
def test_a_date_that_somebody_moved_meanwhile_is_told_and_not_overwritten(table: Table) -> None:
    client = entered(table.officer)
    move(table, "2019-11-01")
    answer = client.post(f"{address(table)}fecha/", {**FORM, "ends": "05/11/2019"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Otra persona movió esta fecha" in page
    assert 'name="seen" value="2019-11-01"' in page
    assert Delay.objects.count() == 1
    with pytest.raises(DateMovedMeanwhile):
        move(table, "2019-11-05", seen="2019-10-15")
    again = client.post(f"{address(table)}fecha/", {**FORM, "ends": "05/11/2019", "seen": "2019-11-01"})
    assert again.status_code == 302
