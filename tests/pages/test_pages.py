"""Every page: it answers, it is whole, and what it asks of the database does not grow with the data."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.dashboard.queries import board
from tests.pages import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

#: address in an exercise → most queries it may cause
OF_AN_EXERCISE = {
    "": 34,
    "tablero/": 15,
    "tablero/?estado=con-retraso&q=padron": 15,
    "compromisos/": 15,
    "compromisos/1/": 22,
    "ruta/": 9,
    "ruta/?ver=sin-margen": 9,
    "plan-anual/": 6,
    "hallazgos/": 10,
    "convocatoria/": 4,
    "metodologia/": 5,
    "datos/": 3,
    "bitacora/": 5,
}
OF_THE_SITE = {
    "/": 3,
    "/buscar/?q=agua": 4,
    "/ayuda/": 0,
    "/ayuda/como-se-calcula/": 0,
    "/ayuda/glosario/": 0,
    "/accesibilidad/": 0,
    "/privacidad/": 0,
}


def queries(web: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = web.get(address)
    assert response.status_code == 200, address
    return len(captured)


@pytest.mark.parametrize(("address", "most"), OF_AN_EXERCISE.items())
def test_page_of_an_exercise_costs_the_same_whatever_the_size(web: Client, address: str, most: int) -> None:
    world.everything(count=2, slug="chico")
    world.everything(count=60, slug="grande", where=world.place("Otro estado"))
    small, large = queries(web, f"/chico/{address}"), queries(web, f"/grande/{address}")
    assert small == large
    assert large <= most
    # a second look finds the board in memory
    assert queries(web, f"/chico/{address}") == queries(web, f"/grande/{address}") <= small


@pytest.mark.parametrize(("address", "most"), OF_THE_SITE.items())
def test_page_of_the_site_costs_the_same_whatever_the_size(web: Client, address: str, most: int) -> None:
    world.everything(count=2, slug="chico")
    few = queries(web, address)
    for number in range(4):
        world.everything(count=8, slug=f"otro-{number}", where=world.place(f"Estado {number}"))
    assert queries(web, address) == few
    assert few <= most


@pytest.mark.covers("req:126")
@pytest.mark.parametrize("address", [*[f"/plan-2019/{end}" for end in OF_AN_EXERCISE], *OF_THE_SITE])
def test_page_is_whole(web: Client, address: str) -> None:
    """No account is asked for, one heading of the first level, a language, a description to share, and no inline style or script."""
    world.everything()
    response = web.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="es-MX">' in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.search(r'<meta name="description" content="[^"]{10,}">', page)
    assert re.search(r'<meta property="og:title" content="[^"]{3,}">', page)
    assert re.search(r'<link rel="canonical" href="http[^"]+">', page)
    assert '<a class="skip" href="#contenido">' in page
    assert not re.search(r"\sstyle=|<script|<style|\son[a-z]+=", page)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_hrefs_of_every_page_lead_somewhere(web: Client) -> None:
    world.everything(count=3)
    seen, broken = set(), []
    waiting = ["/", "/plan-2019/"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = web.get(address)
        if response.status_code >= 400:
            broken.append(address)
        elif response.get("Content-Type", "").startswith("text/html"):
            page = response.content.decode()
            targets = {found.split("#")[0] for found in re.findall(r'href="(/[^"]*)"', page)}
            inside = re.findall(r'href="#([^"]+)"', page)
            broken += [f"{address}#{anchor}" for anchor in inside if f'id="{anchor}"' not in page]
            skipped = ("/static/", "/idioma/", "/evidencia/")
            waiting += [each for each in targets - seen if not each.startswith(skipped) and each not in waiting]
    assert len(seen) > 20
    assert broken == []


def test_anchors_of_the_board_exist_on_the_page_of_the_commitment(web: Client) -> None:
    world.everything(count=3)
    targets = set(
        re.findall(r'href="(/plan-2019/compromisos/\d+/)#([^"]+)"', web.get("/plan-2019/tablero/").content.decode())
    )
    assert targets
    for address, anchor in targets:
        assert f'id="{anchor}"' in web.get(address).content.decode(), (address, anchor)


@pytest.mark.covers("exp:39")
def test_every_figure_says_how_it_is_calculated_and_when(web: Client) -> None:
    world.everything()
    for end in ("tablero/", "compromisos/1/", "ruta/", "hallazgos/"):
        page = web.get(f"/plan-2019/{end}").content.decode()
        assert "¿Cómo se calcula?" in page, end
        assert "20 de noviembre de 2019" in page, end


def test_memory_of_the_board_is_bounded(web: Client) -> None:
    for number in range(board._kept.size + 3):
        found = world.exercise(f"otro-{number}", where=world.place(f"Estado {number}"))
        web.get(f"/{found.slug}/tablero/")
    assert len(board._kept.values) == board._kept.size
