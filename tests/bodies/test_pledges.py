"""The support that a social council gathers: offered in a meeting, listed for everybody, fulfilled or not with its day and reason."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from tequio.audit.models import Event
from tequio.bodies.actions import record_pledge, reopen_pledge
from tequio.bodies.actions.directory import MeetingOfAnotherBody, Offer, PledgeIsNotOver
from tequio.bodies.models import Body, Pledge, PledgeKind
from tests import builders
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_seat_pages import clerk, text
from tests.bodies.test_session_pages import url_of

pytestmark = pytest.mark.django_db
DAY = date(2019, 9, 1)


@pytest.fixture
def table() -> Council:
    made = council()
    Body.objects.filter(pk=made.body.pk).update(kind="social_council")
    made.body.refresh_from_db()
    return made


@pytest.mark.covers("req:119", "case:F10")
def test_a_meeting_with_a_social_council_gathers_pledges_and_says_what_became_of_each(
    table: Council, client: Client
) -> None:
    session = table.convened("information")
    office, body = clerk(table.exercise), f"/{table.exercise.slug}/organos/{table.body.uid}/"
    form = f"{body}apoyo-nuevo/?reunion={session.uid}"
    assert f'value="{session.uid}" checked' in text(office.get(form)), "opened from the meeting, it knows which"
    for what, amount in (("Pintar la cancha", "30"), ("Plantas para el camellón", "120")):
        key = str(uuid4())
        offer = {"key": key, "giver": "Vecinas", "kind": "labour", "what": what, "amount": amount, "unit": "jornadas"}
        for _twice in range(2):
            sent = {**offer, "promised_on": "2019-09-01", "session": str(session.uid)}
            assert office.post(form, sent).status_code == 302
    assert Pledge.objects.count() == 2
    shown = text(client.get(url_of(table, session)))
    assert "Apoyos que se ofrecieron aquí" in shown
    assert "Pintar la cancha (Vecinas)" in shown
    first, second = Pledge.objects.order_by("pk")
    close, other = (f"{body}apoyos/{each.uid}/" for each in (first, second))
    assert office.post(f"{close}cierre/", {"ending": "withdrawn", "on": "2019-09-10"}).status_code == 422, "why not"
    assert office.post(f"{close}cierre/", {"ending": "received", "on": "2019-09-10"}).status_code == 302
    why = {"ending": "withdrawn", "on": "2019-09-12", "reason": "Llovió"}
    assert office.post(f"{other}cierre/", why).status_code == 302
    listed = text(client.get(body))
    for told in ("30 jornadas", "Se recibió el 10 de septiembre de 2019", "Ya no se dará, desde el 12 de septiembre"):
        assert told in listed
    assert "Llovió" in listed
    assert "Ordinaria 1" in listed
    assert "Deshacer" not in listed
    assert client.post(f"{close}deshacer/").status_code == 302
    assert office.post(f"{close}deshacer/").status_code == 302
    assert office.post(f"{close}deshacer/").status_code == 409
    first.refresh_from_db()
    assert first.state == "promised"
    verbs = Event.objects.filter(verb__startswith="bodies.pledge").order_by("pk").values_list("verb", flat=True)
    assert [each.partition("_")[2] for each in verbs] == ["recorded", "recorded", "received", "withdrawn", "reopened"]


@pytest.mark.covers("req:119")
def test_a_pledge_is_of_a_meeting_of_its_own_body_and_only_what_ended_is_undone(table: Council) -> None:
    session = table.convened("information")
    elsewhere = builders.body(name="Otro consejo")
    offer = Offer("Vecinas", PledgeKind.LABOUR, "Pintar", DAY, session=session)
    with pytest.raises(MeetingOfAnotherBody):
        record_pledge(body=elsewhere, offer=offer, by=table.clerk, at=NOW)
    made = record_pledge(body=table.body, offer=offer, by=table.clerk, at=NOW)
    with pytest.raises(PledgeIsNotOver):
        reopen_pledge(pledge=made, by=table.clerk, at=NOW)


def test_nobody_else_is_offered_to_pledge(table: Council) -> None:
    Body.objects.filter(pk=table.body.pk).update(kind="secretariat")
    session = table.convened("information")
    assert "Apoyos que se ofrecieron aquí" not in text(Client().get(url_of(table, session)))
