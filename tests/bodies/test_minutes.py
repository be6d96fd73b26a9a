from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from docx import Document

from tequio.bodies.actions import agenda, agreements, attendance, decisions, logistics, minutes, oficios, sessions
from tequio.bodies.minutes_outline import attendance_outline, invitation_outline, minutes_outline
from tequio.bodies.models import Minutes, Oficio, Seat, Session
from tequio.documents.models import Issued
from tequio.documents.queries import regenerates
from tequio.documents.rendering import Form, render
from tequio.files.actions import read_file
from tequio.meetings.models import Need
from tests import builders
from tests.bodies.council import NOW, SOON, Council, council

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


@pytest.fixture
def held(table: Council) -> Session:
    """With a vote that somebody lost, an agreement and a referral."""
    session = table.opened("vote", "agreement", "referral", here=[table.suplente, table.government, table.guarantor])
    vote, agreement, referral = session.items.order_by("position")
    ballots = {
        table.civil.pk: decisions.Ballot("yes"),
        table.government.pk: decisions.Ballot("yes"),
        table.guarantor.pk: decisions.Ballot("no", "Falta el anexo."),
    }
    decisions.record_vote(item=vote, ballots=ballots, by=table.clerk, at=SOON)
    due = date(2019, 12, 1)
    agreements.take_agreement(
        item=agreement, text="Publicar la base", owner_post="Planeación", due_on=due, by=table.clerk, at=SOON
    )
    agenda.conclude_item(
        item=referral, outcome="referred", text="Lo ve el cabildo.", referred_to="Cabildo", by=table.clerk, at=SOON
    )
    return table.closed(session)


def text_of(content: bytes, form: Form) -> str:
    """Read back from the file, blanks made one."""
    if form is Form.PDF:
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    document = Document(io.BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for each in document.tables for row in each.rows for cell in row.cells]
    lines += [paragraph.text for part in document.sections for paragraph in part.footer.paragraphs]
    return " ".join(" ".join(lines).split())


@pytest.mark.covers("req:113", "exp:12", "exp:37")
@pytest.mark.parametrize("form", [Form.DOCX, Form.PDF])
def test_the_acta_says_everything_that_was_recorded(table: Council, held: Session, form: Form) -> None:
    agreed = {"name_shown_on": date(2019, 1, 8), "name_shown_source": "Escrito del 8 de enero"}
    Seat.objects.filter(pk=table.suplente.pk).update(**agreed)
    acta = table.minutes(held)
    minutes.approve_minutes(minutes=acta, by=table.clerk, at=SOON)
    issued = minutes.issue_minutes(minutes=acta, form=form, office="STL", by=table.clerk, at=SOON)
    text = text_of(read_file(issued.file), form)
    assert "Acta de la sesión ordinaria 1, Secretariado" in text
    assert f"Folio {issued.folio}" in text
    assert issued.folio == "STL/001/2019"
    assert "Hubo quórum: 3 de 3 asientos con voto; se necesitaban 2." in text
    for sector in ("sociedad civil 1 1 0", "gobierno 1 1 0", "órgano garante 1 1 0"):
        assert sector in text
    assert "Aprobado" in text
    assert "2 a favor, 1 en contra, 0 abstenciones, 0 sin votar" in text
    assert str(held.decisions.get().uid) in text.replace("- ", "-")
    for vote in (
        "Organización civil_society Suplente A favor",
        "Organización guarantor Titular En contra Falta el anexo.",
    ):
        assert vote in text
    assert "1 Publicar la base Planeación 1 de diciembre de 2019" in text
    assert "Se turnó a: Cabildo." in text
    assert "Suplente civil" in text, "who signs for the seat of the civil society, and agreed to be named"
    assert "Titular civil_society" not in text
    assert "Titular guarantor" not in text, "signs over the post"


@pytest.mark.covers("req:127")
@pytest.mark.parametrize("form", [Form.DOCX, Form.PDF])
def test_making_the_acta_again_gives_the_same_bytes(table: Council, held: Session, form: Form) -> None:
    acta = table.minutes(held)
    minutes.approve_minutes(minutes=acta, by=table.clerk, at=SOON)
    issued = minutes.issue_minutes(minutes=acta, form=form, office="STL", by=table.clerk, at=SOON)
    late = builders.organisation("Llegó después", "academia")
    builders.seat(builders.person("Titular de después"), "academia", votes=True, organisation=late)
    again = Session.objects.get(pk=held.pk)
    assert regenerates(minutes_outline(again), issued)
    assert render(minutes_outline(again), form) == render(minutes_outline(held), form)


@pytest.mark.covers
def test_observations_are_of_who_was_there_and_each_is_answered(table: Council, held: Session) -> None:
    acta = table.minutes(held)
    assert acta == table.minutes(held)
    absent = table.civil.person
    assert absent is not None
    with pytest.raises(PermissionDenied):
        minutes.observe_minutes(
            minutes=acta,
            seat=table.civil,
            text="No estuve",
            by=absent,
            at=SOON,
        )
    suplente = table.suplente.person
    assert suplente is not None
    with pytest.raises(minutes.SaySomething):
        minutes.observe_minutes(minutes=acta, seat=table.suplente, text=" ", by=suplente, at=SOON)
    said = minutes.observe_minutes(minutes=acta, seat=table.suplente, text="Falta mi nombre", by=suplente, at=SOON)
    with pytest.raises(minutes.ObservationsWait):
        minutes.approve_minutes(minutes=acta, by=table.clerk, at=SOON)
    with pytest.raises(minutes.MinutesAreNotApproved):
        minutes.issue_minutes(minutes=acta, form=Form.DOCX, office="STL", by=table.clerk, at=SOON)
    with pytest.raises(minutes.SaySomething):
        minutes.answer_observation(observation=said, accepted=True, answer="", by=table.clerk, at=SOON)
    minutes.answer_observation(observation=said, accepted=True, answer="Se agregó", by=table.clerk, at=SOON)
    minutes.annotate_minutes(minutes=acta, notes="Sin incidentes", by=table.clerk, at=SOON)
    minutes.approve_minutes(minutes=acta, by=table.clerk, at=SOON)
    text = text_of(render(minutes_outline(held), Form.DOCX), Form.DOCX)
    assert "Falta mi nombre — Se agregó" in text
    for change in (
        lambda: minutes.annotate_minutes(minutes=acta, notes="x", by=table.clerk, at=SOON),
        lambda: minutes.observe_minutes(minutes=acta, seat=table.suplente, text="x", by=suplente, at=SOON),
        lambda: minutes.approve_minutes(minutes=acta, by=table.clerk, at=SOON),
    ):
        with pytest.raises(minutes.MinutesAreApproved):
            change()


def test_the_acta_waits_for_the_end(table: Council) -> None:
    with pytest.raises(minutes.SessionHasNotEnded):
        table.minutes(table.opened())


@pytest.mark.covers("case:X3", "exp:28")
def test_the_public_list_has_nothing_of_a_person(table: Council) -> None:
    """Canaries in everything that is recorded of whoever came, and in the scanned sheet."""
    session = table.opened()
    canary = builders.person("Canaria Telefónica CURP CANA800101MJCXXX01")
    attendance.note_guest(session=session, person=canary, sector="civil_society", by=table.clerk, at=NOW)
    outline = attendance_outline(session)
    public = render(outline, Form.PDF)
    scan = b"%PDF-1.4 firma de Canaria, 33 1234 5678, canaria@example.org"
    attendance.keep_list(
        session=session, scan=scan, media_type="application/pdf", public=public, by=table.clerk, at=NOW
    )
    session.meeting.refresh_from_db()
    kept = session.meeting.paper_list
    assert kept is not None
    assert kept.public_version is not None
    assert (kept.version, kept.public_version.version) == ("reserved", "public")
    content = read_file(kept.public_version)
    text = text_of(content, Form.PDF)
    assert "sociedad civil 2" in text
    reader = pypdf.PdfReader(io.BytesIO(content))
    everything = f"{content.decode('latin-1')} {text} {reader.metadata} {kept.public_version.original_name}"
    for word in ("Canaria", "CANA800101", "1234 5678", "canaria@", "Titular civil_society", "Titular guarantor"):
        assert word not in everything
    assert b"Canaria" in read_file(kept), "the reserved one is whole"


@pytest.mark.covers("req:40")
def test_the_letter_of_an_invitation_on_paper(table: Council) -> None:
    session = table.convened("information")
    specialist = builders.person("Doctora Invitada")
    sessions.invite_specialist(
        session=session, person=specialist, post="Universidad de muestra", by=table.clerk, at=NOW
    )
    invitation = session.meeting.invitations.get(person=specialist)
    text = text_of(render(invitation_outline(invitation, session), Form.PDF), Form.PDF)
    for part in ("Doctora Invitada", "16 de octubre de 2019 a las 13:00", "Salón de actos", "Orden del día"):
        assert part in text


@pytest.mark.covers("req:107", "req:108")
def test_an_oficio_has_its_number_its_days_and_its_overdue_answer(table: Council) -> None:
    session = table.prepared()
    need = logistics.ask_for(session=session, kind="coffee", text="Café para 30", by=table.clerk, at=NOW)
    values: dict[str, Any] = {
        "addressee": "Área de Compras",
        "subject": "Servicio de café",
        "text": "Se solicita…",
        "office": "DPC",
    }
    first = oficios.send_oficio(exercise=table.exercise, session=session, need=need, by=table.clerk, at=NOW, **values)
    second = oficios.send_oficio(exercise=table.exercise, by=table.clerk, at=NOW, **values)
    assert (first.folio, second.folio) == ("DPC/001/2019", "DPC/002/2019")
    assert first.answer_due_on == date(2019, 10, 15)
    assert (first.days_waiting(date(2019, 10, 16)), first.is_overdue(date(2019, 10, 16))) == (15, True)
    assert not first.is_overdue(date(2019, 10, 15))
    need.refresh_from_db()
    assert need.status == "requested"
    assert Issued.objects.filter(kind="oficio").count() == 2
    with pytest.raises(oficios.OficioLacks):
        oficios.record_oficio_answer(oficio=first, answer="Sí", on=date(2019, 9, 1), by=table.clerk, at=NOW)
    oficios.record_oficio_answer(oficio=first, answer="Sí", on=date(2019, 10, 8), by=table.clerk, at=NOW)
    assert (first.days_waiting(date(2020, 1, 1)), first.is_overdue(date(2020, 1, 1))) == (7, False)
    with pytest.raises(oficios.OficioWasAnswered):
        oficios.record_oficio_answer(oficio=first, answer="Sí", on=date(2019, 10, 8), by=table.clerk, at=NOW)
    with pytest.raises(oficios.OficioLacks):
        oficios.send_oficio(exercise=table.exercise, by=table.clerk, at=NOW, **{**values, "addressee": " "})


@pytest.mark.covers("req:108")
def test_what_is_lacking_is_flagged_three_days_before(table: Council) -> None:
    session = table.prepared()
    need = logistics.ask_for(session=session, kind="fuel", text="Vales", by=table.clerk, at=NOW)
    day = session.meeting.day()
    alert = builders.pack().limits.logistics_alert_days
    assert not need.is_urgent(day - timedelta(days=4), day, alert)
    assert need.is_urgent(day - timedelta(days=3), day, alert)
    logistics.settle_need(session=session, need=need, status="ready", by=table.clerk, at=NOW)
    assert not Need.objects.get().is_urgent(day, day, alert)


@pytest.mark.covers
def test_the_database_keeps_actas_and_oficios_whole(table: Council, held: Session) -> None:
    acta = table.minutes(held)
    suplente = table.suplente.person
    assert suplente is not None
    said = minutes.observe_minutes(minutes=acta, seat=table.suplente, text="Falta", by=suplente, at=SOON)
    oficio, other = (
        oficios.send_oficio(
            exercise=table.exercise, addressee="A", subject=each, text="T", office="DPC", by=table.clerk, at=NOW
        )
        for each in ("Uno", "Dos")
    )
    wrong: tuple[Callable[[], int], ...] = (
        lambda: Minutes.objects.filter(pk=acta.pk).update(status="approved"),
        lambda: type(said).objects.filter(pk=said.pk).update(answer="x"),
        lambda: Oficio.objects.filter(pk=oficio.pk).update(answer="x"),
        lambda: Oficio.objects.filter(pk=oficio.pk).update(folio=other.folio),
        lambda: Oficio.objects.filter(pk=oficio.pk).update(answer_due_on=date(2019, 1, 1)),
    )
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
