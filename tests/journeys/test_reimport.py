"""The edited Excel comes back, in a real browser: three dates differ, two are accepted with a reason, nothing else moves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tequio.commitments.models import Commitment
from tequio.core.dates import last_day
from tequio.documents.rendering import Form
from tequio.exercises.models import Exercise
from tequio.workplans.models import Activity
from tests.imports.test_import import load
from tests.imports.test_version import SHEET, commitment_in, dated, in_cells
from tests.journeys.looking import follow, looked_at
from tests.journeys.test_import import secretariat

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["secretariat"]


def bring(page: Page, site: str, content: bytes) -> None:
    page.goto(f"{site}/jalisco/importar/")
    page.get_by_label("Archivo").set_input_files(
        {"name": "ficha.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    follow(page, "Leer el documento")


@pytest.mark.covers("req:101", "exp:28")
def test_the_edited_excel_comes_back(secretariat: str, page: Page) -> None:
    exercise, wrong = Exercise.objects.get(), []
    load(SHEET, exercise)
    content = commitment_in(exercise, Form.XLSX)
    three = dated(exercise)[-3:]
    edited = in_cells(content, {day: day + timedelta(days=7) for _each, day in three})

    bring(page, secretariat, edited)
    assert page.get_by_text("Parece la nueva versión").is_visible()
    wrong += looked_at(page, "version-1-propuesta")
    follow(page, "Comparar con")
    assert page.get_by_text("3 datos distintos").is_visible()
    boxes = page.get_by_role("checkbox")
    assert [box.is_checked() for box in boxes.all()] == [True, True, True]
    wrong += looked_at(page, "version-2-diferencias")
    boxes.nth(1).uncheck()
    follow(page, "Aplicar los marcados")
    assert page.title().startswith("Error:")
    assert [box.is_checked() for box in boxes.all()] == [True, False, True]
    wrong += looked_at(page, "version-3-sin-motivo")
    page.get_by_label("¿Por qué cambia?").fill("Se acordó en la sesión del 26 de septiembre")
    follow(page, "Aplicar los marcados")
    assert page.get_by_text("Se aplicaron 2 cambios").is_visible()
    wrong += looked_at(page, "version-4-aplicada")
    now = {each.pk: last_day(each.ends) for each in Activity.objects.all() if each.ends}
    apart = [(now[each.pk] - day).days for each, day in three if now[each.pk]]  # type: ignore[operator]
    assert sorted(apart) == [0, 7, 7]

    bring(page, secretariat, commitment_in(exercise, Form.XLSX))
    follow(page, "Comparar con")
    assert page.get_by_role("heading", name="Dice lo mismo que lo guardado").is_visible()
    wrong += looked_at(page, "version-5-igual")
    follow(page, "Dejarlo como visto")
    assert page.get_by_text("No se cambió nada").is_visible()
    assert Commitment.objects.count() == 1
    assert wrong == []
