"""Who selects in a call: the convening institutions, told with their reason; or a body, by a decision of its session about that call."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tequio.audit.models import Event
from tequio.bodies.actions.attendance import note_attendance
from tequio.bodies.actions.sessions import convene_session, open_session
from tequio.bodies.decisions import NoSuchDecision, WasNotApproved
from tequio.bodies.models import Body, Decision, Session
from tequio.calls.actions import (
    BodyCannotSelect,
    BodyDoesNotSelect,
    BodyHasDecided,
    CallIsNotPublished,
    NeedsAReason,
    NobodySelects,
    NoSuchMajority,
    SelectionIsOnAnAgenda,
    name_selecting_body,
    publish_call,
    put_selection_on_agenda,
    release_results,
    seat_accepted,
)
from tequio.calls.blocks import told
from tequio.calls.decided import ResolvedAfterTheSession, SelectedBeforeTheClose
from tequio.calls.models import Call
from tequio.calls.queries.waiting import waiting_calls
from tequio.places.clock import database_now
from tests import builders
from tests.bodies.council import Council, council
from tests.builders import NOW
from tests.calls.applying import SELECTORS, apply, decide, notice, open_call, shut
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


@pytest.fixture
def call(table: Council) -> Call:
    """Closed, with one accepted and one not."""
    made = open_call(table.exercise, selected_by=table.body)
    two = [apply(made, name=f"Persona {n}", email=f"{n}@example.org") for n in range(2)]
    shut(made)
    decide(two[0])
    decide(two[1], "declined")
    return made


def draft(table: Council) -> Session:
    """Begins a moment after now: by the clock, as the window of the call."""
    return table.prepared(begins_at=database_now() + timedelta(minutes=1))


def put(table: Council, call: Call, session: Session, majority: str = "simple") -> None:
    put_selection_on_agenda(call=call, session=session, majority=majority, by=table.clerk, at=database_now())


def held(table: Council, session: Session, *choices: str) -> Decision:
    begins = session.meeting.begins_at
    convene_session(session=session, by=table.clerk, at=begins)
    open_session(session=session, by=table.clerk, at=begins)
    note_attendance(session=session, seats=table.titulars, by=table.clerk, at=begins)
    return table.votes(session, *choices)


@pytest.mark.covers("req:53")
def test_the_results_wait_for_the_decision_of_the_body_about_this_call(table: Council, call: Call) -> None:
    def release(decision: Decision | None) -> int:
        uid = decision.uid if decision else None
        return release_results(call=call, decision_uid=uid, by=table.clerk, at=database_now())

    with pytest.raises(NoSuchDecision, match="Secretariado"):
        release(None)
    about_nothing = table.prepared(begins_at=database_now())
    table.item(about_nothing, decision_kind="selection")
    with pytest.raises(NoSuchDecision):
        release(held(table, about_nothing, "yes", "yes", "yes"))
    rejected = draft(table)
    put(table, call, rejected)
    with pytest.raises(WasNotApproved):
        release(held(table, rejected, "no", "no", "yes"))
    approved = draft(table)
    put(table, call, approved)
    decision = held(table, approved, "yes", "yes", "no")
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(results_at=database_now())
    assert release(decision) == 2
    assert call.decision == decision
    assert Event.objects.get(verb="calls.results_released").changes["decision_uid"] == [None, str(decision.uid)]
    assert len(seat_accepted(call=call, body=table.body, votes=True, by=table.clerk, at=database_now())) == 1


@pytest.mark.covers("req:53")
def test_a_session_before_the_close_or_before_the_last_change_approves_nothing(table: Council, call: Call) -> None:
    session = draft(table)
    put(table, call, session)
    decision = held(table, session, "yes", "yes", "yes")
    Decision.objects.filter(pk=decision.pk).update(decided_at=NOW)
    with pytest.raises(SelectedBeforeTheClose):
        release_results(call=call, decision_uid=decision.uid, by=table.clerk, at=NOW)
    Decision.objects.filter(pk=decision.pk).update(decided_at=database_now())
    decide(call.applications.order_by("pk")[1], "accepted")
    with pytest.raises(ResolvedAfterTheSession, match="1 solicitud"):
        release_results(call=call, decision_uid=decision.uid, by=table.clerk, at=database_now())


@pytest.mark.covers
def test_the_point_goes_to_a_session_of_that_body_once(table: Council, call: Call) -> None:
    session = draft(table)
    with pytest.raises(NoSuchMajority):
        put(table, call, session, "la que sea")
    put(table, call, session)
    item = session.items.get()
    assert (item.kind, item.decision_kind, item.subject_uid, item.majority) == (
        "vote",
        "selection",
        call.uid,
        "simple",
    )
    with pytest.raises(SelectionIsOnAnAgenda):
        put(table, call, draft(table))
    Call.objects.filter(pk=call.pk).update(selected_by=builders.body(builders.place("Jalisco"), "Otro órgano"))
    with pytest.raises(BodyDoesNotSelect):
        put(table, call, session)


@pytest.mark.covers("req:44")
def test_a_call_says_who_selects_before_it_is_published(table: Council) -> None:
    notice(table.exercise)
    elsewhere = Body.objects.create(jurisdiction=builders.place("Lejos"), name="De lejos", kind="secretariado")
    nobody = builders.call(table.exercise, details={"takes_applications": True})
    for wrong in (
        nobody,
        builders.call(table.exercise, details={"takes_applications": True, "selected_by": elsewhere}),
    ):
        with pytest.raises(NobodySelects):
            publish_call(call=wrong, by=table.clerk, at=NOW)
    first = builders.call(table.exercise, details={"takes_applications": True, **SELECTORS})
    publish_call(call=first, by=table.clerk, at=NOW)
    (block,) = [each for each in told(first).blocks if each.heading == "QUIÉN SELECCIONA"]
    said = " ".join(block.paragraphs)
    for each in ("Secretaría de la Contraloría y Universidad", "se constituye", "Titular de la Contraloría"):
        assert each in said
    assert "2 de septiembre de 2019" in said
    for wrong_values in ({"selectors_post": ""}, {"selected_by": table.body}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Call.objects.filter(pk=first.pk).update(**wrong_values)


@pytest.mark.covers("req:53")
def test_the_desk_leads_from_the_agenda_to_the_letters_and_the_public_reads_the_decision(
    table: Council, call: Call
) -> None:
    client, public = entered(table.clerk), f"/jalisco/convocatoria/{call.uid}/"
    desk = f"{public}solicitudes/"

    def page(address: str = desk) -> str:
        return client.get(address).content.decode()

    assert "Preparar la sesión que lo votará" in page()
    assert "resultados/" not in page()
    assert "Falta que el órgano lo vote" in page(f"{desk}resultados/")
    session = draft(table)
    values = {"do": "agenda", "session": str(session.uid), "majority": "consensus"}
    assert "El punto quedó en el orden del día" in client.post(desk, values, follow=True).content.decode()
    assert "Ya está en el orden del día" in page()
    assert client.post(f"{desk}resultados/", {"do": "release"}).status_code == 422
    decision = held(table, session, "yes", "yes", "yes")
    assert f'value="{decision.uid}"' in page(f"{desk}resultados/")
    assert client.post(f"{desk}resultados/", {"do": "release", "decision": str(decision.uid)}).status_code == 302
    told_to_all = Client().get(public).content.decode()
    assert "3 a favor, 0 en contra, 0 abstenciones" in told_to_all
    assert f"sesiones/{session.uid}/" in told_to_all


def ended(body: Body) -> None:
    Body.objects.filter(pk=body.pk).update(dissolved_on=date(2019, 1, 1), ended_why="Se extinguió")


def other(table: Council) -> Body:
    return Body.objects.create(jurisdiction=table.body.jurisdiction, name="Comité nuevo", kind="secretariado")


def name(table: Council, call: Call, body: Body, reason: str = "El anterior terminó") -> None:
    name_selecting_body(call=call, body=body, reason=reason, by=table.clerk, at=database_now())


@pytest.mark.covers("req:53")
def test_the_body_ended_before_it_selected_and_the_office_is_told_and_names_another(table: Council, call: Call) -> None:
    """What the old one had on its agenda neither decides nor stands in the way."""
    old = draft(table)
    put(table, call, old)
    ended(table.body)
    told = "El órgano que selecciona terminó el 1 de enero de 2019 y no lo aprobó"
    (waiting,) = waiting_calls([table.exercise.pk], database_now())
    assert "el órgano que selecciona ya terminó" in waiting.lacks
    client, desk = entered(table.clerk), f"/{table.exercise.slug}/convocatoria/{call.uid}/"
    page = client.get(f"{desk}solicitudes/").content.decode()
    assert told in page
    assert f"{desk}gestion/organo/" in page
    assert "Ya está en el orden del día" not in page
    assert told in client.get(f"{desk}solicitudes/resultados/").content.decode()
    values = {"body": str(other(table).uid), "reason": "El Secretariado concluyó su periodo."}
    assert client.post(f"{desk}gestion/organo/", {**values, "reason": ""}).status_code == 422
    assert client.post(f"{desk}gestion/organo/", {**values, "body": str(table.body.uid)}).status_code == 422
    assert client.post(f"{desk}gestion/organo/", values).status_code == 302
    call.refresh_from_db()
    public = Client().get(desk).content.decode()
    for each in ("La selección la aprueba «Comité nuevo»", "Cambia quién selecciona", "concluyó su periodo"):
        assert each in public
    assert Event.objects.get(verb="calls.selecting_body_named").changes["selected_by"] == [
        "Secretariado",
        "Comité nuevo",
    ]
    page = client.get(f"{desk}solicitudes/").content.decode()
    assert (told in page, "Preparar la sesión que lo votará" in page) == (False, True)
    with pytest.raises(NoSuchDecision, match="Comité nuevo"):
        release_results(call=call, by=table.clerk, at=database_now())


@pytest.mark.covers
def test_another_body_is_named_only_with_a_reason_one_that_can_and_before_it_was_approved(
    table: Council, call: Call
) -> None:
    new = other(table)
    with pytest.raises(NeedsAReason):
        name(table, call, new, " ")
    elsewhere = Body.objects.create(jurisdiction=builders.place("Lejos"), name="De lejos", kind="secretariado")
    for wrong in (table.body, elsewhere):
        with pytest.raises(BodyCannotSelect):
            name(table, call, wrong)
    ended(new)
    new.refresh_from_db()
    with pytest.raises(BodyCannotSelect, match="terminó"):
        name(table, call, new)
    with pytest.raises(CallIsNotPublished):
        name(table, builders.call(table.exercise), elsewhere)
    session = draft(table)
    put(table, call, session)
    decision = held(table, session, "yes", "yes", "yes")
    ended(table.body)
    third = Body.objects.create(jurisdiction=table.body.jurisdiction, name="Tercero", kind="secretariado")
    with pytest.raises(BodyHasDecided, match="aprobó"):
        name(table, call, third)
    assert waiting_calls([table.exercise.pk], database_now())
    assert release_results(call=call, decision_uid=decision.uid, by=table.clerk, at=database_now()) == 2
    with pytest.raises(BodyHasDecided, match="comunicaron"):
        name(table, call, third)
    assert not call.addenda.exists()


def test_the_institutions_that_convene_give_way_to_a_body_and_an_ended_one_publishes_nothing(table: Council) -> None:
    first = open_call(table.exercise)
    name(table, first, table.body, "Ya se constituyó")
    assert (first.selected_by, first.selectors, first.selectors_on) == (table.body, "", None)
    assert SELECTORS["selectors"] in first.addenda.get().text
    ended(table.body)
    told = entered(table.clerk).get(f"/{table.exercise.slug}/convocatoria/gestion/").content.decode()
    assert told.count("El órgano que selecciona terminó") == 1
    late = builders.call(
        table.exercise, details={"takes_applications": True, "selected_by": Body.objects.get(pk=table.body.pk)}
    )
    with pytest.raises(NobodySelects):
        publish_call(call=late, by=table.clerk, at=NOW)
