from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.test import Client

from tequio.core.dates import from_edtf
from tequio.files.actions import store_file
from tequio.files.models import Version
from tequio.monitoring.models import Evidence
from tequio.workplans.models import Activity
from tests.pages import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def text_of(web: Client, address: str) -> str:
    response = web.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.mark.covers("req:74")
def test_both_wordings_of_the_problem_are_shown_and_labelled(web: Client) -> None:
    world.everything(count=1)
    page = text_of(web, "/plan-2019/compromisos/1/")
    assert "Con las palabras de la ciudadanía Nos dicen que ya no hay lugar, pero nadie nos enseña la lista." in page
    assert "El problema, en la redacción oficial Deficiencia en el acceso y la calidad de la información." in page
    assert "Sí hay transparencia, pero cuesta consultarla." in page


def test_plan_says_what_is_accepted_in_review_missing_and_pending(web: Client) -> None:
    world.everything(count=1)
    page = web.get("/plan-2019/compromisos/1/").content.decode()
    rows = re.findall(r'<tr id="actividad-(\d+)" class="is-(\w)">(.*?)</tr>', page, flags=re.S)
    assert [letter for _position, letter, _row in rows] == list("vvoooopppuu")
    proven, waiting, late, future = (rows[at][2] for at in (0, 2, 3, 6))
    assert proven.count('class="yes"') == 3
    assert waiting.count("en revisión") == 2
    assert late.count("falta") == 3
    assert future.count('class="no"') == 3


def test_delay_keeps_both_dates_and_the_reason(web: Client) -> None:
    world.everything(count=1)
    page = text_of(web, "/plan-2019/compromisos/1/")
    assert "Se movió de 21 de septiembre de 2019 a 6 de octubre de 2019. Falta la respuesta de otra parte:" in page
    assert "45 días de retraso." in page
    assert "30 días de retraso. Sin motivo informado." in page


def test_date_to_be_defined_is_said_and_never_invented(web: Client) -> None:
    world.everything(count=1)
    page = text_of(web, "/plan-2019/compromisos/1/")
    assert page.count("No se dice cuándo se definirá.") == 2
    assert "1970" not in page


def test_cancelled_activity_shows_its_reason_and_is_not_counted(web: Client) -> None:
    world.everything(count=1)
    Activity.objects.filter(workplan__commitment__number=1, position=7).update(
        cancelled_at=world.NOW, cancel_reason="Se unió a la sesión 8."
    )
    page = text_of(web, "/plan-2019/compromisos/1/")
    assert "2 de 10 actividades terminadas (20 %)" in page
    assert "Se unió a la sesión 8." in page
    assert "Cancelado" in page


def test_the_thread_says_what_nobody_recorded(web: Client) -> None:
    found = world.exercise()
    world.commitments(found, 1)
    found.commitments.update(problem_citizen="", problem_official="")
    page = text_of(web, "/plan-2019/compromisos/1/")
    assert "Sin convocatoria registrada" in page
    assert "Sin aportaciones registradas" in page
    assert "Sin problema definido" in page


def evidence_with(version: str) -> Evidence:
    world.everything(count=1)
    found = Evidence.objects.filter(state="accepted").order_by("pk")[0]
    found.file = store_file(
        content=b"%PDF-1.4 lista con nombres",
        name="lista.pdf",
        media_type="application/pdf",
        at=world.NOW,
        version=version,
    )
    found.save()
    return found


@pytest.mark.covers("req:92")
def test_reserved_version_is_never_served(web: Client) -> None:
    found = evidence_with(Version.RESERVED)
    assert web.get(f"/evidencia/{found.uid}/").status_code == 404
    page = web.get("/plan-2019/compromisos/1/").content.decode()
    assert f"/evidencia/{found.uid}/" not in page
    assert "versión pública en preparación" in page


def test_public_version_of_a_reserved_file_is_the_one_that_opens(web: Client) -> None:
    found = evidence_with(Version.RESERVED)
    public = store_file(
        content=b"%PDF-1.4 sin nombres", name="lista-publica.pdf", media_type="application/pdf", at=world.NOW
    )
    found.file.public_version = public  # type: ignore[union-attr]
    found.file.save()  # type: ignore[union-attr]
    response = web.get(f"/evidencia/{found.uid}/")
    assert response.content == b"%PDF-1.4 sin nombres"
    told = response["Content-Disposition"]
    assert told == f'attachment; filename="evidencia-{str(found.uid)[:8]}.pdf"', "not the name its uploader gave it"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("state", ["sent", "under_review", "returned"])
def test_evidence_that_nobody_accepted_cannot_be_opened(web: Client, state: str) -> None:
    found = evidence_with(Version.PUBLIC)
    assert web.get(f"/evidencia/{found.uid}/").status_code == 200
    Evidence.objects.filter(pk=found.pk).update(state=state)
    assert web.get(f"/evidencia/{found.uid}/").status_code == 404


def test_a_commitment_that_does_not_exist_is_a_404(web: Client) -> None:
    world.everything(count=1)
    for number in ("0", "2", "99999999999999999999999"):
        assert web.get(f"/plan-2019/compromisos/{number}/").status_code == 404, number


@pytest.mark.covers("exp:5")
def test_exact_month_and_undefined_dates_stand_together(web: Client) -> None:
    """Undated ones come last in the strip with a state of their own; a month is not overdue while it lasts."""
    found = world.exercise()
    world.commitments(found, 1)
    Activity.objects.filter(workplan__commitment__number=1, position=4).update(
        ends=from_edtf("2019-11"), ends_first_on=date(2019, 11, 1), ends_last_on=date(2019, 11, 30)
    )
    page = web.get("/plan-2019/compromisos/1/").content.decode()
    strip = re.search(r'<div class="strip"[^>]*>(.*?)</div>', page)
    assert strip
    letters = re.findall(r'class="(\w+)"', strip[1])
    assert letters == ["v", "v", "o", "o", "o", "today", "p", "r", "p", "p", "u", "u"]
    assert ">nov 2019<" in page
    assert "Fecha por definir" in page
    assert "1970" not in page
