"""The office writes a call and runs it from its pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.calls.actions import void_call
from tequio.calls.models import Call
from tequio.calls.rules import chosen_of
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.people.draft_models import Draft
from tequio.people.models import PrivacyNotice
from tequio.places.clock import database_now
from tests import builders
from tests.builders import NOW
from tests.calls.applying import DURANGO, SELECTORS, notice, open_call
from tests.entering import entered

pytestmark = pytest.mark.django_db
SHELF = "/durango/convocatoria/gestion/"
WRITTEN: dict[str, Any] = {
    "title": "Convocatoria para las mesas",
    "opens_on": "2030-01-10",
    "closes_on": "2030-01-31",
    "considerations": "Que sí.\r\nQue también.",
    "summons": "A todas las personas.",
    "objectives": "Participar\nDecidir",
    "requirements": "Residir en Durango",
    "contact": "oficina@example.org",
    "takes_applications": "on",
    **{name: str(value) for name, value in SELECTORS.items()},
    "residence": "on",
    "availability": "on",
    "honorary": "on",
    "declarations": "No ser servidora pública",
}
ORDERS = ("editar", "publicar", "ampliar", "adenda", "organo", "desierta", "reemitir")


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("durango", jurisdiction=builders.place("Durango", time_zone="America/Monterrey"))


@pytest.fixture
def office(exercise: Exercise) -> Client:
    return entered(builders.secretariat(exercise))


def order(call: Call, name: str) -> str:
    return f"/durango/convocatoria/{call.uid}/gestion/{name}/"


def post(client: Client, address: str, **values: Any) -> int:
    return client.post(address, values).status_code


@pytest.mark.covers("req:44")
def test_a_call_is_written_corrected_and_published(office: Client, exercise: Exercise) -> None:
    answer = office.post(f"{SHELF}nueva/", WRITTEN, follow=True)
    assert "Se guardó el borrador" in answer.content.decode()
    call = Call.objects.get()
    assert (call.objectives, call.contact) == (["Participar", "Decidir"], ["oficina@example.org"])
    assert [each["heading"] for each in call.sections] == ["CONSIDERANDO", "SE CONVOCA"]
    assert chosen_of(call).declarations == ("No ser servidora pública",)
    form = office.get(order(call, "editar")).content.decode()
    assert "Que sí.\nQue también." in form
    assert 'value="2030-01-31"' in form
    assert post(office, order(call, "editar"), **{**WRITTEN, "title": "Otro", "adult": "on", "honorary": ""}) == 302
    call.refresh_from_db()
    assert (call.title, chosen_of(call).adult, chosen_of(call).honorary) == ("Otro", True, False)
    assert "Como se leerá" in office.get(order(call, "publicar")).content.decode()
    refused = office.post(order(call, "publicar"))
    assert (refused.status_code, "aviso de privacidad" in refused.content.decode()) == (422, True)
    notice(exercise)
    assert post(office, order(call, "publicar")) == 302
    assert Client().get(f"/durango/convocatoria/{call.uid}/").status_code == 200


@pytest.mark.covers("exp:1")
def test_a_call_is_kept_while_it_is_written(office: Client) -> None:
    address = f"{SHELF}nueva/"
    assert "data-autosave" in office.get(address).content.decode()
    half = {**WRITTEN, "_pagina": address, "summons": "A medias", "honorary": ""}
    assert office.post("/borrador/", {**half, "paso": "borrador"}, follow=True).status_code == 200
    again = office.post(address, {**Draft.objects.get().fields, "paso": "retomar"})
    page = again.content.decode()
    assert (again.status_code, Call.objects.count()) == (200, 0)
    assert "A medias</textarea>" in page
    assert 'id="residence" name="residence" type="checkbox" checked' in page
    assert 'id="honorary" name="honorary" type="checkbox">' in page
    assert "<title>Error:" not in page
    assert post(office, address, **{**half, "title": ""}) == 422
    assert Draft.objects.get().fields["title"] == [""]
    assert post(office, address, **half) == 302
    assert not Draft.objects.exists()
    assert "data-autosave" not in office.get(order(Call.objects.get(), "publicar")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": ""}, 'id="title-error"'),
        ({"opens_on": "31/02/2030"}, "Esa fecha no existe"),
        ({"opens_on": ""}, "Falta el primer día."),
        ({"closes_on": ""}, "Falta el último día."),
        ({"opens_on": "2030-02-01"}, 'id="closes_on-error"'),
    ],
)
def test_what_was_typed_stays_beside_its_error(office: Client, wrong: dict[str, str], told: str) -> None:
    answer = office.post(f"{SHELF}nueva/", {**WRITTEN, "honorary": "", **wrong})
    page = answer.content.decode()
    assert (answer.status_code, Call.objects.count()) == (422, 0)
    for text in (told, "Que también.", "A todas las personas.", "No ser servidora pública", "errores"):
        assert text in page
    assert 'name="residence" type="checkbox" checked' in page
    assert 'name="honorary" type="checkbox">' in page


@pytest.mark.covers("req:44")
def test_a_published_one_is_extended_clarified_voided_and_issued_again(office: Client, exercise: Exercise) -> None:
    call = open_call(exercise)
    today = exercise.jurisdiction.today(database_now())
    later, sooner = (str(today + timedelta(days=days)) for days in (20, 1))
    early = office.post(order(call, "ampliar"), {"closes_on": sooner, "reason": "Más difusión"})
    assert early.status_code == 422
    assert 'id="closes_on-error"' in early.content.decode()
    assert "Más difusión" in early.content.decode()
    assert post(office, order(call, "ampliar"), closes_on=later, reason="") == 422
    assert post(office, order(call, "ampliar"), closes_on=later, reason="Más difusión") == 302
    assert post(office, order(call, "adenda"), text="  ") == 422
    assert post(office, order(call, "adenda"), text="La sede cambia.") == 302
    assert post(office, order(call, "desierta"), reason="") == 422
    assert post(office, order(call, "desierta"), reason="Nadie se postuló") == 302
    assert post(office, order(call, "reemitir"), opens_on=later, closes_on=sooner) == 422
    assert post(office, order(call, "reemitir"), opens_on=sooner, closes_on=later) == 302
    assert call.addenda.count() == 3
    assert chosen_of(Call.objects.get(reissue_of=call)) == DURANGO


@pytest.mark.parametrize("name", ["ampliar", "adenda", "desierta", "reemitir"])
def test_a_draft_is_refused_what_is_not_its_time_and_the_text_stays(
    office: Client, exercise: Exercise, name: str
) -> None:
    call = builders.call(exercise)
    values = {"reason": "Porque así se dijo", "text": "Porque así se dijo"}
    answer = office.post(order(call, name), {**values, "opens_on": "2030-01-01", "closes_on": "2030-02-01"})
    kept = "2030-02-01" if name == "reemitir" else "Porque así se dijo"
    assert (answer.status_code, kept in answer.content.decode()) == (422, True)
    assert not call.addenda.exists()


@pytest.mark.covers("req:129")
def test_the_privacy_notice_is_published_in_versions(office: Client) -> None:
    address = f"{SHELF}aviso/"
    short = office.post(address, {"text": "Sus datos se usan para…", "kept_days": "mucho"})
    assert "Sus datos se usan para…" in short.content.decode()
    assert "Escriba un número de días" in short.content.decode()
    assert post(office, address, text="Uno", kept_days="365") == 302
    assert "Uno" in office.get(address).content.decode()
    assert post(office, address, text="Uno", kept_days="365") == 422
    assert post(office, address, text="Dos", kept_days="365") == 302
    assert list(PrivacyNotice.objects.order_by("version").values_list("version", "text")) == [(1, "Uno"), (2, "Dos")]


def test_only_the_office_opens_the_forms_and_the_auditor_looks(office: Client, exercise: Exercise) -> None:
    call = open_call(exercise)
    auditor = builders.person("Auditoría", exercise.jurisdiction)
    grant_role(exercise=exercise, person=auditor, role=Role.AUDITOR, by=builders.administrator(), at=NOW)
    looks, stranger = entered(auditor), entered(builders.person("Alguien"))
    forms = [f"{SHELF}nueva/", f"{SHELF}aviso/", f"{SHELF}dialogo/", *(order(call, name) for name in ORDERS)]
    assert (office.get(SHELF).status_code, looks.get(SHELF).status_code, stranger.get(SHELF).status_code) == (
        200,
        200,
        403,
    )
    assert "gestion/nueva" not in looks.get(SHELF).content.decode()
    for address in forms:
        assert office.get(address).status_code == 200
        assert Client().get(address).status_code == 302
        for client in (looks, stranger):
            assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
    assert office.get(f"{SHELF}otra/").status_code == 404
    assert office.get(order(call, "otra")).status_code == 404


def test_who_keeps_the_calls_finds_the_office_from_the_public_page(office: Client, exercise: Exercise) -> None:
    assert SHELF in office.get("/durango/convocatoria/").content.decode()
    call = open_call(exercise)
    page = f"/durango/convocatoria/{call.uid}/"
    assert SHELF in office.get(page).content.decode()
    assert f"{page}solicitudes/" in office.get(page).content.decode()
    for client in (Client(), entered(builders.person("Alguien"))):
        assert "gestion" not in client.get(page).content.decode()
        assert f"{page}solicitudes/" not in client.get(page).content.decode()


def test_the_office_finds_where_the_first_call_is_written(office: Client, exercise: Exercise) -> None:
    link = 'href="/durango/convocatoria/"'
    assert link in office.get("/durango/").content.decode()
    for client in (Client(), entered(builders.person("Alguien"))):
        assert link not in client.get("/durango/").content.decode()


def test_the_shelf_offers_each_call_what_is_its_time(office: Client, exercise: Exercise) -> None:
    draft, gone = builders.call(exercise), open_call(exercise)
    void_call(call=gone, reason="Nadie", by=builders.secretariat(exercise), at=NOW)
    shelf = office.get(SHELF).content.decode()
    assert [name for name in ORDERS if order(draft, name) in shelf] == ["editar", "publicar"]
    assert [name for name in ORDERS if order(gone, name) in shelf] == ["reemitir"]
    assert f"/durango/convocatoria/{gone.uid}/solicitudes/" in shelf


def test_its_cost_does_not_grow(office: Client, exercise: Exercise) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert office.get(SHELF).status_code == 200
        return len(asked)

    builders.call(exercise)
    few = cost()
    for number in range(20):
        builders.call(exercise, title=f"Convocatoria {number}")
    assert cost() == few
