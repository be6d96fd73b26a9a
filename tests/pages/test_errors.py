"""What goes wrong is said in plain Spanish, with where to go."""

from __future__ import annotations

import html
import logging
import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory

from tequio.core.refusals import Refusal
from tequio.web import refusals
from tests.pages import world

pytestmark = pytest.mark.django_db


def test_unknown_address(web: Client) -> None:
    response = web.get("/no-existe/nada/")
    page = html.unescape(response.content.decode())
    assert response.status_code == 404
    assert "No encontramos esta página" in page
    assert 'action="/buscar/"' in page
    assert "/no-existe/nada/" in page


@pytest.mark.covers("exp:25")
def test_each_error_page_is_plain_and_offers_a_way_on(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    request = rf.get("/x/")
    request.resolver_match = None
    pages = {
        400: refusals.bad_request(request, SuspiciousOperation()),
        403: refusals.permission_denied(request, PermissionDenied("Esto lo decide el secretariado.")),
        404: refusals.not_found(request, Exception()),
        500: refusals.server_error(request),
    }
    for status, response in pages.items():
        page = html.unescape(response.content.decode())
        assert response.status_code == status
        assert f"Error {status}" in page
        assert 'action="/buscar/"' in page
        assert "la oficina del ejercicio" in page
        assert "Traceback" not in page
    assert "Esto lo decide el secretariado." in html.unescape(pages[403].content.decode())


def test_page_of_a_failure_needs_no_database_and_its_number_is_in_the_log(
    rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="tequio.incidents"):
        page = refusals.server_error(rf.get("/x/?correo=alguien@example.org")).content.decode()
    number = re.search(r'class="mono">(\w{8})<', page)
    assert number
    assert number[1] in caplog.text
    assert "example.org" not in caplog.text


def test_failure_of_a_view_is_answered_with_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from tequio.dashboard import views

    def broken(**_: object) -> None:
        raise RuntimeError("se rompió")

    monkeypatch.setattr(views, "site_page", broken)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "Algo falló de nuestro lado" in response.content.decode()
    assert "se rompió" not in response.content.decode()


def test_refusal_becomes_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from tequio.dashboard import views

    def refuse(**_: object) -> None:
        raise Refusal("El archivo pesa 21 MB y el máximo es 20 MB.")

    monkeypatch.setattr(views, "site_page", refuse)
    response = Client().get("/")
    assert response.status_code == 422
    assert "El archivo pesa 21 MB y el máximo es 20 MB." in response.content.decode()


def test_other_methods_are_refused(web: Client) -> None:
    world.exercise()
    for address in ("/", "/plan-2019/", "/plan-2019/tablero/", "/buscar/"):
        assert web.post(address).status_code == 405
        assert web.head(address).status_code == 200


def test_what_the_error_page_shows_of_the_address_is_escaped(web: Client) -> None:
    page = web.get("/%3Cscript%3Ealert(1)%3C/script%3E/").content.decode()
    assert "<script>" not in page
