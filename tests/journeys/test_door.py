"""Who arrives at a session: the screen of the door on a desk, a guest without an account on a phone, the list of the table; and what
was prepared for it. In a browser."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings

from tequio.bodies.actions import logistics, sessions
from tequio.bodies.models import Oficio, Session
from tequio.bodies.papers import give_paper
from tequio.meetings.letters import answer_url
from tequio.meetings.models import Attendance, Invitation
from tequio.places.clock import database_now
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_papers_pages import PDF
from tests.bodies.test_session_pages import url_of
from tests.journeys.looking import DESK, Window, follow, looked_at, main, read_code

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(settings: LazySettings, tmp_path: Path, live_server: LiveServer, transactional_db: None) -> Council:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SITE_URL = live_server.url
    return council()


@pytest.fixture
def session(table: Council) -> Session:
    """It begins in ten minutes by the clock of the database, with a paper that is not public."""
    begins = database_now() + timedelta(minutes=10)
    made = table.prepared(begins_at=begins, ends_at=begins + timedelta(hours=2))
    item = table.item(made, "vote")
    give_paper(item=item, content=PDF, name="p.pdf", title="Propuesta", public=False, by=table.clerk, at=NOW)
    sessions.convene_session(session=made, by=table.clerk, at=NOW)
    return made


@pytest.mark.covers("exp:37", "case:F10")
def test_a_guest_without_an_account_arrives_with_the_code_and_the_quorum_grows(
    table: Council, session: Session, window: Window, live_server: LiveServer
) -> None:
    wrong: list[str] = []
    door, phone, register = window(table.clerk, DESK), window(), window(table.clerk)
    root = f"{live_server.url}{url_of(table, session)}"
    door.clock.install()
    door.goto(f"{root}puerta/")
    register.goto(f"{root}registro/")
    wrong += looked_at(door, "puerta-1-pantalla")
    code = read_code(door, ".door__code")
    assert code.startswith(f"{live_server.url}/llegada/")
    phone.goto(code)
    wrong += looked_at(phone, "puerta-2-quien-es")
    assert "Entrar con mi correo" in main(phone)
    invitation = Invitation.objects.get(meeting=session.meeting, person=table.civil.person)
    phone.goto(f"{live_server.url}{answer_url(invitation)}")
    wrong += looked_at(phone, "puerta-3-invitacion")
    follow(phone, "Orden del día y documentos")
    wrong += looked_at(phone, "puerta-4-orden-del-dia")
    assert "Propuesta" in main(phone)
    phone.goto(code)
    follow(phone, "Estoy aquí")
    wrong += looked_at(phone, "puerta-5-llego")
    assert "Su llegada quedó anotada a las" in main(phone)
    phone.goto(code)
    assert phone.get_by_role("button", name="Estoy aquí").count() == 0
    with door.expect_response(lambda answer: answer.url.endswith("/puerta/")):
        door.clock.fast_forward(16_000)
    door.wait_for_function("document.querySelector('#quorum b').innerText === '1'")
    # the list of the table was opened before the phone arrived
    register.locator(f"input[name=seat][value='{table.government.pk}']").check()
    follow(register, "Anotar asistencia")
    wrong += looked_at(register, "puerta-6-mesa")
    assert set(Attendance.objects.values_list("way", flat=True)) == {"code", "hand"}
    assert main(register).count("1 de 1") == 2, "of the three sectors, two came"
    assert wrong == []


@pytest.mark.covers("req:106", "req:107", "req:108")
def test_what_a_session_needs_and_the_next_ones_are_kept_from_a_phone(
    table: Council, session: Session, window: Window, live_server: LiveServer
) -> None:
    wrong: list[str] = []
    phone = window(table.clerk)
    root = f"{live_server.url}{url_of(table, session)}"
    logistics.ask_for(session=session, kind="furniture", text="40 sillas", by=table.clerk, at=NOW)
    phone.goto(f"{root}preparativos/")
    phone.fill("#text", "Café para 25 personas")
    phone.select_option("#kind", "coffee")
    follow(phone, "Agregar")
    wrong += looked_at(phone, "preparativos-1-lista")
    assert "Faltan 2 cosas y" in main(phone)
    follow(phone, "Pedirlo por oficio")
    phone.fill("#addressee", "Servicios generales")
    phone.fill("#office", "DPC")
    follow(phone, "Emitir el oficio")
    wrong += looked_at(phone, "preparativos-2-falta-algo")
    assert phone.title().startswith("Error:")
    assert phone.input_value("#addressee") == "Servicios generales"
    phone.fill("#subject", "Sillas")
    phone.locator("textarea[name=text]").fill("Cuarenta sillas.")
    follow(phone, "Emitir el oficio")
    assert Oficio.objects.get().folio in main(phone)
    wrong += looked_at(phone, "preparativos-3-oficio")
    for name in ("mover", "cancelar", "documento", "lista"):
        phone.goto(f"{root}{name}/")
        wrong += looked_at(phone, f"sesion-{name}")
    series = f"{live_server.url}{url_of(table)}serie/"
    phone.goto(series)
    first = (database_now() + timedelta(days=3)).date()
    phone.fill("#day", first.isoformat())
    phone.fill("#hour", "17:00")
    phone.fill("#until", (first + timedelta(days=100)).isoformat())
    follow(phone, "Ver las fechas")
    wrong += looked_at(phone, "serie-1-fechas")
    boxes = phone.locator("input[name=dia]")
    marked = [boxes.nth(place).is_checked() for place in range(boxes.count())]
    follow(phone, "Guardar las fechas marcadas")
    assert Session.objects.filter(status="draft").count() == sum(marked) > 0
    wrong += looked_at(phone, "serie-2-sesiones")
    assert wrong == []
