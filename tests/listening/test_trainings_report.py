from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tequio.exercises.models import Exercise
from tequio.listening.actions import count_people
from tests import builders
from tests.listening import making

pytestmark = pytest.mark.django_db
PAGE = "/jalisco/capacitaciones/"
ZONE = ZoneInfo("America/Mexico_City")
AUTUMN, WINTER = date(2019, 11, 12), date(2020, 2, 12)


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


def training(of: Exercise, day: date, topics: list[str], *, kind: str = "training", **people: int) -> None:
    begins = datetime.combine(day, time(10), ZONE)
    event = making.held(of, kind=kind, topics=topics, begins_at=begins, ends_at=begins + timedelta(hours=2))
    by = builders.secretariat(of)
    count_people(event=event, people=people, by=by, at=event.meeting.ends_at)
    # one of them with a name: the same person is not counted in both
    making.noted(event, "Persona", sector="government", by=by, at=event.meeting.ends_at)


def rows_of(exercise: Exercise) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    text = Client().get("/jalisco/capacitaciones.csv").content.decode("utf-8-sig")
    read = csv.DictReader(io.StringIO(text))
    return {
        (row["corte"], row["nombre"], row["sector"]): (row["personas"], row["reservado"], row["capacitaciones"])
        for row in read
    }


@pytest.mark.covers("req:93", "req:122")
def test_people_trained_by_sector_topic_and_period(exercise: Exercise) -> None:
    training(exercise, AUTUMN, ["Gobierno abierto"], civil_society=30, government=11)
    training(exercise, WINTER, ["Gobierno abierto", "Derechos humanos"], civil_society=20, government=9, guarantor=8)
    training(exercise, WINTER, ["Otro"], kind="workshop", civil_society=500)
    making.opened(exercise, title="Aún no")
    page = " ".join(re.sub(r"<[^>]+>", " ", Client().get(PAGE).content.decode()).split())
    for text in (
        "personas en 2 capacitaciones",
        "sociedad civil 50 de 80",
        "gobierno 22 de 80",
        "órgano garante 8 de 80",
    ):
        assert text in page
    rows = rows_of(exercise)
    assert rows["total", "", "todos"] == ("80", "false", "2")
    assert rows["trimestre", "octubre a diciembre de 2019", "sociedad civil"] == ("30", "false", "1")
    assert rows["trimestre", "enero a marzo de 2020", "gobierno"] == ("10", "false", "1")
    assert rows["tema", "Gobierno abierto", "todos"] == ("80", "false", "2")
    assert rows["tema", "Derechos humanos", "órgano garante"] == ("8", "false", "1")
    assert not [row for row in rows if row[1] == "Otro"]
    assert Client().get("/jalisco/capacitaciones.xlsx").content[:2] == b"PK"


@pytest.mark.covers("req:93")
def test_fewer_than_five_are_not_told_nor_worked_out(exercise: Exercise) -> None:
    training(exercise, AUTUMN, ["Agua"], civil_society=30, government=11, guarantor=3)
    training(exercise, WINTER, ["Datos"], civil_society=20, government=9, guarantor=8)
    rows = rows_of(exercise)
    # in the autumn two sectors are unsaid, and so in every sum from which the other training could be taken away
    autumn = "octubre a diciembre de 2019"
    assert rows["trimestre", autumn, "órgano garante"][:2] == ("", "true")
    assert rows["trimestre", autumn, "gobierno"][:2] == ("", "true")
    assert rows["trimestre", autumn, "sociedad civil"][0] == "30"
    assert rows["trimestre", autumn, "todos"][0] == "45"
    assert rows["trimestre", "enero a marzo de 2020", "órgano garante"][0] == "8"
    assert rows["total", "", "órgano garante"][0] == ""
    assert rows["total", "", "gobierno"][0] == ""
    assert rows["total", "", "todos"][0] == "83"
    assert "No se dicen las cifras de menos de cinco" in Client().get(PAGE).content.decode()


@pytest.mark.covers("req:93")
def test_before_the_first_one_the_page_says_so(exercise: Exercise) -> None:
    assert "Aún no se realiza ninguna capacitación" in Client().get(PAGE).content.decode()
    assert rows_of(exercise)["total", "", "todos"] == ("0", "false", "0")
