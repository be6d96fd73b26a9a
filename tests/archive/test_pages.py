"""The page of the hand-over, as anybody, as the office and as the administration."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.archive import actions
from tequio.archive.models import Kind, Pack
from tequio.audit.models import Event
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tests import builders
from tests.archive.rows import closing
from tests.builders import NOW
from tests.entering import entered

pytestmark = pytest.mark.django_db


def keeper(of: Exercise) -> Client:
    who = builders.person("Quien administra")
    grant_role(exercise=of, person=who, role=Role.ADMINISTRATOR, by=builders.administrator(), at=NOW)
    return entered(who)


@pytest.fixture(autouse=True)
def _without_second_factor(settings: object) -> None:
    settings.SECOND_FACTOR_FOR = "tests.archive.test_pages.nobody"  # type: ignore[attr-defined]


def nobody() -> object:
    from django.db.models import Value

    return Value(False)


@pytest.mark.covers("req:99")
def test_the_office_prepares_it_and_anybody_downloads_it() -> None:
    of = builders.exercise()
    office, anybody = entered(builders.secretariat(of)), Client()
    assert "Todavía no se prepara" in anybody.get("/jalisco/entrega/").content.decode()
    answer = office.post("/jalisco/entrega/preparar/", {"kind": "public"})
    assert answer.status_code == 302
    assert "Se está preparando" in anybody.get("/jalisco/entrega/").content.decode()
    actions.make_packs(at=Pack.objects.get().asked_at)
    pack = Pack.objects.get()
    page = anybody.get("/jalisco/entrega/").content.decode()
    assert f"/jalisco/entrega/{pack.uid}.zip" in page
    download = anybody.get(f"/jalisco/entrega/{pack.uid}.zip")
    assert download.streaming
    assert b"".join(download)[:2] == b"PK"


@pytest.mark.covers("req:99")
def test_the_reserved_one_is_for_who_administers_it_and_leaves_a_trace() -> None:
    of = builders.exercise()
    admin, office = keeper(of), entered(builders.secretariat(of))
    assert office.post("/jalisco/entrega/preparar/", {"kind": "reserved"}).status_code == 403
    assert admin.post("/jalisco/entrega/preparar/", {"kind": "reserved"}).status_code == 302
    pack = Pack.objects.get(kind=Kind.RESERVED)
    actions.make_packs(at=pack.asked_at)
    assert "paquete reservado" not in office.get("/jalisco/entrega/").content.decode()
    address = f"/jalisco/entrega/{pack.uid}/llevar/"
    assert f'action="{address}"' in admin.get("/jalisco/entrega/").content.decode()
    assert office.post(address).status_code == 403
    assert Client().get(f"/jalisco/entrega/{pack.uid}.zip").status_code == 404
    assert b"".join(admin.post(address))[:2] == b"PK"
    assert Event.objects.filter(verb="archive.pack_taken").count() == 1


@pytest.mark.covers("req:99", "exp:26")
def test_the_administration_closes_the_term_and_every_page_says_so() -> None:
    of = builders.exercise()
    admin = keeper(of)
    wrong = admin.post("/jalisco/entrega/cerrar/", {**closing(), "reason": ""})
    assert wrong.status_code == 422
    assert "Ayuntamiento 2024-2027" in wrong.content.decode(), "what was typed stays"
    assert 'href="#reason"' in wrong.content.decode()
    assert admin.post("/jalisco/entrega/cerrar/", closing()).status_code == 302
    for address in ("/jalisco/", "/jalisco/entrega/", "/jalisco/datos/", "/jalisco/bitacora/"):
        assert "Archivado desde el" in Client().get(address).content.decode(), address
    told = Client().get("/jalisco/entrega/").content.decode()
    assert "Dirección de Participación Ciudadana, Ayuntamiento 2024-2027" in told
    assert 'id="sigue"' in told
    refused = entered(builders.secretariat(of)).post("/jalisco/publicar/")
    assert refused.status_code == 422
    assert "Este ejercicio está archivado desde el" in refused.content.decode()
    assert 'href="/jalisco/entrega/#sigue"' in refused.content.decode()
    assert admin.post("/jalisco/entrega/reabrir/", {"reason": ""}).status_code == 422
    assert admin.post("/jalisco/entrega/reabrir/", {"reason": "Faltó un acta"}).status_code == 302
    assert "Archivado" not in Client().get("/jalisco/").content.decode()


def test_the_cost_of_the_page_does_not_grow() -> None:
    of = builders.exercise()
    plan = builders.workplan(of, "annual", "Plan anual")
    costs = []
    for more in (10, 110):
        for number in range(more):
            builders.activity(plan, f"Actividad {more}-{number}", ends="2019-09-05")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = Client().get("/jalisco/entrega/")
        costs.append(len(asked))
        assert len(answer.content) < 100_000
    assert costs[0] == costs[1] < 45, costs
