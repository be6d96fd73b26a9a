"""The route goes out to Microsoft Project and comes back: what differs is shown before it is stored."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tequio.core.schedule.matching import match
from tequio.formats.mspdi_out import write_mspdi
from tequio.people.models import Person
from tequio.workplans.drawing import drawn
from tequio.workplans.models import Activity, WorkPlan
from tests.workplans.test_route_edit import fields, finish, read, state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
FILE, EDIT = "/yucatan/ruta/archivo/", "/yucatan/ruta/editar/"


def exported(plan: WorkPlan) -> str:
    schedule = drawn(plan).scheduled(plan.exercise.jurisdiction_id).schedule
    assert schedule is not None
    return write_mspdi(schedule, title="Ruta").decode()


def upload(content: str) -> dict[str, SimpleUploadedFile]:
    return {"archivo": SimpleUploadedFile("ruta.xml", content.encode(), "text/xml")}


def longer(content: str, activity: Activity, days: int) -> str:
    """As Project would save it with another duration."""
    task = re.search(rf"<Task>(?:(?!</Task>).)*<UID>{activity.pk}</UID>.*?</Task>", content, re.S)
    assert task is not None
    changed = re.sub(r"<Duration>[^<]+</Duration>", f"<Duration>PT{days * 8}H0M0S</Duration>", task[0])
    return content.replace(task[0], changed)


@pytest.mark.covers("req:28")
def test_the_same_file_changes_nothing(plan: WorkPlan, by: Person, enter: Callable[..., Client]) -> None:
    answer = enter(by).post(FILE, upload(exported(plan)))
    assert answer.status_code == 200
    assert "no hay nada que cambiar" in read(answer)
    assert "se entendió" in read(answer), "nothing added, removed or left aside"


@pytest.mark.covers("req:28", "req:29", "req:87")
def test_a_longer_phase_shows_the_day_of_the_signature_and_is_saved_with_a_reason(
    plan: WorkPlan, by: Person, enter: Callable[..., Client]
) -> None:
    browser, content = enter(by), exported(plan)
    answer = browser.post(FILE, upload(longer(content, drawn(plan).at(15), 21)))
    assert "la firma pasa del 18 al 19 de octubre de 2021" in read(answer)
    assert finish(plan) == date(2021, 10, 18), "nothing is stored yet"
    assert f'action="{EDIT}"' in answer.content.decode()
    form = {**fields(answer), "paso": "guardar"}
    assert browser.post(EDIT, {**form, "reason": ""}).status_code == 422
    assert browser.post(EDIT, {**form, "reason": "Así quedó en Project"}).status_code == 302
    assert (state(plan, 15).duration, finish(plan)) == (21, date(2021, 10, 19))


def test_links_and_dates_come_back_too(plan: WorkPlan, by: Person, enter: Callable[..., Client]) -> None:
    drawing, content = drawn(plan), exported(plan)
    last = drawing.at(35)
    gone = re.sub(
        rf"(<Task>(?:(?!</Task>).)*<UID>{last.pk}</UID>(?:(?!</Task>).)*?)<PredecessorLink>.*?</PredecessorLink>",
        r"\1",
        content,
        count=1,
        flags=re.S,
    )
    assert gone != content
    answer = enter(by).post(FILE, upload(gone))
    assert "Predecesoras" in read(answer)
    assert answer.status_code == 200


def test_phases_that_only_one_of_both_has_are_told_and_not_applied(
    plan: WorkPlan, by: Person, enter: Callable[..., Client]
) -> None:
    content, fifth = exported(plan), drawn(plan).at(5)
    content = longer(content, drawn(plan).at(15), 21)
    title = re.search(rf"<UID>{fifth.pk}</UID>.*?<Name>([^<]+)</Name>", content, re.S)
    assert title is not None
    renamed = content.replace(f"<UID>{fifth.pk}</UID>", "<UID>999999</UID>").replace(
        f"<PredecessorUID>{fifth.pk}</PredecessorUID>", "<PredecessorUID>999999</PredecessorUID>"
    )
    renamed = renamed.replace(title[1], "Una fase que nadie conoce", 1)
    answer = enter(by).post(FILE, upload(renamed))
    told = read(answer)
    assert "Fases que sólo están en el archivo" in told
    assert "Una fase que nadie conoce" in told
    assert "Fases que el archivo ya no trae" in told
    assert Activity.objects.filter(workplan=plan).count() == 35


@pytest.mark.parametrize("content", ["", "no es XML", "<html></html>", "<Project><Tasks></Tasks></Project>"])
def test_what_is_no_project_file_is_told(
    plan: WorkPlan, by: Person, enter: Callable[..., Client], content: str
) -> None:
    answer = enter(by).post(FILE, upload(content))
    assert answer.status_code == 422
    assert "<title>Error:" in answer.content.decode()


def test_only_the_office_brings_a_file(plan: WorkPlan, enter: Callable[..., Client]) -> None:
    from tests import builders

    assert enter(builders.person("Quien pasa", plan.exercise.jurisdiction)).get(FILE).status_code == 403
    assert enter(None).get(FILE).status_code == 302


def test_tasks_are_known_by_their_identifier_and_their_title() -> None:
    here = {"1": "Convocatoria", "2": "Reunión", "3": "Reunión", "4": "Firma"}
    there = {"1": "Convocatoria", "2": "Reunión", "3": "Reunión", "9": "  firma ", "7": "Cierre"}
    found = match(here, there)
    assert found.same == {"1": "1", "2": "2", "3": "3", "9": "4"}
    assert (found.added, found.removed, found.renamed) == (("7",), (), ())
    assert match({"1": "Alta"}, {"1": "Baja"}).renamed == ("1",)
