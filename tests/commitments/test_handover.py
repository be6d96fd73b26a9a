from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tequio.audit.models import Event
from tequio.bodies.models import Seat
from tequio.commitments.handover import HasASuccessor, NotYet, hand_over_institution, passing
from tequio.commitments.models import CommitmentActor
from tequio.exercises.models import Exercise
from tequio.people.actions import open_account
from tequio.people.models import Organisation, Post
from tequio.workplans.actions import entrust_workplan
from tequio.workplans.models import Responsible
from tequio.workplans.permissions import answers_for
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW
ON = date(2019, 9, 1)


def handed(table: builders.Table) -> tuple[Organisation, Organisation]:
    office = Organisation.objects.get(name="Organización government")
    agency = builders.organisation("Agencia nueva")
    hand_over_institution(
        organisation=office, successor=agency, on=ON, reason="Decreto 5", by=builders.administrator(), at=NOW
    )
    return office, agency


@pytest.mark.covers("req:72")
def test_what_an_institution_answers_for_passes_to_its_successor() -> None:
    table = builders.table()
    before = table.commitment.responsible
    assert before
    office, agency = handed(table)
    table.commitment.refresh_from_db()
    after = table.commitment.responsible
    assert after
    assert (after.organisation, after.person, after.starts_on) == (agency, before.person, ON)
    before.refresh_from_db()
    assert (before.organisation, before.ends_on) == (office, ON), "the former post keeps its history"
    seat = Seat.objects.get(organisation=agency)
    assert seat.person == table.colleague
    assert Seat.objects.get(organisation=office).ends_on == ON
    office.refresh_from_db()
    assert office.successor == agency
    event = Event.objects.get(verb="commitments.institution_handed_over")
    assert (event.exercise_uid, event.changes["organisation"]) == (table.exercise.uid, [office.name, agency.name])
    assert answers_for(table.officer, table.plan), "who answered goes on answering"


@pytest.mark.covers("req:72")
def test_who_signed_keeps_its_name_and_a_plan_that_is_over_stays() -> None:
    table = builders.table()
    closed = builders.table("otro")
    Exercise.objects.filter(pk=closed.exercise.pk).update(status="closed")
    old = closed.commitment.responsible
    signed = CommitmentActor.objects.create(
        commitment=table.commitment,
        organisation=Organisation.objects.get(name="Organización government"),
        sector="government",
        position=1,
    )
    office, _agency = handed(table)
    closed.commitment.refresh_from_db()
    assert closed.commitment.responsible == old
    signed.refresh_from_db()
    assert signed.organisation == office


def test_the_plan_of_a_post_and_its_names_pass_too() -> None:
    table = builders.table()
    post = table.commitment.responsible
    assert post
    entrust_workplan(workplan=table.plan, owner=post, by=builders.secretariat(table.exercise), at=NOW)
    Responsible.objects.filter(goal=table.goal).update(organisation=post.organisation, post=post)
    assert passing(post.organisation).responsibilities == 1
    _office, agency = handed(table)
    table.plan.refresh_from_db()
    assert table.plan.owner
    assert table.plan.owner.organisation == agency
    named = Responsible.objects.get(goal=table.goal)
    assert (named.organisation, named.post, named.name) == (agency, table.plan.owner, "Titular de la Secretaría")


@pytest.mark.covers
def test_once_and_not_before_it_happens_and_not_by_anybody() -> None:
    table = builders.table()
    office, agency = handed(table)
    by = builders.administrator()
    with pytest.raises(HasASuccessor):
        hand_over_institution(organisation=office, successor=agency, on=ON, reason="x", by=by, at=NOW)
    tomorrow = NOW.date() + timedelta(days=1)
    with pytest.raises(NotYet):
        hand_over_institution(organisation=agency, successor=office, on=tomorrow, reason="x", by=by, at=NOW)
    with pytest.raises(PermissionDenied):
        hand_over_institution(organisation=agency, successor=office, on=ON, reason="x", by=builders.person(), at=NOW)


@pytest.mark.covers("exp:9")
def test_the_page_tells_what_passes_and_asks_twice() -> None:
    table = builders.table()
    agency = builders.organisation("Agencia nueva")
    office = Organisation.objects.get(name="Organización government")
    clerk = builders.secretariat(table.exercise)
    client = Client()
    client.force_login(
        open_account(person=clerk, email=f"{uuid4().hex}@example.org", by=builders.administrator(), at=NOW)
    )
    url = f"/{table.exercise.slug}/directorio/{office.uid}/relevo/"
    assert "1 asiento, 1 puesto, 1 compromiso y 1 plan de trabajo" in client.get(url).content.decode()
    given = {"organisation": str(agency.uid), "on": "2019-09-01", "reason": "Decreto 5"}
    unsure = client.post(url, given)
    assert unsure.status_code == 422
    assert "Marque que revisó" in unsure.content.decode()
    done = client.post(url, {**given, "sure": "on"})
    assert done.status_code == 302
    assert "Se registró el relevo" in client.get(done["Location"].partition("#")[0]).content.decode()
    assert Post.objects.filter(organisation=agency).count() == 1
    assert client.post(url, {**given, "sure": "on"}).status_code == 422
    assert Client().get(url).status_code == 302
    assert client.get(url.replace(str(office.uid), str(uuid4()))).status_code == 404
