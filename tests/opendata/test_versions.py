"""A document given out with a folio stays as it was, with its fingerprint; a later one only takes its place."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.test import Client

from tequio.commitments.actions import edit_commitment, publish_commitment
from tequio.documents.models import Issued
from tests import builders
from tests.builders import LATER, NOW, Table
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Table:
    made = builders.table()
    publish_commitment(commitment=made.commitment, by=builders.secretariat(made.exercise), at=NOW)
    return made


def address(table: Table) -> str:
    return f"/jalisco/documentos/{table.commitment.uid}/"


@pytest.mark.covers("exp:38", "req:127")
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_each_version_stays_as_it_was_issued(table: Table, form: str) -> None:
    office, url = entered(builders.secretariat(table.exercise)), address(table)
    sent = {"oficina": "STL", "forma": form}
    assert "La versión quedó emitida" in office.post(url, sent, follow=True).content.decode()
    first = Client().get(f"{url}1.{form}").content
    edit_commitment(
        commitment=table.commitment,
        values={"title": "Otro título"},
        pack=builders.pack(),
        by=builders.secretariat(table.exercise),
        at=LATER,
    )
    office.post(url, sent)
    assert Client().get(f"{url}1.{form}").content == first
    second = Client().get(f"{url}2.{form}").content
    assert second != first
    page = Client().get(url).content.decode()
    told = re.findall(r"<code>([0-9a-f]{64})</code>", page)
    assert told == [hashlib.sha256(each).hexdigest() for each in (second, first)]
    assert page.index("STL/002/") < page.index("STL/001/")
    assert "Emitir con folio" not in page


@pytest.mark.covers("exp:38", "exp:26")
def test_what_says_the_same_is_not_issued_twice_and_what_lacks_is_told(table: Table) -> None:
    office, url = entered(builders.secretariat(table.exercise)), address(table)
    refused = office.post(url, {"oficina": "", "forma": "docx"})
    assert refused.status_code == 422
    assert "Escriba las siglas" in refused.content.decode()
    assert re.search(r'value="docx" checked', refused.content.decode())
    for status in (302, 422):
        answer = office.post(url, {"oficina": "STL", "forma": "docx"})
        assert answer.status_code == status
    assert "ya se emitió con el folio STL/001/" in answer.content.decode()
    assert Issued.objects.count() == 1


def test_only_the_office_issues_and_of_what_is_public(table: Table) -> None:
    url = address(table)
    assert entered(table.citizen).post(url, {"oficina": "STL", "forma": "pdf"}).status_code == 403
    assert Client().post(url, {"oficina": "STL", "forma": "pdf"}).status_code == 302
    draft = builders.commitment(table.exercise, number=2)
    office = entered(builders.secretariat(table.exercise))
    assert office.get(f"/jalisco/documentos/{draft.uid}/").status_code == 404
    assert office.get(f"/jalisco/documentos/{draft.workplan.uid}/").status_code == 404
    assert not Issued.objects.exists()


@pytest.mark.covers("exp:24")
def test_before_the_first_the_page_says_what_will_be_there(table: Table) -> None:
    page = Client().get(address(table)).content.decode()
    assert "Todavía no se emite ninguna versión" in page
    assert f'href="{address(table)}"' in Client().get("/jalisco/compromisos/1/").content.decode()


def test_a_route_has_versions_too(table: Table) -> None:
    route = builders.workplan(table.exercise, "route", "Ruta crítica")
    builders.activity(route, "Instalación", ends="2019-11-05")
    url = f"/jalisco/documentos/{route.uid}/"
    office = entered(builders.secretariat(table.exercise))
    assert office.post(url, {"oficina": "STL", "forma": "docx"}).status_code == 302
    assert Client().get(f"{url}1.docx").status_code == 200
    assert Client().get(f"{url}1.pdf").status_code == 404
    assert url in Client().get("/jalisco/ruta/").content.decode()
