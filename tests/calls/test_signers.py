"""Who is called to sign a declaration, what becomes of it, and the document on which it is signed."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.audit.models import Event
from tequio.bodies.actions import add_seat
from tequio.bodies.models import Body, Seat, SeatRole
from tequio.calls.actions import (
    AlreadySigned,
    NeedsAReason,
    NobodyToCall,
    WasNotCalled,
    call_signers,
    decline_signature,
    record_declaration,
    sign_declaration,
)
from tequio.calls.models import CalledSigner, Declaration
from tequio.calls.signers import signers_of, with_signers
from tequio.outbox.models import Message
from tests import builders
from tests.bodies.council import NOW, Council, council
from tests.entering import account_of, entered

pytestmark = pytest.mark.django_db
DAY = date(2019, 9, 2)


@pytest.fixture
def table() -> Council:
    return council()


@pytest.fixture
def declaration(table: Council) -> Declaration:
    """The titulares of the three sectors are called; those of two of them have an account."""
    for seat in (table.civil, table.government):
        assert seat.person is not None
        account_of(seat.person)
    return record_declaration(
        exercise=table.exercise,
        title="Declaración por el agua",
        text="Nos comprometemos.",
        declared_on=DAY,
        signers=table.body,
        by=table.clerk,
        at=NOW,
    )


def answers(declaration: Declaration) -> list[str]:
    (whole,) = with_signers(Declaration.objects.filter(pk=declaration.pk))
    zone = declaration.exercise.jurisdiction.zone
    return [each.answer.value for each in signers_of(whole, zone, declaration.exercise.today(NOW))]


def test_every_titular_is_called_once_by_letter_and_answers(table: Council, declaration: Declaration) -> None:
    assert [each.seat for each in CalledSigner.objects.order_by("pk")] == [*table.titulars]
    letters = Message.objects.filter(subject="Una declaración conjunta espera su firma")
    assert letters.count() == 2
    assert all(f"/dialogo/firmar/{declaration.uid}/" in each.text for each in letters)
    with pytest.raises(NobodyToCall):
        call_signers(declaration=declaration, body=table.body, by=table.clerk, at=NOW)
    assert answers(declaration) == ["pending", "pending", "pending"]
    holder: Any = table.civil.person
    officer: Any = table.government.person
    sign_declaration(declaration=declaration, seat=table.civil, by=holder, at=NOW)
    values: dict[str, Any] = {"declaration": declaration, "seat": table.government, "at": NOW}
    with pytest.raises(PermissionDenied):
        decline_signature(**values, reason="No", by=holder)
    with pytest.raises(NeedsAReason):
        decline_signature(**values, reason=" ", by=officer)
    decline_signature(**values, reason="Falta el presupuesto", by=officer)
    with pytest.raises(AlreadySigned):
        decline_signature(declaration=declaration, seat=table.civil, reason="No", by=holder, at=NOW)
    other = record_declaration(
        exercise=table.exercise, title="Otra", text="Otra.", declared_on=DAY, by=table.clerk, at=NOW
    )
    with pytest.raises(WasNotCalled):
        decline_signature(declaration=other, seat=table.civil, reason="No", by=holder, at=NOW)
    assert answers(declaration) == ["signed", "declined", "pending"]
    Seat.objects.filter(pk=table.guarantor.pk).update(ends_on=DAY)
    assert answers(declaration) == ["signed", "declined", "ended"]
    assert Event.objects.filter(verb__in=("calls.signers_called", "calls.signature_declined")).count() == 2


@pytest.mark.covers
def test_the_database_calls_a_seat_once_and_keeps_why_not(table: Council, declaration: Declaration) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CalledSigner.objects.create(declaration=declaration, seat=table.civil, called_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalledSigner.objects.update(declined_at=NOW)


def test_whoever_is_called_sees_it_in_her_week_and_answers_from_her_page(
    table: Council, declaration: Declaration
) -> None:
    assert table.government.person is not None
    client, sign = entered(table.government.person), f"/jalisco/dialogo/firmar/{declaration.uid}/"
    assert sign in client.get("/esta-semana/").content.decode()
    form = {"seat": str(table.government.uid), "do": "decline"}
    refused = client.post(sign, form)
    assert (refused.status_code, 'id="reason-error"' in refused.content.decode()) == (422, True)
    done = client.post(sign, {**form, "reason": "Falta el presupuesto"}, follow=True).content.decode()
    assert "Quedó dicho por qué no la firma" in done
    assert sign not in client.get("/esta-semana/").content.decode()
    public = Client().get("/jalisco/dialogo/").content.decode()
    for told in ("No la firma", "Falta el presupuesto", "Falta su firma", "faltan 2"):
        assert told in public
    file = Client().get(f"/jalisco/dialogo/declaracion/{declaration.uid}.docx")
    written = docx.Document(io.BytesIO(file.content))
    text = "\n".join(each.text for each in written.paragraphs)
    cells = "\n".join(cell.text for one in written.tables for row in one.rows for cell in row.cells)
    assert "Nos comprometemos." in text
    for told in ("No la firma, ", "Falta su firma", "Organización civil_society"):
        assert told in text + cells


def test_the_office_calls_others_later_and_the_page_does_not_cost_more(
    table: Council, declaration: Declaration
) -> None:
    office = entered(table.clerk)
    body = Body.objects.create(jurisdiction=table.exercise.jurisdiction, name="Consejo", kind="council")
    sent = {"declaration": str(declaration.uid), "signers": str(body.uid)}
    empty = office.post("/jalisco/dialogo/llamar/", sent)
    assert (empty.status_code, "no hay nadie en sus asientos" in empty.content.decode()) == (422, True)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert Client().get("/jalisco/dialogo/").status_code == 200
        return len(asked)

    few = cost()
    for number in range(12):
        add_seat(
            body=body,
            role=SeatRole.TITULAR,
            sector="citizen",
            organisation=None,
            person=builders.person(f"Titular {number}"),
            votes=False,
            starts_on=DAY,
            by=table.clerk,
            at=NOW,
        )
    assert "Se llamó a firmar" in office.post("/jalisco/dialogo/llamar/", sent, follow=True).content.decode()
    assert declaration.called.count() == 15
    assert cost() <= few
