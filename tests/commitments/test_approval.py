"""A draft may lack a sector; what goes to be approved and signed may not."""

from __future__ import annotations

import pytest

from tequio.audit.models import Event
from tequio.commitments.actions import Taking, edit_commitment, name_actors
from tequio.commitments.approval import SectorIsMissing, approve_commitment
from tequio.commitments.models import Commitment
from tequio.people.models import Person
from tequio.workplans.models import Baseline, Status
from tests import builders
from tests.entering import entered

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER
SECTORS = ("government", "civil_society", "guarantor")


@pytest.fixture
def commitment() -> Commitment:
    return builders.commitment(builders.exercise())


@pytest.fixture
def by(commitment: Commitment) -> Person:
    return builders.secretariat(commitment.exercise)


def taking_part(commitment: Commitment, by: Person, *sectors: str) -> None:
    actors = [Taking(each, organisation=builders.organisation(f"Parte {each}", each)) for each in sectors]
    name_actors(commitment=commitment, actors=actors, by=by, at=NOW)


@pytest.mark.covers("case:F4")
@pytest.mark.parametrize("lacking", SECTORS)
def test_a_commitment_without_a_sector_is_a_draft_and_does_not_go_on(
    commitment: Commitment, by: Person, lacking: str
) -> None:
    taking_part(commitment, by, *(each for each in SECTORS if each != lacking))
    edit_commitment(commitment=commitment, values={"objective": "Otro"}, pack=builders.pack(), by=by, at=NOW)
    commitment.refresh_from_db()
    assert commitment.objective == "Otro"
    plan, decision, known = commitment.workplan, builders.decides(commitment.workplan), Event.objects.count()
    with pytest.raises(SectorIsMissing, match="Falta un sector entre los participantes"):
        approve_commitment(commitment=commitment, decision=decision, pack=builders.pack(), by=by, at=LATER)
    plan.refresh_from_db()
    assert (plan.status, Baseline.objects.count(), Event.objects.count()) == (Status.PROPOSED, 0, known)
    taking_part(commitment, by, *SECTORS)
    baseline = approve_commitment(commitment=commitment, decision=decision, pack=builders.pack(), by=by, at=LATER)
    plan.refresh_from_db()
    assert (plan.status, baseline.decision_uid) == (Status.APPROVED, decision)


@pytest.mark.covers("case:F4")
def test_the_page_says_which_sector_lacks_before_anybody_tries(commitment: Commitment, by: Person) -> None:
    taking_part(commitment, by, "government", "civil_society")
    decision = builders.decides(commitment.workplan)
    browser, page = entered(by), f"/{commitment.exercise.slug}/compromisos/{commitment.number}/plan/aprobar/"
    shown = browser.get(page).content.decode()
    assert "Todavía no se puede aprobar" in shown
    assert "Falta un sector entre los participantes: órgano garante" in shown
    assert 'name="decision"' not in shown
    refused = browser.post(page, {"decision": str(decision)})
    assert refused.status_code == 422
    assert "órgano garante" in refused.content.decode()
    taking_part(commitment, by, *SECTORS)
    assert 'name="decision"' in browser.get(page).content.decode()
    assert browser.post(page, {"decision": str(decision)}).status_code == 302
