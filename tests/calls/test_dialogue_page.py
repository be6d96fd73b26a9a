from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.calls.actions import describe_mechanism, propose_topic, record_declaration, record_inclusion
from tequio.calls.models import Mechanism
from tequio.exercises.models import Exercise
from tests import builders
from tests.builders import NOW
from tests.entering import entered

pytestmark = pytest.mark.django_db
PAGE, FORM = "/jalisco/dialogo/", "/jalisco/convocatoria/gestion/dialogo/"


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


def typed(**values: str) -> dict[str, str]:
    plain = {"name": "Mecanismo de Diálogo Ciudadano", "plan": "Primer Plan", "organiser": str(builders.body().uid)}
    return {**plain, "first_year": "2016", "last_year": "2018", **values}


@pytest.mark.covers("req:5")
def test_the_page_tells_name_organiser_plan_and_years(exercise: Exercise) -> None:
    office = entered(builders.secretariat(exercise))
    assert FORM in office.get(PAGE).content.decode()
    assert "Aún no se ha descrito" in Client().get(PAGE).content.decode()
    assert f'href="{PAGE}"' not in Client().get("/jalisco/").content.decode()
    assert office.post(FORM, typed()).status_code == 302
    page = Client().get(PAGE).content.decode()
    for text in ("Mecanismo de Diálogo Ciudadano", "Primer Plan", "2016–2018", builders.body().name):
        assert text in page
    assert FORM not in page
    assert f'href="{PAGE}"' in Client().get("/jalisco/").content.decode()
    assert 'value="2018"' in office.get(FORM).content.decode()


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"last_year": "2015"}, "last_year"),
        ({"first_year": "dos mil"}, "first_year"),
        ({"organiser": "otro"}, "organiser"),
        ({"plan": ""}, "plan"),
    ],
)
def test_what_was_typed_stays_beside_its_error(exercise: Exercise, wrong: dict[str, str], place: str) -> None:
    office = entered(builders.secretariat(exercise))
    answer = office.post(FORM, typed(**wrong))
    page = answer.content.decode()
    assert (answer.status_code, Mechanism.objects.count()) == (422, 0)
    assert f'id="{place}-error"' in page
    assert "Mecanismo de Diálogo Ciudadano" in page


@pytest.mark.covers("req:3")
def test_what_each_seat_did_is_told_by_its_organisation_and_not_by_its_name(exercise: Exercise) -> None:
    by, holder = builders.secretariat(exercise), builders.person("Nombre Reservado")
    seat = builders.seat(holder)
    values: dict[str, Any] = {"organiser": builders.body(), "first_year": 2019, "last_year": 2019}
    made = describe_mechanism(exercise=exercise, name="Diálogo", plan="Plan", by=by, at=NOW, **values)
    told: dict[str, Any] = {"mechanism": made, "seat": seat, "by": by, "at": NOW}

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            Client().get(PAGE)
        return len(asked)

    for number in range(2):
        record_inclusion(held_on=date(2019, 9, 1), people=34, text=f"Foro {number}", **told)
        propose_topic(title=f"Agua {number}", proposed_on=date(2019, 9, 9), **told)
    record_declaration(
        exercise=exercise, title="Declaración", text="Nos toca.", declared_on=date(2019, 9, 9), by=by, at=NOW
    )
    page = Client().get(PAGE).content.decode()
    for text in ("Foro 1", "34 personas", "Agua 0", "Organización civil_society", "Nos toca.", "0 firmas"):
        assert text in page
    assert "Nombre Reservado" not in page
    few = cost()
    for number in range(2, 120):
        propose_topic(title=f"Agua {number}", proposed_on=date(2019, 9, 9), **told)
    assert cost() == few
