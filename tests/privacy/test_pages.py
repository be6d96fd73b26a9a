from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.privacy import actions, letters
from tequio.privacy.models import ArcoRequest
from tests import builders
from tests.builders import NOW
from tests.entering import entered
from tests.privacy.test_requests import clerk, sent

pytestmark = pytest.mark.django_db
ADDRESS = "/privacidad/solicitud/"


def filled(**given: str) -> dict[str, str]:
    page = Client().get(ADDRESS).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    values = {"right": "access", "name": "Canaria", "email": "canaria@example.org", "text": "Mis datos de mayo"}
    return {"key": key[1], "jurisdiction": str(builders.place().uid), **values, **given}


@pytest.mark.covers("req:129")
def test_anybody_asks_without_an_account_and_follows_it_by_folio() -> None:
    builders.place()
    answer = Client().post(ADDRESS, filled())
    made = ArcoRequest.objects.get()
    assert answer.headers["Location"] == f"{ADDRESS}{made.folio}/?recibida=1"
    page = Client().get(answer.headers["Location"]).content.decode()
    assert made.folio in page
    assert "anaria" not in page
    assert "Mis datos de mayo" not in page
    spoken = made.folio.lower().replace("-", " ")
    assert Client().get(f"{ADDRESS}{spoken}/").status_code == 200
    assert Client().get(f"{ADDRESS}TQ-000000000/").status_code == 404


@pytest.mark.covers("case:F1", "exp:26")
def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost() -> None:
    builders.place()
    answer = Client().post(ADDRESS, filled(email="sin arroba", name="", right=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    for field in ("email", "name", "right"):
        assert f'id="{field}-error"' in page
        assert f'href="#{field}"' in page
    assert 'value="sin arroba"' in page
    assert "Mis datos de mayo</textarea>" in page
    assert "<title>Error: " in page
    assert not ArcoRequest.objects.exists()


@pytest.mark.covers("req:129")
def test_the_letter_opens_the_private_part_and_answers_the_question() -> None:
    made = sent()
    actions.ask_for_details(request=made, text="¿En qué reunión?", by=clerk(), at=NOW)
    address = letters.private_address(made)
    page = Client().get(address)
    assert "¿En qué reunión?" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert Client().post(address, {"text": " "}).status_code == 422
    assert Client().post(address, {"text": "La de mayo"}).status_code == 302
    made.refresh_from_db()
    assert made.details == "La de mayo"
    assert Client().get(address[:-3]).status_code == 404
    assert Client().get("/privacidad/mi-solicitud/").status_code == 404


@pytest.mark.covers("req:129", "case:X1")
def test_the_list_belongs_to_the_office_of_the_place() -> None:
    made, by = sent(), clerk()
    mine = entered(by)
    assert made.folio in mine.get("/privacidad/solicitudes/").content.decode()
    stranger = builders.secretariat(builders.exercise("otro", jurisdiction=builders.place("Durango")))
    other = entered(stranger)
    assert made.folio not in other.get("/privacidad/solicitudes/").content.decode()
    assert other.get(f"/privacidad/solicitudes/{made.uid}/").status_code == 404
    assert entered(builders.person()).get("/privacidad/solicitudes/").status_code == 403
    assert Client().get("/privacidad/solicitudes/").status_code == 302


@pytest.mark.covers("req:129")
def test_the_office_asks_extends_answers_and_carries_out_on_one_page() -> None:
    made, client = sent(), entered(clerk())
    address = f"/privacidad/solicitudes/{made.uid}/"
    assert client.post(address, {"do": "extend", "text": ""}).status_code == 422
    assert client.post(address, {"do": "extend", "text": "Está en el archivo."}).status_code == 302
    assert client.post(address, {"do": "details", "text": "¿Qué día?"}).status_code == 302
    kept = client.post(address, {"do": "answer", "answer": "Se entrega."})
    assert (kept.status_code, "Se entrega.</textarea>" in kept.content.decode()) == (422, True)
    assert client.post(address, {"do": "answer", "answer": "Se entrega.", "outcome": "granted"}).status_code == 302
    assert client.post(address, {"do": "carry_out"}).status_code == 302
    assert client.post(address, {"do": "nada"}).status_code == 422
    made.refresh_from_db()
    assert made.status == "carried_out"
    assert "Nada pendiente" in client.get("/privacidad/solicitudes/?ver=todas").content.decode()
    assert "Nadie espera respuesta" in client.get("/privacidad/solicitudes/").content.decode()


def test_a_hundred_requests_cost_the_queries_of_one() -> None:
    client = entered(clerk())

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/privacidad/solicitudes/").status_code == 200
        return len(asked)

    sent()
    one = queries()
    for number in range(100):
        sent(network=f"192.0.2.{number}")
    assert queries() == one
    assert len(client.get("/privacidad/solicitudes/").content) < 100_000
