"""An activity that was cancelled is taken up again, in public and with its reason; what a body decided, only that body changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.db.models import Q
from django.test import Client

from tequio.audit.models import Event
from tequio.bodies.decisions import NoSuchDecision
from tequio.commitments.actions import publish_commitment
from tequio.core.refusals import Refusal
from tequio.monitoring.queries import of_plans
from tequio.outbox.models import Message
from tequio.workplans.actions import NeedsAReason, approve_workplan
from tequio.workplans.cancelling import IsNotCancelled, cancel_activity, decisions_to_resume, resume_activity
from tequio.workplans.decided import NeedsADecision
from tequio.workplans.models import Activity, WorkPlan
from tests import builders
from tests.builders import LATER, NOW, Table
from tests.entering import account_of

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
PLAN = "/jalisco/compromisos/1/plan/"


@pytest.fixture
def table() -> Table:
    found = builders.table()
    publish_commitment(commitment=found.commitment, by=builders.secretariat(found.exercise), at=NOW)
    account_of(found.officer)
    return found


def read(answer: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def counted(table: Table) -> int:
    """What its progress is divided by."""
    return of_plans(Q(pk=table.plan.pk), today=NOW.date())[table.plan.pk].progress.counted


@pytest.mark.covers("exp:4", "req:16")
def test_it_counts_again_with_its_reason_in_public_and_whoever_answers_is_told(
    table: Table, enter: Callable[..., Client]
) -> None:
    clerk, part = enter(builders.secretariat(table.exercise)), f"{PLAN}actividades/{table.first.uid}/"
    assert "Puede retomarse" in read(clerk.get(part))
    clerk.post(PLAN, {"paso": f"cancelar:{table.first.uid}", "porque": "Se unió a otra"})
    assert counted(table) == 1
    letter = Message.objects.get()
    assert (letter.recipient, "Se unió a otra" in letter.text) == (account_of(table.officer).email, True)
    public = f"/jalisco/compromisos/1/actividades/{table.first.position}/"
    assert f'href="{part}#retomar"' in clerk.get(public).content.decode()
    assert "Retomarla" not in read(Client().get(public)), "the public reads why, and is offered nothing"
    assert f'href="{part}#retomar"' in clerk.get(PLAN).content.decode()
    wrong = clerk.post(PLAN, {"paso": f"retomar:{table.first.uid}", "porque": " "})
    assert (wrong.status_code, 'id="porque-error"' in wrong.content.decode()) == (422, True)
    assert clerk.post(PLAN, {"paso": f"retomar:{table.first.uid}", "porque": "Hubo presupuesto"}).status_code == 302
    assert counted(table) == 2
    assert "Se canceló" not in read(Client().get(public))
    event = Event.objects.get(verb="workplans.activity_resumed")
    assert event.changes == {
        "cancelled": [True, False],
        "cancel_reason": ["Se unió a otra", None],
        "reason": [None, "Hubo presupuesto"],
    }
    told = Message.objects.exclude(pk=letter.pk).get()
    assert "Hubo presupuesto" in told.text
    assert "5 de septiembre de 2019" in told.text
    assert "Se retomó una actividad" in read(Client().get("/jalisco/bitacora/"))
    again = clerk.post(PLAN, {"paso": f"retomar:{table.first.uid}", "porque": "Otra vez"})
    assert (again.status_code, "alguien ya la retomó" in read(again)) == (422, True)


@pytest.mark.covers("req:31")
def test_what_was_cancelled_when_the_body_approved_comes_back_by_another_decision(table: Table) -> None:
    clerk = builders.secretariat(table.exercise)
    cancel_activity(activity=table.first, reason="Se unió a otra", by=clerk, at=NOW)
    first = builders.decides(table.plan)
    approve_workplan(workplan=table.plan, decision=first, by=clerk, at=LATER)
    plan, cancelled = WorkPlan.objects.get(pk=table.plan.pk), Activity.objects.get(pk=table.first.pk)
    assert decisions_to_resume(plan, cancelled) == []
    for decision, refusal in ((None, NeedsADecision), (first, NeedsADecision), (table.plan.uid, NoSuchDecision)):
        with pytest.raises(refusal):
            resume_activity(activity=table.first, reason="Hace falta", decision=decision, by=clerk, at=LATER)
    another = builders.decides(table.plan, session="Sesión 2", at=LATER + timedelta(days=1))
    when = LATER + timedelta(days=2)
    resume_activity(activity=table.first, reason="Hace falta", decision=another, by=clerk, at=when)
    assert Activity.objects.get(pk=table.first.pk).cancelled_at is None
    assert plan.baselines.order_by("number").values_list("decision_uid", flat=True).last() == another
    cancel_activity(activity=table.second, reason="No hubo fondos", by=clerk, at=when)
    resume_activity(activity=table.second, reason="Ya hay", by=clerk, at=when + timedelta(days=1))
    assert plan.baselines.count() == 2, "the body had approved it: it is as it decided"


def test_it_is_taken_up_once_with_a_reason_and_by_nobody_of_a_signed_plan(table: Table) -> None:
    clerk = builders.secretariat(table.exercise)
    with pytest.raises(IsNotCancelled):
        resume_activity(activity=table.first, reason="Sí", by=clerk, at=LATER)
    cancel_activity(activity=table.first, reason="No", by=clerk, at=LATER)
    with pytest.raises(NeedsAReason):
        resume_activity(activity=table.first, reason=" ", by=clerk, at=LATER)
    WorkPlan.objects.filter(pk=table.plan.pk).update(locked_by="plan:1")
    with pytest.raises(Refusal, match="ya se firmó"):
        resume_activity(activity=table.first, reason="Sí", by=clerk, at=LATER)
