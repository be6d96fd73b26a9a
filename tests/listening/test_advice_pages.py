from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.exercises.models import Exercise
from tequio.listening.actions import withdraw_advice
from tequio.listening.models import Advice
from tequio.places.actions import add_territory
from tests import builders
from tests.builders import NOW
from tests.entering import entered
from tests.listening import making

pytestmark = pytest.mark.django_db
PAGE, DESK = "/jalisco/orientaciones/", "/jalisco/orientaciones/anotar/"


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


def typed(**values: str) -> dict[str, str]:
    plain = {"do": "note", "given_on": "2019-09-30", "subject": "council", "territory": "Centro", "people": "4"}
    return {**plain, "channel": "phone", "note": "", **values}


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.covers("req:122")
def test_a_clerk_notes_one_after_another_and_takes_back_the_last(exercise: Exercise) -> None:
    office = entered(builders.secretariat(exercise))
    for number in ("4", "6"):
        answer = office.post(DESK, typed(people=number), follow=True)
        page = answer.content.decode()
        assert "Quedó anotada" in page
        # ready for the next one, of the same day and place
        assert 'value="2019-09-30"' in page
        assert 'value="Centro"' in page
    last = Advice.objects.order_by("-pk")[0]
    office.post(DESK, {"do": "undo", "which": str(last.uid)})
    assert [(each.people, each.withdrawn_at is None) for each in Advice.objects.order_by("pk")] == [
        (4, True),
        (6, False),
    ]
    wrong = office.post(DESK, typed(people="seis", note="Una nota"))
    assert wrong.status_code == 422
    assert 'href="#people"' in wrong.content.decode()
    assert "Una nota" in wrong.content.decode()


@pytest.mark.covers("req:122")
def test_the_quarterly_report_of_people_advised_by_topic_and_territory(exercise: Exercise) -> None:
    by = builders.secretariat(exercise)
    colonia = add_territory(jurisdiction=exercise.jurisdiction, kind="colonia", name="Las Flores", by=by, at=NOW)
    for people, subject, where in ((12, "council", "Centro"), (9, "rights", "las flores"), (3, "budget", "Norte")):
        making.advice(exercise, given_on=date(2019, 8, 9), people=people, subject=subject, territory=where)
    withdrawn = making.advice(exercise, given_on=date(2019, 8, 9), people=300)
    withdraw_advice(advice=withdrawn, by=by, at=NOW)
    making.advice(exercise, given_on=date(2019, 5, 2), people=40, note_text="Nota de la oficina")
    assert Advice.objects.filter(comes_from=colonia).count() == 1
    page = words(Client().get(PAGE).content.decode())
    for text in ("Julio a septiembre de 2019", "24 personas en 3 orientaciones", "12 de 24", "Centro"):
        assert text in page
    # three are not told; with the total, neither are the next
    assert "Presupuesto participativo reservado" in page
    assert "Derechos humanos reservado" in page
    assert "40 personas en 1 orientación" in words(Client().get(f"{PAGE}?trimestre=2019-2").content.decode())
    text = Client().get("/jalisco/orientaciones.csv").content.decode("utf-8-sig")
    rows = {
        (row["trimestre"], row["corte"], row["nombre"]): row["personas"] for row in csv.DictReader(io.StringIO(text))
    }
    assert rows["2019-3", "total", ""] == "24"
    assert rows["2019-3", "territorio", "Centro"] == "12"
    assert rows["2019-3", "territorio", "Las Flores"] == ""
    assert rows["2019-2", "tema", "Consejo o comité ciudadano"] == "40"
    assert "Nota de la oficina" not in text + page
    assert Client().get("/jalisco/orientaciones.xlsx").content[:2] == b"PK"


@pytest.mark.covers("req:122")
def test_only_the_office_reads_the_notes_and_the_page_does_not_grow(exercise: Exercise) -> None:
    assert "Aún no se anota ninguna orientación" in Client().get(PAGE).content.decode()
    office = entered(builders.secretariat(exercise))
    assert entered(builders.person("Vecina")).get(DESK).status_code == 403

    def cost() -> list[int]:
        found = []
        for client, path in ((Client(), PAGE), (office, DESK)):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            found.append(len(asked))
        return found

    making.advice(exercise)
    few = cost()
    for number in range(60):
        making.advice(exercise, territory=f"Colonia {number % 9}", people=1 + number % 7)
    assert cost() == few
