from __future__ import annotations

import html
import io
import re
from datetime import date, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from PIL import Image

from tequio.calls.actions import add_addendum, extend_call, publish_call, void_call
from tequio.calls.blocks import Written, sections_of
from tequio.calls.models import Call
from tequio.calls.records import last_day_of
from tequio.calls.rules import rules_of
from tequio.exercises.models import Exercise
from tequio.places.clock import database_now
from tequio.web.words import long_date
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


@pytest.mark.covers("req:44", "exp:9")
def test_the_poster_has_a_code_that_bears_a_torn_corner_a_short_address_and_the_closing_day(call: Call) -> None:
    import pypdf
    import pypdfium2

    content = Client().get(f"{url_of(call)}cartel.pdf").content
    poster = pypdfium2.PdfDocument(content)
    assert len(poster) == 1
    (code,) = zxingcpp.read_barcodes(poster[0].render(scale=3).to_pil())
    assert code.ec_level in ("Q", "H")
    address = code.text.removeprefix(settings.SITE_URL)
    assert address == "/durango/convocatoria/1/"
    assert Client().get(address).headers["Location"] == url_of(call)
    assert Client().get("/durango/convocatoria/2/").status_code == 404
    words = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    last = last_day_of(call)
    assert last is not None
    assert f"{long_date(last)} a las 23:59" in words
    assert "durango/convocatoria/1" in words


@pytest.mark.covers("req:45", "req:46")
def test_who_may_apply_is_told_as_the_form_asks_it(exercise: Exercise) -> None:
    """On the page, in Word and on the poster: the same types and the same rules by which an application is judged."""
    import pypdf

    call = applying.open_call(exercise, applicant_types=["academic", "civil_society"])
    asked = Client().get(f"{url_of(call)}solicitud/").content.decode()
    page = Client().get(url_of(call)).content.decode()
    word = ZipFile(io.BytesIO(Client().get(f"{url_of(call)}convocatoria.docx").content)).read("word/document.xml")
    poster = pypdf.PdfReader(io.BytesIO(Client().get(f"{url_of(call)}cartel.pdf").content))
    on_wall = " ".join("".join(each.extract_text() for each in poster.pages).split())
    types = "organización de la sociedad civil y academia"
    assert types in page
    assert types in word.decode()
    assert types in on_wall
    assert ("Academia</span>" in asked, "Empresariado</span>" in asked) == (True, False)
    rules = [each.text for each in rules_of(call)]
    assert len(rules) == 3
    for rule in rules:
        assert rule in page
        assert rule in word.decode()


def og(text: str) -> dict[str, str]:
    """What a messenger reads of a page."""
    found = re.findall(r'<meta property="og:([a-z:]+)" content="([^"]*)">', text)
    return {name: html.unescape(value) for name, value in found}


@pytest.mark.covers("exp:8")
def test_a_messenger_reads_the_call_with_its_own_picture(call: Call, exercise: Exercise) -> None:
    """Title and closing day in words, and a picture that is fetched, decoded and drawn with the days of this call."""
    text = Client().get(url_of(call)).content.decode()
    told = og(text)
    assert told["title"].startswith("Convocatoria para participar")
    assert told["description"].startswith("Cierra el ")
    assert told["url"] == f"{settings.SITE_URL}{url_of(call)}"
    assert f'<link rel="canonical" href="{told["url"]}">' in text
    path = told["image"].removeprefix(settings.SITE_URL)
    answer = Client().get(path)
    picture = Image.open(io.BytesIO(answer.content))
    picture.load()
    assert (answer.headers["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
    assert (told["image:width"], told["image:height"]) == ("1200", "630")
    assert len(answer.content) <= 300_000
    later = exercise.jurisdiction.today(database_now()) + timedelta(days=30)
    extend_call(call=call, closes_on=later, reason="Más", by=builders.secretariat(exercise), at=NOW)
    assert Client().get(path).content != answer.content


@pytest.mark.covers("exp:8")
def test_a_shared_receipt_shows_the_picture_of_the_call_and_nothing_of_the_person(call: Call) -> None:
    made = applying.apply(call)
    text = Client().get(f"/seguir/{made.folio}/").content.decode()
    told = og(text)
    assert Image.open(io.BytesIO(Client().get(told["image"].removeprefix(settings.SITE_URL)).content)).size == (
        1200,
        630,
    )
    for gone in ("Canaria", "canaria@example.org", "Quiero participar"):
        assert gone not in text


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


@pytest.mark.covers("req:44", "req:52")
def test_more_days_are_told_with_the_day_before_and_the_day_after_also_as_data(call: Call, exercise: Exercise) -> None:
    first = last_day_of(call)
    later = exercise.jurisdiction.today(database_now()) + timedelta(days=30)
    extend_call(call=call, closes_on=later, reason="Más difusión", by=builders.secretariat(exercise), at=NOW)
    assert first is not None
    change = f"Cerraba el {long_date(first)} a las 23:59 (hora de Monterrey); ahora cierra el {long_date(later)}"
    page = Client().get(url_of(call)).content.decode()
    word = ZipFile(io.BytesIO(Client().get(f"{url_of(call)}convocatoria.docx").content)).read("word/document.xml")
    assert change in page
    assert change in word.decode()
    assert "Abierta, con más días" in page
    data = Client().get(f"{url_of(call)}convocatoria.json").json()
    assert (data["contact"], data["hashtags"]) == (["gobierno@example.org"], ["#GobAbierto"])
    assert data["closes_at"].startswith(f"{later + timedelta(days=1)}T00:00:00-06:00")
    assert data["addenda"][0]["closed_at_before"].startswith(f"{first + timedelta(days=1)}T00:00:00-06:00")
    assert Client().get(f"{url_of(builders.call(exercise))}convocatoria.json").status_code == 404
