from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tequio.audit.models import Event
from tequio.bodies.actions import (
    add_seat,
    agreements,
    end_body,
    leave_vacant,
    record_installation,
    replace_holder,
    sessions,
    take_back_end,
    use_body,
)
from tequio.bodies.actions.bodies import Act
from tequio.bodies.actions.comments import open_comment_round
from tequio.bodies.actions.ending import (
    AgreementsAreOpen,
    BodyGoesOn,
    EndNeedsAReason,
    EndsInTheFuture,
    EndsTooEarly,
    SessionIsCalled,
)
from tequio.bodies.actions.life import BodyHasEnded
from tequio.bodies.actions.succession import Holder
from tequio.bodies.models import Body, Kind, Seat
from tequio.bodies.queries.alarms import alarms_of
from tequio.core.refusals import Refusal
from tequio.monitoring.roles import roles_of
from tests import builders
from tests.bodies.council import NOW, SOON, Council, council
from tests.bodies.test_comment import issued
from tests.entering import entered

pytestmark = pytest.mark.django_db
TODAY = date(2019, 10, 1)
WHY = "Se abrogó el acuerdo que lo creó"


def end(table: Council, on: date = TODAY, reason: str = WHY, **options: Any) -> None:
    end_body(**{"body": table.body, "on": on, "reason": reason, "by": table.clerk, "at": NOW, **options})


def take_back(table: Council, reason: str = "Se registró por error") -> None:
    take_back_end(body=table.body, reason=reason, by=table.clerk, at=NOW)


@pytest.mark.covers
def test_a_body_ends_once_on_a_day_that_came_and_says_why() -> None:
    table = council()
    record_installation(body=table.body, installed_on=date(2019, 9, 1), act=Act("ACTA/1"), by=table.clerk, at=NOW)
    cases: tuple[tuple[date, str, type[Refusal]], ...] = (
        (TODAY, "  ", EndNeedsAReason),
        (TODAY + timedelta(days=1), WHY, EndsInTheFuture),
        (date(2019, 9, 1), WHY, EndsTooEarly),
    )
    for on, reason, refusal in cases:
        with pytest.raises(refusal):
            end(table, on, reason)
    with pytest.raises(BodyGoesOn):
        take_back(table)
    end(table)
    with pytest.raises(BodyHasEnded):
        end(table)
    with pytest.raises(EndsTooEarly):
        record_installation(body=table.body, installed_on=TODAY, act=Act("ACTA/1"), by=table.clerk, at=NOW)
    with pytest.raises(EndNeedsAReason):
        take_back(table, " ")
    take_back(table)
    said = Event.objects.filter(verb__startswith="bodies.body_end").order_by("pk").values_list("verb", "changes")
    assert list(said) == [
        ("bodies.body_ended", {"ends_on": [None, "2019-10-01"], "reason": [None, WHY]}),
        ("bodies.body_end_taken_back", {"ends_on": ["2019-10-01", None], "reason": [None, "Se registró por error"]}),
    ]


@pytest.mark.covers
def test_the_reason_is_there_exactly_when_it_ended() -> None:
    body = builders.body()
    for broken in ({"dissolved_on": TODAY}, {"ended_why": WHY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Body.objects.filter(pk=body.pk).update(**broken)
    Body.objects.filter(pk=body.pk).update(dissolved_on=TODAY, ended_why=WHY)


@pytest.mark.covers
def test_what_was_called_or_agreed_is_finished_before() -> None:
    table = council()
    session = table.convened()
    with pytest.raises(SessionIsCalled, match="Sesión ordinaria 1, Secretariado"):
        end(table)
    sessions.cancel_session(session=session, reason="Ya no se hará", by=table.clerk, at=NOW)
    held = table.opened("agreement", begins_at=SOON)
    after = held.meeting.ends_at
    with pytest.raises(SessionIsCalled, match="Sesión ordinaria 2, Secretariado"):
        end(table, held.meeting.day(), at=after)
    agreement = table.agrees(held)
    table.closed(held)
    later, next_day = after + timedelta(days=1), held.meeting.day() + timedelta(days=1)
    with pytest.raises(EndsTooEarly):
        end(table, held.meeting.day(), at=later)
    with pytest.raises(AgreementsAreOpen, match="Queda 1 acuerdo pendiente"):
        end(table, next_day, at=later)
    agreements.drop_agreement(agreement=agreement, reason="El órgano termina", by=table.clerk, at=after)
    end(table, next_day, at=later)
    with pytest.raises(BodyHasEnded):
        agreements.reopen_agreement(agreement=agreement, by=table.clerk, at=later)
    assert Seat.objects.held_on(held.meeting.day()).filter(body=table.body).count() == 6, "on its last day all sat"


@pytest.mark.covers
def test_its_seats_end_with_it_and_come_back_with_it() -> None:
    table = council()
    vacant = leave_vacant(seat=table.civil, on=date(2019, 9, 1), reason="Renuncia", by=table.clerk, at=NOW)
    person = table.government.person
    assert person is not None
    where = table.body.jurisdiction

    def found() -> tuple[int, int, int, bool]:
        held = Seat.objects.held_on(TODAY).filter(body=table.body).count()
        alarms = len(alarms_of({where.pk: TODAY}))
        seat = Seat.objects.select_related("body").get(pk=vacant.pk)
        return held, alarms, len(roles_of(person, NOW).seats), seat.is_held(TODAY)

    before = found()
    assert before == (6, 1, 1, True)
    end(table)
    assert found() == (0, 0, 0, False)
    take_back(table)
    assert found() == before


@pytest.mark.covers
def test_nothing_new_is_done_in_a_body_that_ended() -> None:
    table = council()
    document = issued(table, "Ficha")
    draft = table.prepared(SOON + timedelta(days=1))
    table.item(draft)
    Body.objects.filter(pk=table.body.pk).update(dissolved_on=TODAY, ended_why=WHY, kind=Kind.ADVISORY)
    table.body.refresh_from_db()
    who, on = Holder(builders.person()), TODAY
    by: dict[str, Any] = {"by": table.clerk, "at": NOW}
    done: tuple[Callable[[], object], ...] = (
        table.prepared,
        lambda: sessions.convene_session(session=draft, **by),
        lambda: add_seat(body=table.body, role="titular", **by),
        lambda: replace_holder(seat=table.civil, holder=who, on=on, reason="x", **by),
        lambda: leave_vacant(seat=table.civil, on=on, reason="x", **by),
        lambda: use_body(body=table.body, exercise=table.exercise, **by),
        lambda: open_comment_round(body=table.body, document=document, asks="x", closes_on=on, **by),
    )
    for each in done:
        with pytest.raises(BodyHasEnded, match="terminó el 1 de octubre de 2019"):
            each()


@pytest.mark.covers
def test_everybody_reads_that_it_ended_and_the_office_takes_it_back(client: Client) -> None:
    table = council()
    url, office = f"/{table.exercise.slug}/organos/{table.body.uid}/", entered(table.clerk)
    assert "6 asientos; en 6 se sienta alguien" in read(office, f"{url}fin/")
    assert office.post(f"{url}fin/", {"on": "2019-09-20", "reason": WHY}).status_code == 302
    seen = read(client, url)
    assert f'Terminó el 20 de septiembre de 2019:</strong> <span lang="es">{WHY}' in seen
    assert seen.count("tally--vote") == 3, "who sat is still read"
    assert "fin-deshacer/" not in seen
    desk = read(office, url)
    assert "fin-deshacer/" in desk
    assert not [each for each in ("asiento-nuevo/", "/relevo/", f"{url}fin/", "usar/") if each in desk]
    assert "nueva/" not in read(office, f"{url}sesiones/")
    listed = read(client, f"/{table.exercise.slug}/organos/")
    assert listed.index("Órganos que terminaron") < listed.index(url)
    assert office.post(f"{url}fin/", {"on": "2019-09-20", "reason": WHY}).status_code == 422
    assert office.post(f"{url}fin-deshacer/", {"reason": "Error"}).status_code == 302
    assert "Terminó el" not in read(client, url)


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())
