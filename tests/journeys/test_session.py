"""The pages of a session in a browser: at both widths, refused, live and printed. ``test_secretariado`` walks them from the call on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest
import time_machine
from django.conf import LazySettings

from tequio.bodies.actions import decisions, minutes
from tequio.bodies.models import Seat
from tequio.people.models import Person
from tests import builders
from tests.bodies.council import NOW, Council, council
from tests.journeys.looking import DESK, PHONE, Window, follow, looked_at, main

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(settings: LazySettings, tmp_path: Path, transactional_db: None) -> Iterator[Council]:
    """Three sectors; the government has two seats."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ALLOWED_HOSTS = ["*"]
    with time_machine.travel(NOW, tick=True):
        made = council()
        builders.seat(
            builders.person("Titular de obras"),
            "government",
            votes=True,
            organisation=builders.organisation("Secretaría de Obras", "government"),
        )
        settings.SITE_URL = ""
        yield made


def who(seat: Seat) -> Person:
    assert seat.person is not None
    return seat.person


@pytest.mark.covers("req:126", "exp:26")
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_its_pages_pass_axe_at_every_width_and_a_refusal_too(
    table: Council, window: Window, live_server: LiveServer, size: tuple[int, int]
) -> None:
    """As whoever runs it, as a seat and as anybody; and a form that was refused, with what was written still in it."""
    held = table.opened("vote", "agreement")
    table.votes(held, "yes", "abstain", "no")
    owed = table.agrees(held, owner=who(table.civil))
    table.closed(held)
    acta = table.minutes(held)
    minutes.observe_minutes(minutes=acta, seat=table.civil, text="Falta la lista", by=who(table.civil), at=NOW)
    today = table.opened("vote")
    root = f"{live_server.url}/{table.exercise.slug}/organos/{table.body.uid}/"
    session, open_one = f"{root}sesiones/{held.uid}/", f"{root}sesiones/{today.uid}/"
    item, voted = (f"{root}sesiones/{one.uid}/puntos/{one.items.order_by('position')[0].uid}/" for one in (today, held))
    agreement, page, desk = f"{root}acuerdos/{owed.uid}/", window(table.stranger, size), window(table.clerk, size)
    wrong: list[str] = []
    for each in (session, voted, item, f"{root}acuerdos/", agreement, f"{session}acta/"):
        page.goto(each)
        wrong += looked_at(page, "sesion-publico")
    for each, press, written in (
        (f"{session}acta/", "Contestar", "textarea[name=answer]"),
        (item, "Asentar el acuerdo", "#owner_post"),
        (agreement, "Cerrar el acuerdo", ""),
        (open_one, "Concluir la sesión", ""),
    ):
        desk.goto(each)
        if written:
            desk.fill(written, "Lo que ya se escribió")
        follow(desk, press)
        assert desk.title().startswith("Error:")
        if written:
            assert desk.input_value(written) == "Lo que ya se escribió"
        wrong += looked_at(desk, f"sesion-rechazo-{press.split()[0].lower()}")
    assert wrong == []


@pytest.mark.covers("exp:37")
def test_the_tally_moves_on_the_page_while_others_vote(table: Council, window: Window, live_server: LiveServer) -> None:
    """What was being written on the same page stays."""
    session = table.opened("vote")
    item = session.items.get()
    page = window(who(table.government), PHONE)
    page.clock.install()
    page.goto(
        f"{live_server.url}/{table.exercise.slug}/organos/{table.body.uid}/sesiones/{session.uid}/puntos/{item.uid}/"
    )
    page.fill("#own-why", "Todavía lo pienso")
    assert "0 de 3 asientos presentes han votado" in main(page)
    decisions.cast_vote(item=item, seat=table.civil, ballot=decisions.Ballot("no"), by=who(table.civil), at=NOW)
    page.clock.fast_forward(11_000)
    page.get_by_text("1 de 3 asientos presentes han votado").wait_for()
    assert page.input_value("#own-why") == "Todavía lo pienso"


def test_the_acta_prints_on_letter_with_its_address_and_day(
    table: Council, window: Window, live_server: LiveServer
) -> None:
    session = table.opened("vote")
    table.votes(session, "yes", "yes", "no")
    table.closed(session)
    minutes.approve_minutes(minutes=table.minutes(session), by=table.clerk, at=NOW)
    page = window(table.stranger, DESK)
    page.goto(f"{live_server.url}/{table.exercise.slug}/organos/{table.body.uid}/sesiones/{session.uid}/acta/")
    read = pypdf.PdfReader(io.BytesIO(page.pdf(format="Letter")))
    printed = " ".join(" ".join(each.extract_text() for each in read.pages).split())
    assert len(read.pages) <= 2
    for told in ("Hubo quórum", "Firmas", "/acta/", "Impreso"):
        assert told in printed
    assert "Descargar" not in printed
    assert "Word" not in printed
