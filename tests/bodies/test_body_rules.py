from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.bodies.actions import (
    declare_interests,
    receive_pledge,
    record_installation,
    record_pledge,
    settle_suplente_vote,
    use_body,
    withdraw_pledge,
)
from tequio.bodies.actions.bodies import Act, ActIsMissing, OfAnotherPlace, SettledByNobody, SettledInTheFuture
from tequio.bodies.actions.directory import Offer, PledgeIsEmpty, PledgeIsOver, ReceivedTooEarly, TooManyTopics
from tequio.bodies.models import Pledge, PledgeKind, VotingSetting
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW
DAY = date(2019, 9, 1)


@pytest.mark.covers("req:59")
def test_the_acta_of_installation_is_kept() -> None:
    body, by = builders.body(), builders.administrator()
    assert not body.has_act
    with pytest.raises(ActIsMissing):
        record_installation(body=body, installed_on=DAY, act=Act(), by=by, at=NOW)
    with pytest.raises(SettledInTheFuture):
        record_installation(body=body, installed_on=date(2020, 1, 1), act=Act("ACTA/1"), by=by, at=NOW)
    record_installation(body=body, installed_on=DAY, act=Act("ACTA/1", file=builders.file()), by=by, at=NOW)
    record_installation(body=body, installed_on=DAY, act=Act("ACTA/001"), by=by, at=NOW)
    body.refresh_from_db()
    assert (body.has_act, body.installed_on, body.act_reference) == (True, DAY, "ACTA/001")
    assert body.act_file is not None, "correcting the reference does not lose the file"


@pytest.mark.covers("req:112")
def test_an_exercise_uses_several_bodies_of_its_place() -> None:
    of, by = builders.exercise(), builders.administrator()
    for name in ("Secretariado", "Consejo ciudadano"):
        use_body(body=builders.body(name=name), exercise=of, by=by, at=NOW)
    use_body(body=builders.body(), exercise=of, by=by, at=NOW)
    assert of.body_uses.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        of.body_uses.create(body=builders.body(), since_at=NOW)
    elsewhere = builders.exercise("zapopan", jurisdiction=builders.place("Zapopan"))
    with pytest.raises(OfAnotherPlace):
        use_body(body=builders.body(), exercise=elsewhere, by=by, at=NOW)


@pytest.mark.covers("req:10")
def test_somebody_settled_whether_a_suplente_votes() -> None:
    body, by = builders.body(), builders.administrator()
    values = {"body": body, "kind": "commitments", "suplente_votes": True, "decided_on": DAY, "by": by, "at": NOW}
    for post, reason in (("", "x"), ("Presidencia", " ")):
        with pytest.raises(SettledByNobody):
            settle_suplente_vote(**values, decided_by_post=post, reason=reason)  # type: ignore[arg-type]
    with pytest.raises(SettledInTheFuture):
        settle_suplente_vote(
            **values | {"decided_on": date(2020, 1, 1)},  # type: ignore[arg-type]
            decided_by_post="Presidencia",
            reason="x",
        )
    made = settle_suplente_vote(**values, decided_by_post="Presidencia del Secretariado", reason="Acuerdo 3")  # type: ignore[arg-type]
    assert (made.decided_by_post, made.decided_on) == ("Presidencia del Secretariado", DAY)
    assert Event.objects.get(verb="bodies.suplente_vote_settled").changes["decided_on"] == [None, "2019-09-01"]
    with pytest.raises(IntegrityError), transaction.atomic():
        VotingSetting.objects.filter(pk=made.pk).update(decided_by_post="")


@pytest.mark.covers("req:58")
def test_an_organisation_declares_its_topics() -> None:
    office = builders.organisation("Colectivo", "civil_society")
    speaker = builders.person()
    builders.seat(speaker, organisation=office)
    values = {"organisation": office, "declared_on": DAY, "at": NOW}
    with pytest.raises(PermissionDenied):
        declare_interests(**values, topics=["Agua"], by=builders.person())  # type: ignore[arg-type]
    declare_interests(**values, topics=["Agua", " Salud  mental", "agua"], by=speaker)  # type: ignore[arg-type]
    declare_interests(
        organisation=office, declared_on=date(2019, 9, 9), at=NOW, topics=["Agua", "Movilidad"], by=speaker
    )
    found = office.interests.order_by("topic").values_list("topic", "declared_on")
    assert list(found) == [("Agua", DAY), ("Movilidad", date(2019, 9, 9))]
    with pytest.raises(TooManyTopics):
        declare_interests(**values, topics=[f"tema {n}" for n in range(21)], by=speaker)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        office.interests.create(topic="Agua", declared_on=DAY)


@pytest.mark.covers("req:119")
def test_a_pledge_is_recorded_received_or_withdrawn() -> None:
    body, by, key = builders.body(), builders.administrator(), uuid4()
    offer = Offer("Vecinas de la colonia", PledgeKind.LABOUR, "Pintar la cancha", DAY, Decimal(30), "jornadas")
    pledge = record_pledge(body=body, offer=offer, by=by, at=NOW, key=key)
    assert record_pledge(body=body, offer=offer, by=by, at=NOW, key=key).pk == pledge.pk
    with pytest.raises(PledgeIsEmpty):
        record_pledge(body=body, offer=Offer(" ", PledgeKind.MONEY, "x", DAY), by=by, at=NOW)
    with pytest.raises(ReceivedTooEarly):
        receive_pledge(pledge=pledge, on=date(2019, 8, 31), by=by, at=NOW)
    receive_pledge(pledge=pledge, on=DAY, by=by, at=NOW)
    assert pledge.state == "received"
    with pytest.raises(PledgeIsOver):
        withdraw_pledge(pledge=pledge, on=DAY, reason="x", by=by, at=NOW)
    second = record_pledge(body=body, offer=offer, by=by, at=NOW)
    with pytest.raises(PledgeIsEmpty):
        withdraw_pledge(pledge=second, on=DAY, reason="", by=by, at=NOW)
    withdraw_pledge(pledge=second, on=DAY, reason="Ya no se hará la obra", by=by, at=NOW)
    assert second.state == "withdrawn"
    for broken in ({"received_on": DAY}, {"withdrawn_why": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pledge.objects.filter(pk=second.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.filter(pk=pledge.pk).update(received_on=date(2019, 8, 1))
