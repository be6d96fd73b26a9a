"""El tablero: figures, filters in the address, search without accents, pages."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tequio.audit.models import Event
from tequio.exercises.models import Exercise
from tequio.monitoring.models import Evidence
from tests.pages import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def text_of(web: Client, address: str) -> str:
    response = web.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def titles(web: Client, query: str) -> list[str]:
    page = web.get(f"/plan-2019/tablero/{query}").content.decode()
    return [
        html.unescape(each) for each in re.findall(r'<h3><a href="[^"]+/compromisos/\d+/" lang="es">([^<]+)<', page)
    ]


@pytest.fixture
def plan() -> Exercise:
    return world.everything(count=7)


@pytest.mark.covers("req:21")
def test_accepting_evidence_moves_the_percentage(web: Client, plan: Exercise) -> None:
    assert "29 % 13 de 44 actividades terminadas" in text_of(web, "/plan-2019/tablero/")
    goal = plan.commitments.get(number=1).workplan.goals.get(number=3)
    Evidence.objects.filter(means__goal=goal).update(state="accepted")
    for means in goal.means.all():
        first = Evidence.objects.filter(means__goal=goal)[0]
        Evidence.objects.create(
            means=means,
            file=first.file,
            submitted_by=first.submitted_by,
            submitted_by_sector="government",
            submitted_at=world.NOW,
            state="accepted",
        )
    Event.objects.create(
        verb="monitoring.evidence_accepted",
        subject_kind="evidence",
        subject_uid=goal.uid,
        exercise_uid=plan.uid,
        at=world.NOW,
    )
    assert "31 % 14 de 44 actividades terminadas" in text_of(web, "/plan-2019/tablero/")


def test_what_changes_without_an_event_shows_within_a_minute(web: Client, plan: Exercise) -> None:
    assert "13 de 44" in text_of(web, "/plan-2019/tablero/")
    Evidence.objects.update(state="sent")
    assert "13 de 44" in text_of(web, "/plan-2019/tablero/")
    with time_machine.travel(world.NOW + timedelta(seconds=61), tick=False):
        assert "0 de 44" in text_of(web, "/plan-2019/tablero/")


def test_sentence_counts_commitments_by_state(web: Client, plan: Exercise) -> None:
    page = text_of(web, "/plan-2019/tablero/")
    assert "De 7 compromisos: 1 cumplido, 3 en curso, 2 con retraso y 1 por definir." in page


@pytest.mark.covers("exp:16")
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7]),
        ("?estado=con-retraso", [1, 7]),
        ("?estado=cumplido", [4]),
        ("?estado=por-definir", [6]),
        ("?tema=Servicios+p%C3%BAblicos", [2, 6]),
        ("?institucion=Contralor%C3%ADa+del+Estado", [4]),
        ("?estado=en-curso&institucion=Instituto+de+Igualdad", [3]),
        ("?q=xcunya", [2]),
        ("?q=PADRONES+reutilizar", [1, 7]),
        ("?q=nada+de+esto", []),
        ("?estado=inventado", []),
    ],
)
def test_filters_live_in_the_address(web: Client, plan: Exercise, query: str, numbers: list[int]) -> None:
    page = web.get(f"/plan-2019/tablero/{query}").content.decode()
    assert [int(each) for each in re.findall(r'<article class="row" id="c(\d+)"', page)] == numbers
    # the form keeps what was chosen, so that the next search starts from it
    if query.startswith("?q="):
        assert f'value="{html.escape(query[3:].replace("+", " "))}"' in page


def test_filters_are_carried_to_the_downloads(web: Client, plan: Exercise) -> None:
    page = web.get("/plan-2019/tablero/?estado=con-retraso&q=padrones").content.decode()
    assert 'href="/plan-2019/datos/compromisos.csv?q=padrones&amp;estado=con-retraso"' in page


def test_n_is_not_ene_unless_nothing_else_matches(web: Client, plan: Exercise) -> None:
    first, second = plan.commitments.get(number=1), plan.commitments.get(number=2)
    first.title, second.title = "Apoyo a la niñez", "Talleres de canas"
    first.save()
    second.save()
    assert titles(web, "?q=ninez") == ["Apoyo a la niñez"]
    assert titles(web, "?q=canas") == ["Talleres de canas"]
    assert titles(web, "?q=cañas") == ["Talleres de canas"]


def test_twenty_rows_a_page_and_links_to_the_rest(web: Client) -> None:
    world.commitments(world.exercise(), 45)
    first = web.get("/plan-2019/tablero/").content.decode()
    assert first.count('<article class="row"') == 20
    assert 'href="/plan-2019/tablero/?pagina=2#lista" rel="next"' in first
    last = web.get("/plan-2019/tablero/?pagina=99").content.decode()
    assert last.count('<article class="row"') == 5
    assert 'href="/plan-2019/tablero/?pagina=2#lista" rel="prev"' in last


@pytest.mark.parametrize("page", ["-1", "x", "²", "9" * 40, "1e3", ""])
def test_a_page_number_that_is_none_shows_the_first_or_the_last(web: Client, plan: Exercise, page: str) -> None:
    assert web.get("/plan-2019/tablero/", {"pagina": page}).status_code == 200


def test_late_activity_shows_its_reason_or_that_there_is_none(web: Client, plan: Exercise) -> None:
    page = text_of(web, "/plan-2019/tablero/")
    assert "Motivo informado: Falta el visto bueno de protección de datos." in page
    assert "Sin motivo informado." in page


def test_draft_commitments_are_not_shown(web: Client, plan: Exercise) -> None:
    plan.commitments.filter(number=2).update(status="draft")
    assert "Xcunyá" not in text_of(web, "/plan-2019/tablero/")
    assert web.get("/plan-2019/compromisos/2/").status_code == 404
    assert "Xcunyá" not in text_of(web, "/buscar/?q=xcunya")


@pytest.mark.covers("exp:42")
def test_thousands_are_written_as_in_mexico(web: Client) -> None:
    world.commitments(world.exercise(), 1200)
    page = text_of(web, "/plan-2019/tablero/")
    assert "De 1,200 compromisos" in page
    assert "Se muestran del 1 al 20 de 1,200" in page
    assert "20 de noviembre de 2019" in page
