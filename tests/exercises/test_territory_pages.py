from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from tequio.core.territories import read_list
from tequio.exercises.models import Exercise
from tequio.people.models import Person
from tequio.places.actions import load_territories
from tequio.places.models import Territory
from tests import builders
from tests.bodies.test_seat_pages import text
from tests.entering import entered

pytestmark = pytest.mark.django_db
NOW = builders.NOW
URL = "/municipio/territorios/"
PASTED = 'Delegación,Colonia\nNorte,Los Pinos\n,"Encinos, segunda sección"\nSur,\n'


@pytest.fixture
def town() -> Exercise:
    place = builders.place("San Gregorio", level="municipality")
    return builders.exercise("municipio", jurisdiction=place, kind="municipal")


@pytest.fixture
def clerk(town: Exercise) -> Person:
    return builders.secretariat(town)


def loaded(town: Exercise, rows: list[list[str]]) -> None:
    listed = read_list(rows)
    load_territories(jurisdiction=town.jurisdiction, listed=listed, by=builders.secretariat(town), at=NOW)


def named(name: str) -> Territory:
    return Territory.objects.get(name=name)


@pytest.mark.covers("req:111")
def test_a_pasted_list_is_shown_before_anything_is_added_and_again_changes_nothing(clerk: Person) -> None:
    browser = entered(clerk)
    preview = browser.post(f"{URL}lista/", {"texto": PASTED})
    assert "Norte › Encinos, segunda sección" in text(preview)
    assert not Territory.objects.exists(), "nothing before it is confirmed"
    confirm = {"texto": preview.context["page"].text, "confirmar": "1"}
    assert browser.post(f"{URL}lista/", confirm).headers["Location"] == f"{URL}?hecho=lista#hecho"
    assert Territory.objects.count() == 4
    assert browser.post(f"{URL}lista/", confirm).headers["Location"] == f"{URL}?hecho=nada#hecho"
    assert Territory.objects.count() == 4
    assert "ya está en el árbol" in text(browser.post(f"{URL}lista/", {"texto": PASTED}))


def test_a_list_in_excel_is_read_and_what_cannot_be_read_says_why(clerk: Person) -> None:
    browser, book, out = entered(clerk), Workbook(), io.BytesIO()
    sheet: Any = book.active
    for row in (("Delegación", "Colonia"), ("Norte", "Los Pinos"), ("Norte", "El Ojo")):
        sheet.append(row)
    book.save(out)
    upload = SimpleUploadedFile("colonias.xlsx", out.getvalue())
    assert browser.post(f"{URL}lista/", {"archivo": upload}).context["page"].planned.total == 3
    wrong = SimpleUploadedFile("colonias.exe", b"x")
    for data, said in (
        ({}, "Pegue la lista"),
        ({"archivo": wrong}, "Excel, CSV u ODS"),
        ({"texto": "a;b;c;d"}, "títulos"),
    ):
        answer = browser.post(f"{URL}lista/", data)
        assert answer.status_code == 422
        assert said in text(answer)


@pytest.mark.covers("req:111")
def test_the_office_adds_names_moves_closes_and_opens_again(clerk: Person, town: Exercise) -> None:
    loaded(town, [["Norte", "Los Pinos"], ["Sur"]])
    browser = entered(clerk)
    new = {"name": "El Ojo", "kind": "colonia", "into": str(named("Norte").uid)}
    assert browser.post(f"{URL}nuevo/", new).status_code == 302
    assert named("El Ojo").parent == named("Norte")
    assert "Ya hay un territorio que se llama así" in text(browser.post(f"{URL}nuevo/", new))
    branch = f"{URL}{named('El Ojo').uid}/"
    browser.post(f"{branch}nombre/", {"name": "El Ojo de Agua", "kind": "locality"})
    browser.post(f"{branch}mover/", {"into_words": "sur"})
    moved = named("El Ojo de Agua")
    assert (moved.kind, moved.parent) == ("locality", named("Sur"))
    assert browser.post(f"{branch}mover/", {"into_words": "en ningún lado"}).status_code == 422
    assert browser.post(f"{branch}cierre/", {"on": "2019-10-01", "reason": ""}).status_code == 422
    assert browser.post(f"{branch}cierre/", {"on": "ayer", "reason": "Se unió"}).status_code == 422
    browser.post(f"{branch}cierre/", {"on": "2019-10-01", "reason": "Se unió", "into": str(named("Los Pinos").uid)})
    shown = text(Client().get(branch))
    assert "se cerró el 1 de octubre de 2019" in shown
    assert "Ahora es parte de" in shown
    browser.post(f"{branch}reabrir/")
    assert named("El Ojo de Agua").is_open


@pytest.mark.covers("req:111")
def test_everybody_reads_the_tree_and_only_the_office_of_the_place_sees_the_desk(town: Exercise) -> None:
    loaded(town, [["Norte", "Los Pinos"]])
    public = text(Client().get(URL))
    assert "1 delegación y 1 colonia." in public
    assert "Cargar una lista" not in public
    neighbour = builders.secretariat(builders.exercise("otro", jurisdiction=builders.place("Otro")))
    pages = ("nuevo/", "lista/", *(f"{named('Norte').uid}/{name}/" for name in ("nombre", "mover", "cierre")))
    for page in pages:
        assert entered(neighbour).get(f"{URL}{page}").status_code == 403
        assert Client().get(f"{URL}{page}").status_code == 302
    assert entered(neighbour).get(f"/otro/territorios/{named('Norte').uid}/").status_code == 404


@pytest.mark.parametrize("rows", [10, 2000])
def test_a_big_tree_is_light(rows: int, town: Exercise, django_assert_max_num_queries: Callable[..., Any]) -> None:
    loaded(town, [[f"Delegación {n % 12}", f"Colonia {n}"] for n in range(rows)])
    branch = f"{URL}{named('Delegación 0').uid}/"
    for url in (URL, f"{URL}?q=colonia", branch, f"{branch}?pagina=2"):
        with django_assert_max_num_queries(8):
            answer = Client().get(url)
        assert len(answer.content) < 100_000
    found = answer.context["page"]
    assert len(found.lines) == (67 if rows == 2000 else 0)
    desk = entered(builders.secretariat(town)).get(f"{URL}nuevo/")
    assert len(desk.content) < 100_000


def test_a_place_without_territories_says_so(town: Exercise, clerk: Person) -> None:
    assert "Todavía no hay territorios" in text(Client().get(URL))
    loaded(town, [["Norte"]])
    assert "Ninguno se llama así" in text(Client().get(f"{URL}?q=zzz"))
