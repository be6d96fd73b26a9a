from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import agreements
from tequio.bodies.models import Agreement, AgreementStatus
from tests.bodies.council import NOW, SOON, Council, council
from tests.bodies.test_acta_page import person_in
from tests.bodies.test_seat_pages import text
from tests.entering import entered

pytestmark = pytest.mark.django_db
LATER = SOON + timedelta(days=30)


@pytest.fixture
def table() -> Council:
    return council()


def list_of(table: Council) -> str:
    return f"/{table.exercise.slug}/organos/{table.body.uid}/acuerdos/"


def url_of(table: Council, agreement: Agreement) -> str:
    return f"{list_of(table)}{agreement.uid}/"


def owned(table: Council) -> Agreement:
    return table.agrees(table.opened("agreement"), owner=table.civil.person, owner_post="Organización civil")


@pytest.mark.covers("req:113")
def test_the_owner_closes_her_own_saying_what_was_done_and_undoes_it(table: Council, client: Client) -> None:
    agreement = owned(table)
    url, owner = url_of(table, agreement), entered(person_in(table.civil))
    assert "Cerrar su acuerdo" in text(owner.get(url))
    assert "Dejarlo sin efecto" not in text(owner.get(url))
    assert "Cerrar" not in text(client.get(url))
    refused = owner.post(f"{url}cumplir/", {"how": "  "})
    assert refused.status_code == 422
    assert "Diga qué se hizo para cumplirlo." in text(refused)
    assert owner.post(f"{url}cumplir/", {"how": "Está en el portal"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.DONE
    shown = text(owner.get(f"{url}?hecho=cumplir"))
    assert "Deshacer" in shown
    assert "Está en el portal" in text(client.get(f"{list_of(table)}?ver=cumplidos"))
    assert owner.post(f"{url}reabrir/").status_code == 302
    agreement.refresh_from_db()
    assert (agreement.status, agreement.closed_how, agreement.closed_at) == ("open", "", None)
    assert owner.post(f"{url}reabrir/").status_code == 422


@pytest.mark.covers("req:113")
def test_only_the_office_leaves_it_without_effect_with_its_reason(table: Council) -> None:
    agreement = owned(table)
    url, owner, desk = url_of(table, agreement), entered(person_in(table.civil)), entered(table.clerk)
    assert owner.post(f"{url}sin-efecto/", {"reason": "No quiero"}).status_code == 403
    with pytest.raises(PermissionDenied):
        agreements.drop_agreement(agreement=agreement, reason="No", by=person_in(table.civil), at=NOW)
    refused = desk.post(f"{url}sin-efecto/", {"reason": ""})
    assert refused.status_code == 422
    assert desk.post(f"{url}sin-efecto/", {"reason": "Lo hizo otra dependencia"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.DROPPED
    assert owner.post(f"{url}reabrir/").status_code == 403, "who owes it does not undo what the office decided"
    with pytest.raises(agreements.AgreementIsClosed):
        agreements.close_agreement(agreement=agreement, how="Sí lo hice", by=table.clerk, at=NOW)
    assert desk.post(f"{url}reabrir/").status_code == 302
    assert desk.post(f"{url}inventado/").status_code == 404


@pytest.mark.covers("req:113")
def test_one_that_is_opened_again_is_on_the_next_agenda_at_once(table: Council, client: Client) -> None:
    session = table.opened("agreement")
    agreement = table.agrees(session)
    table.closed(session)
    agreements.close_agreement(agreement=agreement, how="Hecho", by=table.clerk, at=SOON)
    following = table.convened("information", begins_at=LATER)
    assert not following.items.filter(carries=agreement).exists()
    agreements.reopen_agreement(agreement=agreement, by=table.clerk, at=SOON)
    assert following.items.filter(carries=agreement).exists()
    shown = text(client.get(url_of(table, agreement)))
    assert "Se tomó" in shown
    assert "Volvió: por tratar" in shown
    page = text(client.get(f"/{table.exercise.slug}/organos/{table.body.uid}/sesiones/{following.uid}/"))
    assert "Viene de la sesión ordinaria 1" in page


def test_the_overdue_come_first_and_those_without_date_last(table: Council, client: Client) -> None:
    session = table.opened("agreement")
    for text_, due in (("Sin fecha", None), ("Futuro", date(2019, 12, 1)), ("Vencido", date(2019, 10, 17))):
        table.agrees(session, text_, due_on=due)
    with time_machine.travel(SOON + timedelta(days=5), tick=False):
        shown = text(client.get(list_of(table)))
    places = [shown.index(word) for word in ("Vencido</a>", "Futuro</a>", "Sin fecha</a>")]
    assert places == sorted(places)
    assert "1 acuerdo atrasado" in shown
    assert "Atrasado" in shown
    assert "Por definir" in shown


def test_what_was_typed_stays_when_somebody_closed_it_before(table: Council) -> None:
    agreement = owned(table)
    agreements.close_agreement(agreement=agreement, how="Hecho", by=table.clerk, at=NOW)
    refused = entered(person_in(table.civil)).post(f"{url_of(table, agreement)}cumplir/", {"how": "Yo también"})
    assert refused.status_code == 422
    shown = text(refused)
    assert "Ese acuerdo ya se había cerrado." in shown
    assert "Yo también" in shown


def test_the_list_costs_the_same_with_many(table: Council, client: Client) -> None:
    session = table.opened("agreement")
    counted = []
    for many in (10, 110):
        while session.agreements.count() < many:
            table.agrees(session)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(list_of(table))
        counted.append(len(asked))
        assert page.status_code == 200
        assert len(page.content) < 100_000
    assert counted[1] == counted[0] <= 10
    assert "pagina=2" in text(page)
    assert client.get(f"{list_of(table)}?pagina=9&ver=nada").status_code == 200
