from __future__ import annotations

import io
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from PIL import Image

from tequio.calls.actions import add_addendum, publish_call, void_call
from tequio.calls.blocks import Written, sections_of
from tequio.calls.models import Call
from tequio.calls.poster import share_png
from tequio.calls.queries.calls import call_page
from tequio.exercises.models import Exercise
from tequio.exercises.queries import header
from tequio.formats import qr
from tequio.places.clock import database_now
from tests import builders
from tests.builders import NOW
from tests.calls import applying

pytestmark = pytest.mark.django_db
WORDS = Written(
    considerations="Que sí.", summons="A todas las personas.", bases="De acuerdo con:", results="Por correo."
)
DETAILS: dict[str, Any] = {
    "sections": sections_of(WORDS),
    "objectives": ["Participar"],
    "requirements": ["Residir en Durango"],
    "contact": ["gobierno@example.org"],
    "hashtags": ["#GobAbierto"],
}
HEADINGS = ("CONSIDERANDO", "SE CONVOCA", "BASES", "PLAZOS Y PROCESO DE INSCRIPCIÓN", "RESULTADOS")


@pytest.fixture
def call(exercise: Exercise) -> Call:
    return applying.open_call(exercise, **DETAILS)


def url_of(call: Call) -> str:
    return f"/durango/convocatoria/{call.uid}/"


@pytest.mark.covers("req:44", "req:52")
def test_the_page_has_every_block_the_contact_the_way_to_apply_and_to_share(call: Call) -> None:
    text = Client().get(url_of(call)).content.decode()
    for said in ("Considerando", "Se convoca", "gobierno@example.org", "#GobAbierto", "Residir en Durango"):
        assert said in text
    assert f"{url_of(call)}solicitud/" in text
    assert "https://wa.me/?text=" in text
    assert 'property="og:image"' in text
    applying.shut(call)
    assert f'href="{url_of(call)}solicitud/"' not in Client().get(url_of(call)).content.decode()


@pytest.mark.covers("req:44")
def test_word_has_the_headings_of_a_call_in_their_order(call: Call) -> None:
    answer = Client().get(f"{url_of(call)}convocatoria.docx")
    body = ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    places = [body.index(heading) for heading in HEADINGS]
    assert places == sorted(places)
    assert "gobierno@example.org" in body
    again = Client().get(f"{url_of(call)}convocatoria.docx")
    assert again.content == answer.content


@pytest.mark.covers("req:44", "req:52")
def test_the_pdf_is_one(call: Call) -> None:
    import pypdf

    answer = Client().get(f"{url_of(call)}convocatoria.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert "CONSIDERANDO" in text
    assert "gobierno@example.org" in text


@pytest.mark.covers("req:44")
def test_the_code_of_the_poster_leads_to_the_page(call: Call) -> None:
    import pypdfium2

    address = f"{settings.SITE_URL}{url_of(call)}"
    poster = pypdfium2.PdfDocument(Client().get(f"{url_of(call)}cartel.pdf").content)
    assert len(poster) == 1
    found = zxingcpp.read_barcodes(poster[0].render(scale=3).to_pil())
    assert [each.text for each in found] == [address]
    assert [each.text for each in zxingcpp.read_barcodes(Image.open(io.BytesIO(qr.png(address))))] == [address]


def test_the_picture_to_share_has_the_size_that_messengers_ask(call: Call) -> None:
    page = call_page(header("durango", now=database_now()), now=database_now(), chosen=str(call.uid))
    image = Image.open(io.BytesIO(share_png(page)))
    assert image.size == (1200, 630)
    assert Client().get(f"{url_of(call)}imagen.png").headers["Content-Type"] == "image/png"


def test_addenda_and_the_reason_of_a_void_one_are_public_and_a_draft_is_not(call: Call, exercise: Exercise) -> None:
    by = builders.secretariat(exercise)
    add_addendum(call=call, text="La sede cambia.", by=by, at=NOW)
    void_call(call=call, reason="No llegó nadie", by=by, at=NOW)
    text = Client().get(url_of(call)).content.decode()
    assert "La sede cambia." in text
    assert "No llegó nadie" in text
    draft = builders.call(exercise)
    for end in ("", "convocatoria.pdf", "cartel.pdf", "imagen.png"):
        assert Client().get(f"{url_of(draft)}{end}").status_code == 404


def test_its_cost_does_not_grow(exercise: Exercise, django_assert_max_num_queries: object) -> None:
    by = builders.secretariat(exercise)
    for number in range(30):
        made = builders.call(exercise, date(2020, 1, 1), date(2020, 2, 1), title=f"Convocatoria {number}")
        publish_call(call=made, by=by, at=NOW)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        Client().get(url_of(made))
