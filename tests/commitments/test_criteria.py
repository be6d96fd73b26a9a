"""Puntual, realizable, medible, transformador: who found it, when and why; what has no indicator is not measurable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from tequio.audit.models import Event
from tequio.commitments.actions import publish_commitment
from tequio.commitments.criteria import NeedsAReason, NotMeasurable, check_criterion, criteria_of
from tequio.commitments.models import Criterion, CriterionCheck
from tequio.workplans.models import Indicator
from tests import builders
from tests.builders import Table
from tests.entering import entered

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER


@pytest.fixture(autouse=True)
def _first_of_october() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def table() -> Table:
    made = builders.table()
    publish_commitment(commitment=made.commitment, by=builders.secretariat(made.exercise), at=NOW)
    return made


def check(table: Table, criterion: Criterion = Criterion.SPECIFIC, **options: Any) -> CriterionCheck:
    by = builders.secretariat(table.exercise)
    values: dict[str, Any] = {"met": True, "reason": "Dice una sola cosa", "by": by, "at": NOW, **options}
    return check_criterion(commitment=table.commitment, criterion=criterion, **values)


def found(table: Table) -> dict[str, bool | None]:
    zone = table.exercise.jurisdiction.zone
    return {each.key: each.met for each in criteria_of(table.commitment, zone=zone)}


def measure(table: Table) -> Indicator:
    return Indicator.objects.create(workplan=table.plan, goal=table.goal, text="Comedores revisados", position=1)


@pytest.mark.covers("req:56")
def test_without_an_indicator_it_is_not_measurable_whatever_anybody_says(table: Table) -> None:
    assert found(table) == {"specific": None, "feasible": None, "measurable": False, "transforming": None}
    with pytest.raises(NotMeasurable):
        check(table, Criterion.MEASURABLE)
    indicator = measure(table)
    assert found(table)["measurable"] is None
    check(table, Criterion.MEASURABLE, reason="Cuenta comedores")
    assert found(table)["measurable"] is True
    indicator.delete()
    assert found(table)["measurable"] is False


@pytest.mark.covers("req:56")
def test_each_is_found_with_who_when_and_why_and_the_record_keeps_both_looks(table: Table) -> None:
    first = check(table)
    check(table, met=False, reason="Son dos cosas", at=LATER)
    now = CriterionCheck.objects.get()
    assert (now.pk, now.met, now.reason, now.checked_by) == (first.pk, False, "Son dos cosas", first.checked_by)
    assert now.checked_at == LATER
    events = Event.objects.filter(verb="commitments.criterion_checked").order_by("pk")
    assert [each.changes["reason"] for each in events] == [
        [None, "Dice una sola cosa"],
        ["Dice una sola cosa", "Son dos cosas"],
    ]


@pytest.mark.covers("req:56")
def test_a_reason_is_needed(table: Table) -> None:
    with pytest.raises(NeedsAReason):
        check(table, reason="  ")
    made = check(table)
    with pytest.raises(IntegrityError), transaction.atomic():
        CriterionCheck.objects.filter(pk=made.pk).update(reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        CriterionCheck.objects.create(
            commitment=table.commitment,
            criterion="specific",
            met=True,
            reason="x",
            checked_by=made.checked_by,
            checked_at=NOW,
        )


@pytest.mark.covers("req:56")
@pytest.mark.parametrize("who", ["officer", "citizen", "stranger"])
def test_nobody_but_the_office_finds_it(table: Table, who: str) -> None:
    with pytest.raises(PermissionDenied):
        check(table, by=getattr(table, who))
    assert entered(getattr(table, who)).get(address(table)).status_code == 403


# ---- the page -------------------------------------------------------------------------------------------------------


def address(table: Table) -> str:
    return f"/{table.exercise.slug}/compromisos/{table.commitment.number}/criterios/"


@pytest.mark.covers("req:56", "exp:26")
def test_the_office_checks_them_on_the_web_and_the_public_reads_why(table: Table) -> None:
    office, public = entered(builders.secretariat(table.exercise)), f"/{table.exercise.slug}/compromisos/1/"
    assert address(table) in office.get(public).content.decode()
    assert address(table) not in Client().get(public).content.decode()
    assert "No tiene ningún indicador." in Client().get(public).content.decode()
    form = {"asked": "feasible", "met": "si", "reason": "Cabe en un año"}
    assert office.post(address(table), form).status_code == 302
    told = Client().get(public).content.decode()
    assert "Cabe en un año" in told
    assert "Secretaría técnica, 1 oct 2019" in told
    refused = office.post(address(table), {"asked": "measurable", "met": "si", "reason": "Se puede contar"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#reason-measurable"' in page
    assert "Se puede contar" in page
    assert office.post(address(table), {"asked": "specific", "reason": "x"}).status_code == 422
    assert office.post(address(table), {"asked": "otro", "met": "si", "reason": "x"}).status_code == 404
    assert Client().get(address(table)).status_code == 302
