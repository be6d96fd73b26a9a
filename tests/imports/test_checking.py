"""The page of findings follows what is stored: after a load, after its undoing, and when the office asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tequio.checks.models import CheckRun, StoredFinding
from tequio.commitments.actions import state_sector_role
from tequio.commitments.models import Commitment
from tequio.exercises.models import Exercise
from tequio.imports.unloading import undo_load
from tests import builders
from tests.builders import LATER
from tests.entering import entered
from tests.imports.test_import import load

pytestmark = pytest.mark.django_db


def test_what_was_loaded_is_looked_at_and_what_was_undone_is_not() -> None:
    exercise = builders.exercise("jalisco", pack="jalisco-2019")
    assert "Aún no se revisa" in Client().get("/jalisco/hallazgos/").content.decode()
    job = load("compromiso-jalisco-2019.docx", exercise)
    found = StoredFinding.objects.count()
    assert found
    page = Client().get("/jalisco/hallazgos/").content.decode()
    assert "Aún no se revisa" not in page
    assert "Volver a revisar" not in page
    undo_load(job=job, by=builders.secretariat(exercise), at=LATER)
    assert not StoredFinding.objects.exists()


def test_the_office_asks_for_another_look_and_nobody_else() -> None:
    exercise = builders.exercise("jalisco", pack="jalisco-2019")
    load("compromiso-jalisco-2019.docx", exercise)
    office = entered(builders.secretariat(exercise))
    before = StoredFinding.objects.count()
    Commitment.objects.update(anticorruption="", impact_evidence=[])
    assert "Después de esa revisión" not in Client().get("/jalisco/hallazgos/").content.decode()
    commitment = Commitment.objects.get()
    who, later = builders.secretariat(exercise), LATER + timedelta(hours=1)
    state_sector_role(commitment=commitment, sector="government", text="Abre sus datos", by=who, at=later)
    assert "Después de esa revisión hubo 1 cambio" in Client().get("/jalisco/hallazgos/").content.decode()
    assert "Volver a revisar" in office.get("/jalisco/hallazgos/").content.decode()
    answer = office.post("/jalisco/hallazgos/revisar/", follow=True)
    assert "miraron otra vez" in answer.content.decode()
    assert StoredFinding.objects.count() > before
    assert CheckRun.objects.filter(exercise=exercise).count() == 1
    assert entered(builders.person("Quien pasa")).post("/jalisco/hallazgos/revisar/").status_code == 403
    assert Exercise.objects.count() == 1
